import type { ModuleId } from '../../model/module-id.ts';
import type { EsmRecord } from './esm-record.ts';
import { asCertain, requireCommonJs } from './load-cjs.ts';
import { linkAll } from './link-esm.ts';
import { POSSIBLE, SimulatedError, atMost, type Machine } from './machine.ts';
import { peek } from './exported-values.ts';
import { readCell } from './reading.ts';
import { loaderError } from './report-hazard.ts';
import { UNDEFINED, type Value } from './values.ts';

type Done = (error: unknown) => void;

/** Which module is where in the depth-first search, and how it was reached. */
interface Search {
  readonly path: { readonly record: EsmRecord; next: number }[];
  readonly stack: EsmRecord[];
  index: number;
}

/**
 * Evaluates a linked module and all it imports: depth first, imports in order, each module once (ECMAScript, Evaluate and
 * InnerModuleEvaluation), without recursion over modules.
 *
 * @param done called with undefined, or the error; at once where nothing is asynchronous
 */
export function evaluateModule(m: Machine, asked: EsmRecord, done: Done): void {
  if (asked.status === 'evaluated' || asked.status === 'evaluating-async')
    return evaluatedBefore(m, asked, done);
  asked.asked = true;
  const search: Search = { path: [], stack: [], index: 0 };
  const depth = m.trail.length;
  try {
    inner(m, asked, search);
  } catch (error) {
    if (!(error instanceof SimulatedError)) throw error;
    m.trail.length = depth;
    // All that is still open failed with it, also those whose own body ran well.
    for (const record of [...search.stack, asked]) {
      record.status = 'evaluated';
      record.error ??= error;
    }
    return done(error);
  }
  if (asked.asyncOrder === null) return done(undefined);
  if (asked.asyncOrder === 'done') return done(asked.error);
  asked.waiting.push(done);
}

function evaluatedBefore(m: Machine, asked: EsmRecord, done: Done): void {
  const root = asked.error === undefined ? (asked.cycleRoot ?? asked) : asked;
  if (root !== asked && root.error !== undefined && !root.asked && !asked.isWrapper) {
    // Node 20 to 26: nobody asked for the root, so there is no promise of it to give.
    return done(abortOf(m, asked));
  }
  if (root.error !== undefined) return done(root.error);
  if (root.status === 'evaluated' && (root.asyncOrder === null || root.asyncOrder === 'done'))
    return done(undefined);
  root.waiting.push(done);
}

function abortOf(m: Machine, { id, state }: EsmRecord): SimulatedError {
  return loaderError(m, 'abort', 'PROCESS_ABORT', { by: state, from: id, binding: '*', line: 0 });
}

function inner(m: Machine, start: EsmRecord, search: Search): void {
  enter(m, start, search, null);
  for (let top = search.path.at(-1); top !== undefined; top = search.path.at(-1)) {
    const { record } = top;
    const target = record.requests[top.next];
    if (target === undefined) {
      finish(m, record, search);
      search.path.pop();
      m.trail.pop();
      continue;
    }
    const imported = m.esm.get(target) ?? linkAll(m, target);
    if (imported?.status === 'linked' && !imported.isWrapper) {
      enter(m, imported, search, record);
      continue;
    }
    top.next++;
    if (imported !== undefined) imports(m, record, imported);
  }
}

function enter(m: Machine, record: EsmRecord, search: Search, importer: EsmRecord | null): void {
  if (record.isWrapper) {
    evaluateWrapper(m, record, importer);
    return;
  }
  record.status = 'evaluating';
  record.index = record.lowest = search.index++;
  search.stack.push(record);
  search.path.push({ record, next: 0 });
  m.trail.push({ module: record.id, via: 'imports', line: null });
}

/** An import that is on the path already is skipped: that is how members of a cycle run before what they import. */
function imports(m: Machine, record: EsmRecord, given: EsmRecord): void {
  if (given.isWrapper) return evaluateWrapper(m, given, record);
  let imported = given;
  if (imported.status === 'evaluating') record.lowest = Math.min(record.lowest, imported.lowest);
  else {
    imported = imported.cycleRoot ?? imported;
    if (given.error !== undefined) throw given.error;
    if (imported.error !== undefined) throw imported.error;
  }
  if (typeof imported.asyncOrder !== 'number') return;
  record.pending++;
  imported.asyncImporters.push(record);
}

/** All imports are done: the body runs, at once or when what it waits for is there. */
function finish(m: Machine, record: EsmRecord, search: Search): void {
  if (record.pending > 0 || record.hasAwait) {
    record.asyncOrder = m.nextAsyncOrder++;
    if (record.pending === 0) runAsyncBody(m, record);
  } else runBody(m, record);
  if (record.lowest !== record.index) return;
  let member: EsmRecord | undefined;
  do {
    member = search.stack.pop();
    if (member === undefined) return;
    member.status = typeof member.asyncOrder === 'number' ? 'evaluating-async' : 'evaluated';
    member.cycleRoot = record;
  } while (member !== record);
}

function runBody(m: Machine, { id, state }: EsmRecord): void {
  m.moment++;
  m.log.started.push(id);
  asCertain(m, () => {
    if (state.program.directEval) readAllImports(m, state);
    m.do.run(state.program.body, state.scope);
  });
  m.moment++;
  m.log.finished.push(id);
}

/** `eval` may read any import. */
function readAllImports(m: Machine, state: EsmRecord['state']): void {
  atMost(m, POSSIBLE, () => {
    for (const [name, cell] of state.scope.cells)
      if (cell.imported !== null) readCell(m, cell, name, state.scope, 0);
  });
}

function runAsyncBody(m: Machine, record: EsmRecord): void {
  const { program, scope } = record.state;
  m.moment++;
  m.log.started.push(record.id);
  m.do.runAwaiting(program.body, scope, (error) => {
    m.moment++;
    if (error === undefined) m.log.finished.push(record.id);
    m.jobs.micro(() => (error === undefined ? fulfil(m, record) : reject(m, record, error)));
  });
}

/** A module with a pending import is done: importers that wait for nothing else run, in order. */
function fulfil(m: Machine, record: EsmRecord): void {
  if (record.status === 'evaluated' && record.error !== undefined) return;
  complete(m, record);
  const ready = [...readyImporters(record)].toSorted(
    (one, other) => Number(one.asyncOrder) - Number(other.asyncOrder),
  );
  for (const importer of ready) {
    if (importer.status === 'evaluated' && importer.error !== undefined) continue;
    if (importer.hasAwait) runAsyncBody(m, importer);
    else runReady(m, importer);
  }
}

function runReady(m: Machine, record: EsmRecord): void {
  m.trail.push({ module: record.id, via: 'imports', line: null });
  try {
    runBody(m, record);
  } catch (error) {
    if (!(error instanceof SimulatedError)) throw error;
    return reject(m, record, error);
  } finally {
    m.trail.pop();
  }
  complete(m, record);
}

function complete(m: Machine, record: EsmRecord): void {
  record.asyncOrder = 'done';
  record.status = 'evaluated';
  tellWaiting(m, record, undefined);
}

function tellWaiting(m: Machine, record: EsmRecord, error: unknown): void {
  for (const done of record.waiting.splice(0)) m.jobs.micro(() => done(error));
}

/** Those that only waited for this one; one that awaits nothing itself hands on to its own importers. */
function readyImporters(record: EsmRecord): Set<EsmRecord> {
  const ready = new Set<EsmRecord>();
  const open = [record];
  for (let next = open.pop(); next !== undefined; next = open.pop())
    for (const importer of next.asyncImporters) {
      if (ready.has(importer) || (importer.cycleRoot ?? importer).error !== undefined) continue;
      importer.pending--;
      if (importer.pending > 0) continue;
      ready.add(importer);
      if (!importer.hasAwait) open.push(importer);
    }
  return ready;
}

function reject(m: Machine, start: EsmRecord, error: unknown): void {
  const open = [start];
  for (let record = open.pop(); record !== undefined; record = open.pop()) {
    if (record.status === 'evaluated') continue;
    record.error = error;
    record.status = 'evaluated';
    record.asyncOrder = 'done';
    open.push(...record.asyncImporters.toReversed());
    tellWaiting(m, record, error);
  }
}

/** A CommonJS file that is imported: it is executed in its turn, and its names are copied. */
function evaluateWrapper(m: Machine, record: EsmRecord, importer: EsmRecord | null): void {
  if (record.status === 'evaluated') {
    if (record.error !== undefined) throw record.error;
    return;
  }
  if (record.status === 'evaluating') throw abortOf(m, record);
  record.status = 'evaluating';
  try {
    if (record.broken)
      throw new SimulatedError('Error', { code: 'ERR_INTERNAL_ASSERTION', module: record.id });
    takeSnapshot(m, record, runWrapped(m, record.id, importer));
  } catch (error) {
    record.error = error;
    throw error;
  } finally {
    record.status = 'evaluated';
  }
}

/** One that is being executed gives what it has so far. */
function runWrapped(m: Machine, id: ModuleId, importer: EsmRecord | null): Value {
  let given: Value = UNDEFINED;
  asCertain(m, () => {
    given = requireCommonJs(m, id, lineOfImport(importer, id));
  });
  return given;
}

function lineOfImport(importer: EsmRecord | null, id: ModuleId): number {
  for (const statement of importer?.state.program.body ?? [])
    if ('target' in statement && statement.target === id) return statement.line;
  return 0;
}

function takeSnapshot(m: Machine, record: EsmRecord, exports: Value): void {
  for (const name of m.names.lexed(record.id)) {
    const value = name === 'default' ? undefined : peek(m, exports, name);
    if (value !== undefined) record.snapshot.set(name, value.kind === 'uninitialised' ? UNDEFINED : value);
  }
  record.snapshot.set('default', exports);
}
