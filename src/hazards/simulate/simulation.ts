import type { Phase, SimulationOptions } from '../../model/hazard.ts';
import type { ModuleId } from '../../model/module-id.ts';
import type { Program } from '../../model/program.ts';
import { runAwaiting } from './awaiting.ts';
import { bind } from './binding.ts';
import { callFunction } from './calls.ts';
import { construct } from './classes.ts';
import { evaluateModule } from './evaluate-esm.ts';
import { ExportNames } from './export-names.ts';
import { evaluate } from './expressions.ts';
import { JobQueue } from './job-queue.ts';
import { findLinkError, linkAll } from './link-esm.ts';
import { requireCommonJs } from './load-cjs.ts';
import { CERTAIN, SimulatedError, type Machine, type Operations } from './machine.ts';
import { finishPhase, toFailure, type Outcome } from './finish-phase.ts';
import { PhaseLog } from './phase-log.ts';
import { settle } from './promises.ts';
import { peek, valueOf } from './exported-values.ts';
import { requireEsm } from './require-esm.ts';
import type { ModuleState } from './scope.ts';
import { run, runBlock } from './statements.ts';
import { isHolder, newPromise, OPAQUE, type PromiseValue, type Value } from './values.ts';

/** A program that calls more functions than this while it loads is not followed further. */
const MOST_CALLS = 200_000;

/**
 * One Node process in thought: modules are linked, evaluated and cached as Node's two loaders do (the rules stand beside
 * each part), bindings are followed through local and imported functions, and each read of one that is not set yet is
 * noted. Phases follow each other in one process: a boot, then lazy loads and calls.
 */
export class Simulation {
  readonly #machine: Machine;

  /** @param programs all modules that may be reached; one that is missing is taken as outside */
  constructor(programs: ReadonlyMap<ModuleId, Program>, options: SimulationOptions) {
    this.#machine = newMachine(programs, options);
  }

  /** Starts the process with a module: imported where it is an ES module, else required. */
  boot(entry: ModuleId): Phase {
    return this.load(entry);
  }

  /** Loads a module as the only thing that happens now. */
  load(module: ModuleId): Phase {
    const m = this.#machine;
    return this.#phase((done) => {
      if (m.names.isEsm(module)) importNow(m, module, done);
      else {
        requireCommonJs(m, module, 0);
        done(undefined);
      }
    });
  }

  /** Calls an exported function of a module that is loaded. */
  call(module: ModuleId, name: string): Phase {
    const m = this.#machine;
    m.log = new PhaseLog();
    const found = exportedFunction(m, module, name);
    if ('status' in found) {
      m.log.status = found.status;
      return m.log.toPhase(null);
    }
    const { value } = found;
    if (value instanceof SimulatedError) return m.log.toPhase(toFailure(value));
    return this.#phase((done) => {
      const result = m.do.callFunction(value as Value & { kind: 'function' }, [], null);
      m.jobs.drain();
      if (result.kind !== 'promise') done(undefined);
      else if (result.settled) done(result.error);
    });
  }

  #phase(start: (done: (error: unknown) => void) => void): Phase {
    const m = this.#machine;
    m.log = new PhaseLog();
    m.confidence = CERTAIN;
    m.trail.length = 0;
    let outcome: Outcome = null;
    const done = (error: unknown) => {
      outcome = { error };
    };
    try {
      start(done);
    } catch (error) {
      done(error);
    }
    m.jobs.drain();
    return finishPhase(m, outcome);
  }
}

function importNow(m: Machine, module: ModuleId, done: (error: unknown) => void): void {
  const record = linkAll(m, module);
  if (record === undefined) return done(undefined);
  const error = findLinkError(m, record);
  if (error !== null) return done(error);
  evaluateModule(m, record, done);
}

type Found = { readonly status: 'not-loaded' | 'no-function' } | { readonly value: Value | SimulatedError };

function exportedFunction(m: Machine, module: ModuleId, name: string): Found {
  let value: Value | undefined;
  if (m.names.isEsm(module)) {
    const record = m.esm.get(module);
    if (record === undefined || !m.everFinished.has(module)) return { status: 'not-loaded' };
    const error = record.error ?? record.cycleRoot?.error;
    if (error !== undefined) return { value: error as SimulatedError };
    const exported = m.names.resolve(module, name);
    value = exported === null ? undefined : valueOf(m, exported);
  } else {
    const record = m.cjs.get(module);
    if (!record?.loaded) return { status: 'not-loaded' };
    value = peek(m, record.state.moduleExports, name);
  }
  return value?.kind === 'function' ? { value } : { status: 'no-function' };
}

function newMachine(programs: ReadonlyMap<ModuleId, Program>, options: SimulationOptions): Machine {
  const machine: Machine = {
    programs,
    options,
    cuts: targetsOf(options.cuts),
    names: new ExportNames(programs),
    jobs: new JobQueue(),
    esm: new Map(),
    cjs: new Map(),
    do: operationsOf(() => machine),
    log: new PhaseLog(),
    confidence: CERTAIN,
    muted: 0,
    imagined: false,
    depth: 0,
    calls: MOST_CALLS,
    starts: 0,
    active: new Set(),
    ran: new Map(),
    moment: 0,
    nextAsyncOrder: 0,
    trail: [],
    everFinished: new Set(),
    comes: (module, name) => comes(machine, module, name),
  };
  return machine;
}

function targetsOf(cuts: SimulationOptions['cuts']): Map<ModuleId, Set<ModuleId>> {
  const targets = new Map<ModuleId, Set<ModuleId>>();
  for (const { from, to } of cuts) targets.set(from, (targets.get(from) ?? new Set()).add(to));
  return targets;
}

/** What stands for all of a module's exports. */
const WHOLE = new Set(['*', 'default', 'module.exports']);

/** A name that is a key, that Node saw in the text, or that an early copy may have lost, was to have a value. */
function comes(m: Machine, module: ModuleId, name: string): boolean {
  const record = m.cjs.get(module);
  if (!record?.loaded || WHOLE.has(name)) return true;
  const { moduleExports } = record.state;
  if (!isHolder(moduleExports)) return true;
  if (moduleExports.props?.has(name) || (moduleExports.kind === 'object' && moduleExports.incomplete))
    return true;
  return m.names.lexed(module).has(name);
}

function operationsOf(machine: () => Machine): Operations {
  return {
    evaluate: (expression, scope) => evaluate(machine(), expression, scope),
    run: (statements, scope) => run(machine(), statements, scope),
    runBlock: (block, scope) => runBlock(machine(), block, scope),
    runAwaiting: (statements, scope, done) => runAwaiting(machine(), statements, scope, done),
    bind: (pattern, value, scope, line, from) => bind(machine(), pattern, value, scope, line, from),
    callFunction: (fn, args, self) => callFunction(machine(), fn, args, self),
    construct: (callee, args, scope, line) => construct(machine(), callee, args, scope, line),
    require: (target, from, line) => requireModule(machine(), target, from, line),
    importLater: (target, from) => importLater(machine(), target, from),
    loadDeferred: (target, from, line) => loadDeferred(machine(), target, from, line),
  };
}

function requireModule(m: Machine, target: ModuleId | null, from: ModuleState, line: number): Value {
  if (target === null || !m.programs.has(target)) return OPAQUE;
  if (m.imagined) return m.cjs.get(target)?.state.moduleExports ?? OPAQUE;
  return m.names.isEsm(target) ? requireEsm(m, target, from, line) : requireCommonJs(m, target, line);
}

/** `import()`: tsc's CommonJS output requires in a microtask, else Node's loader takes a turn. */
function importLater(m: Machine, target: ModuleId | null, from: ModuleState): PromiseValue {
  if (target === null || m.imagined || !m.programs.has(target)) return newPromise({});
  const promise = newPromise();
  if (from.program.emit === 'tsc' || from.program.emit === 'tsc-in-place') {
    m.jobs.micro(() => {
      try {
        settle(m, promise, undefined, requireModule(m, target, from, 0));
      } catch (error) {
        if (!(error instanceof SimulatedError)) throw error;
        settle(m, promise, error, OPAQUE);
      }
    });
  } else
    m.jobs.later(() =>
      importNow(m, target, (error) => settle(m, promise, error, { kind: 'namespace', module: target })),
    );
  return promise;
}

/** The first use of a name whose import was cut: as an `await import()` or `require()` right before it. */
function loadDeferred(m: Machine, target: ModuleId, from: ModuleState, line: number): Value {
  if (from.program.emit !== 'esm') return requireModule(m, target, from, line);
  const record = m.esm.get(target);
  if (record === undefined || record.status === 'linked') {
    let outcome: { error: unknown } | null = null;
    importNow(m, target, (error) => {
      outcome = { error };
    });
    m.jobs.runUntil(() => outcome !== null);
    const { error } = (outcome ?? { error: undefined }) as { error: unknown };
    if (error !== undefined) throw error;
  }
  return { kind: 'namespace', module: target };
}
