import type { ModuleId } from '../../model/module-id.ts';
import { newRecord, type EsmRecord } from './esm-record.ts';
import { newModule } from './load-cjs.ts';
import { isCut, type Machine, type SimulatedError } from './machine.ts';
import { loaderError } from './report-hazard.ts';
import type { ModuleState } from './scope.ts';

const TYPESCRIPT = /\.[cm]?tsx?$/i;

/** @returns the record of a module, linked now with all that it imports */
export function linkAll(m: Machine, id: ModuleId): EsmRecord | undefined {
  const known = m.esm.get(id);
  if (known !== undefined) return known;
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (m.esm.has(next)) continue;
    const record = addRecord(m, next);
    if (record !== undefined) open.push(...record.requests);
  }
  return m.esm.get(id);
}

function addRecord(m: Machine, id: ModuleId): EsmRecord | undefined {
  const program = m.programs.get(id);
  if (program === undefined) return undefined;
  const requests = program.requests.filter((target) => !isCut(m, id, target) && m.programs.has(target));
  const record = newRecord(newModule(program), requests);
  m.esm.set(id, record);
  return record;
}

/**
 * Links for `require()`: synchronously, refusing what is being evaluated or executed. Checked for new modules only.
 *
 * @throws SimulatedError ERR_REQUIRE_CYCLE_MODULE
 */
export function linkForRequire(m: Machine, id: ModuleId): void {
  const added: ModuleId[] = [];
  const path: { record: EsmRecord; next: number }[] = [];
  const enter = (module: ModuleId): void => {
    const record = addRecord(m, module);
    if (record === undefined) return;
    added.push(module);
    path.push({ record, next: 0 });
  };
  try {
    enter(id);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = top.record.requests[top.next++];
      if (target === undefined) path.pop();
      else if (!isLinkedFor(m, target, top.record)) enter(target);
    }
  } catch (error) {
    for (const module of added) m.esm.delete(module);
    throw error;
  }
}

/** @throws SimulatedError where the module is being evaluated, or executed */
function isLinkedFor(m: Machine, target: ModuleId, importer: EsmRecord): boolean {
  const known = m.esm.get(target);
  if (known?.status === 'evaluating') throw cycleError(m, importer, target);
  if (known !== undefined) return true;
  const running = m.cjs.get(target);
  if (running !== undefined && !running.loaded) throw cycleError(m, importer, target);
  return false;
}

function cycleError(m: Machine, importer: EsmRecord, target: ModuleId): SimulatedError {
  const read = { by: importer.state, from: target, binding: '*', line: 0 };
  return loaderError(m, 'require-cycle', 'ERR_REQUIRE_CYCLE_MODULE', read);
}

/** @returns a SyntaxError for the first named import that leads nowhere: nothing of the graph runs then */
export function findLinkError(m: Machine, start: EsmRecord): SimulatedError | null {
  const seen = new Set<EsmRecord>();
  const open = [start];
  for (let record = open.pop(); record !== undefined; record = open.pop()) {
    if (seen.has(record) || record.isWrapper || record.linked) continue;
    seen.add(record);
    const error = linkErrorOf(m, record);
    if (error !== null) return error;
    for (const target of record.requests) {
      const other = m.esm.get(target);
      if (other !== undefined) open.push(other);
    }
  }
  for (const record of seen) record.linked = true;
  return null;
}

function linkErrorOf(m: Machine, { id, state }: EsmRecord): SimulatedError | null {
  const { program } = state;
  // A name that is missing may be a type, which the compiler drops.
  if (TYPESCRIPT.test(id)) return null;
  for (const { target, name, line } of program.imports)
    if (!isCut(m, id, target) && isMissing(m, target, name)) return linkError(m, state, target, name, line);
  for (const item of program.exports)
    if (item.kind === 'from' && isMissing(m, item.target, item.imported))
      return linkError(m, state, item.target, item.imported, 0);
  return null;
}

function linkError(
  m: Machine,
  by: ModuleState,
  target: ModuleId | null,
  binding: string,
  line: number,
): SimulatedError {
  return loaderError(m, 'link', '', { by, from: target ?? by.id, binding, line });
}

function isMissing(m: Machine, target: ModuleId | null, name: string): boolean {
  if (target === null || name === '*') return false;
  const program = m.programs.get(target);
  if (program === undefined || program.outline) return false;
  if (program.emit !== 'esm')
    return (
      name !== 'default' &&
      name !== 'module.exports' &&
      !m.names.lexed(target).has(name) &&
      !m.names.lexesOutside(target)
    );
  return m.names.resolve(target, name) === null;
}
