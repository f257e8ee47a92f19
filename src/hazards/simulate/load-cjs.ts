import type { ModuleId } from '../../model/module-id.ts';
import type { Program, Statement } from '../../model/program.ts';
import { prepareEsbuild, prepareTsc } from './compiled-views.ts';
import { CERTAIN, SimulatedError, type Machine } from './machine.ts';
import { declare, hoist, newCell, type ModuleState, type Scope } from './scope.ts';
import { newObject, OPAQUE, type Value } from './values.ts';

/** A module that fails is run again by whoever requires it next; some do so for ever. */
const STARTS_PER_MODULE = 10;
const MOST_STARTS = 1000;

/** @returns the state of a module that is about to be linked or run, its names declared */
export function newModule(program: Program): ModuleState {
  const compiled = program.emit !== 'esm' && program.emit !== 'cjs';
  const exports = newObject({ owner: program.id, esModule: compiled, open: program.outline === true });
  const scope = { cells: new Map(), parent: null, module: null, frame: null } as unknown as Scope;
  const state: ModuleState = {
    id: program.id,
    program,
    scope,
    exports,
    exportsVariable: exports,
    moduleExports: exports,
    reexported: new Map(),
    registered: [],
  };
  (scope as { module: ModuleState }).module = state;
  for (const imported of program.imports) declare(scope, imported.local, newCell(OPAQUE, { imported }));
  hoist(program.hoisted, scope);
  return state;
}

/**
 * `require` of a CommonJS module: the exports as they are where it was begun before, else those it ends with.
 *
 * @throws SimulatedError what the module throws; it is forgotten then, and the next require runs it again
 */
export function requireCommonJs(m: Machine, id: ModuleId, line: number): Value {
  const cached = m.cjs.get(id);
  if (cached !== undefined) return cached.state.moduleExports;
  const program = m.programs.get(id);
  if (program === undefined) return OPAQUE;
  if (m.starts++ > MOST_STARTS + STARTS_PER_MODULE * m.programs.size)
    throw new SimulatedError('Error', { code: 'ENDLESS', module: id });
  const state = newModule(program);
  const record = { state, loaded: false };
  m.cjs.set(id, record);
  m.moment++;
  m.log.started.push(id);
  m.trail.push({ module: id, via: 'requires', line: line > 0 ? line : null });
  const { confidence } = m;
  try {
    runCommonJs(m, state);
    record.loaded = true;
    m.moment++;
    m.log.finished.push(id);
  } catch (error) {
    m.cjs.delete(id);
    const wrapper = m.esm.get(id);
    if (wrapper !== undefined && wrapper.status !== 'evaluated') wrapper.broken = true;
    throw error;
  } finally {
    m.confidence = confidence;
    m.trail.pop();
  }
  return state.moduleExports;
}

function runCommonJs(m: Machine, state: ModuleState): void {
  const { program, scope } = state;
  if (program.outline && state.exports.open) state.moduleExports = OPAQUE;
  if (program.emit === 'esbuild') {
    prepareEsbuild(m, state);
    const [imports, rest] = partition(program.body);
    m.do.run(imports, scope);
    m.do.run(rest, scope);
    return;
  }
  if (program.emit === 'tsc' || program.emit === 'tsc-in-place') prepareTsc(state);
  m.do.run(program.body, scope);
}

const HOISTED = new Set<Statement['op']>(['import', 'export-all', 'export-from', 'export-namespace']);

function partition(body: readonly Statement[]): [Statement[], Statement[]] {
  return [body.filter(({ op }) => HOISTED.has(op)), body.filter(({ op }) => !HOISTED.has(op))];
}

/** Evaluates a module's text as certain, whatever led to it. */
export function asCertain(m: Machine, action: () => void): void {
  const { confidence } = m;
  m.confidence = CERTAIN;
  try {
    action();
  } finally {
    m.confidence = confidence;
  }
}
