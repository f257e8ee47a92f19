import type { SimulationOptions } from '../../model/hazard.ts';
import type { ModuleId } from '../../model/module-id.ts';
import type { Block, Class, Expression, Fn, Pattern, Program, Statement } from '../../model/program.ts';
import type { ExportNames } from './export-names.ts';
import type { JobQueue } from './job-queue.ts';
import type { Met, PhaseLog } from './phase-log.ts';
import type { ModuleState, Scope } from './scope.ts';
import type { EsmRecord } from './esm-record.ts';
import type { FunctionValue, PromiseValue, Value } from './values.ts';

/** How sure it is that what is evaluated now really runs. */
export const CERTAIN = 0;
export const LIKELY = 1;
export const POSSIBLE = 2;

/** A CommonJS module in Node's cache. */
export interface CommonJsRecord {
  readonly state: ModuleState;
  loaded: boolean;
}

/** How a statement list ended early. */
export type Ending = { readonly left: true } | { readonly left: false; readonly value: Value };

/** The parts of the evaluation call each other through this table, so that no file needs to know all others. */
export interface Operations {
  evaluate(expression: Expression, scope: Scope): Value;
  /** Runs statements in the scope as it is. */
  run(statements: readonly Statement[], scope: Scope): Ending | null;
  /** Runs a block in a scope of its own. */
  runBlock(block: Block, scope: Scope): Ending | null;
  /** Runs statements, giving way at each `await`; `done` is called with an error or the value returned. */
  runAwaiting(
    statements: readonly Statement[],
    scope: Scope,
    done: (error: unknown, value: Value) => void,
  ): void;
  bind(pattern: Pattern, value: Value, scope: Scope, line: number, from: ModuleId | null): void;
  callFunction(fn: FunctionValue, args: readonly Value[], self: Value | null): Value;
  construct(callee: Value, args: readonly Value[], scope: Scope, line: number): Value;
  require(target: ModuleId | null, from: ModuleState, line: number): Value;
  importLater(target: ModuleId | null, from: ModuleState): PromiseValue;
  /** The first use of a name whose import was cut. */
  loadDeferred(target: ModuleId, from: ModuleState, line: number): Value;
}

/** All that changes while modules are evaluated. */
export interface Machine {
  readonly programs: ReadonlyMap<ModuleId, Program>;
  readonly options: SimulationOptions;
  /** Targets by importer. */
  readonly cuts: ReadonlyMap<ModuleId, ReadonlySet<ModuleId>>;
  readonly names: ExportNames;
  readonly jobs: JobQueue;
  readonly esm: Map<ModuleId, EsmRecord>;
  readonly cjs: Map<ModuleId, CommonJsRecord>;
  readonly do: Operations;
  log: PhaseLog;
  confidence: number;
  /** While greater than 0 reads are looked at from outside and are no hazards. */
  muted: number;
  /** Code that may never run: its hazards are kept, its loads and calls are not made. */
  imagined: boolean;
  depth: number;
  /** Calls left: an endless recursion ends here. */
  calls: number;
  /** CommonJS modules begun so far. */
  starts: number;
  readonly active: Set<Fn>;
  /** Functions and classes by how often they ran since a module began or ended last. */
  readonly ran: Map<Fn | Class, { moment: number; times: number; imagined: number }>;
  /** Grows with each module that begins or ends. */
  moment: number;
  nextAsyncOrder: number;
  /** Modules being evaluated, outermost first. */
  readonly trail: TrailStep[];
  /** Whether a module that has finished does have that name, so that it was read too early (or is lost). */
  readonly comes: (module: ModuleId, name: string) => boolean;
  /** Modules that finished in any phase. */
  readonly everFinished: Set<ModuleId>;
}

export interface TrailStep {
  readonly module: ModuleId;
  /** How the one before it came here, and where. */
  readonly via: 'imports' | 'requires' | 'calls';
  readonly line: number | null;
}

/** Between two modules nothing becomes initialised but by the one module's own statements. */
const MOST_TIMES = 1000;
const MOST_LIKELY_TIMES = 30;
const MOST_IMAGINED_TIMES = 2;

/** @returns whether it may show anything new to run a function, or a class's constructor, once more */
export function isWorthRunning(machine: Machine, code: Fn | Class): boolean {
  const { moment, confidence } = machine;
  const known = machine.ran.get(code);
  if (known?.moment !== moment) {
    machine.ran.set(code, { moment, times: machine.imagined ? 0 : 1, imagined: machine.imagined ? 1 : 0 });
    return true;
  }
  if (machine.imagined) return known.imagined++ < MOST_IMAGINED_TIMES;
  return known.times++ < (confidence === CERTAIN ? MOST_TIMES : MOST_LIKELY_TIMES);
}

export function isCut(machine: Machine, from: ModuleId, to: ModuleId | null): boolean {
  return machine.cuts.size > 0 && to !== null && machine.cuts.get(from)?.has(to) === true;
}

/** Runs something that is at most this sure. */
export function atMost<T>(machine: Machine, confidence: number, action: () => T): T {
  const before = machine.confidence;
  machine.confidence = Math.max(before, confidence);
  try {
    return action();
  } finally {
    machine.confidence = before;
  }
}

/** Runs something that may never happen: only its hazards count. */
export function imagine(machine: Machine, action: () => void): void {
  if (machine.imagined) return;
  machine.imagined = true;
  const mark = machine.log.mark();
  try {
    atMost(machine, POSSIBLE, action);
  } catch (error) {
    if (!(error instanceof SimulatedError)) throw error;
  } finally {
    machine.imagined = false;
    machine.log.forgetSince(mark);
  }
}

/** An error that the simulated program throws. */
export class SimulatedError extends Error {
  /** What a loader refused, to be told where nobody catches it. */
  met: Met | null = null;
  override readonly name: string;
  readonly code: string | null;
  readonly module: ModuleId | null;
  readonly line: number | null;

  constructor(name: string, given: { code?: string; module?: ModuleId; line?: number } = {}) {
    super(given.code ?? name);
    this.name = name;
    this.code = given.code ?? null;
    this.module = given.module ?? null;
    this.line = given.line ?? null;
  }
}
