import type { ModuleId } from './module-id.ts';

/**
 * What goes wrong when a binding is read before its module has set it.
 * - `tdz` a ReferenceError: the binding is not initialised yet
 * - `undefined` the value is not there yet: undefined is read
 * - `undefined-capture` `const { x } = require()` keeps undefined for ever
 * - `stale-exports` `require()` gave an object that its module replaces later
 * - `stale` that object was used where a function or class is exported
 * - `require-cycle` ERR_REQUIRE_CYCLE_MODULE; `require-async` ERR_REQUIRE_ASYNC_MODULE
 * - `link` a named import that does not exist: nothing of that graph runs
 * - `abort` the process dies without an error that could be caught
 * - `deadlock` an await at top level that waits for its own module: exit code 13
 */
export type HazardKind =
  | 'tdz'
  | 'undefined'
  | 'undefined-capture'
  | 'stale-exports'
  | 'stale'
  | 'require-cycle'
  | 'require-async'
  | 'link'
  | 'abort'
  | 'deadlock';

/**
 * `certain`: straight-line code, or calls that were followed. `likely`: behind a condition, an unknown iterable, a
 * callback that is probably called at once, an await of unknown duration. `possible`: code handed to what nothing is
 * known about.
 */
export type Confidence = 'certain' | 'likely' | 'possible';

/** Strongest first. */
export const CONFIDENCES = ['certain', 'likely', 'possible'] as const satisfies Confidence[];

/** A module that had begun but not finished when something happened, and how it came to the next one of the chain. */
export interface EvaluationStep {
  readonly module: ModuleId;
  /** Of the import, require or call that leads on; null where there is none, or it is not known. */
  readonly line: number | null;
  readonly via: 'imports' | 'requires' | 'calls' | 'reads';
}

export interface Hazard {
  readonly kind: HazardKind;
  /** Holds the read. */
  readonly module: ModuleId;
  /** As the module imports it; `*` is all names of a namespace, `module.exports` a whole object. */
  readonly binding: string;
  /** What `module` imports it from; itself for a binding of its own. */
  readonly from: ModuleId;
  /** Of the reads, 1-based, ascending; of the compiled source's TypeScript. */
  readonly lines: readonly number[];
  readonly confidence: Confidence;
  /** From the first module that began down to the read. */
  readonly chain: readonly EvaluationStep[];
}

/** An error that ends a phase. */
export interface Failure {
  /** `ReferenceError`, `TypeError`, `SyntaxError` or `Error`. */
  readonly name: string;
  /** Of Node (`ERR_…`); `PROCESS_ABORT`, `DEADLOCK` and `ENDLESS` are ours. */
  readonly code: string | null;
  readonly module: ModuleId | null;
  readonly line: number | null;
}

/** A call of something that is no part of the analysed modules, while a module is evaluated. */
export interface OutsideCall {
  readonly module: ModuleId;
  readonly line: number;
  /** `process.on`, `__effect`. */
  readonly callee: string;
  /** The first argument, where it is a plain text. */
  readonly text: string | null;
}

/** What happens when one module is loaded (or one function called): a boot, or a lazy load after it. */
export interface Phase {
  /** In the order in which their evaluation starts. */
  readonly started: readonly ModuleId[];
  /** In the order in which it ends. */
  readonly finished: readonly ModuleId[];
  readonly hazards: readonly Hazard[];
  readonly calls: readonly OutsideCall[];
  readonly failure: Failure | null;
  /** Of a function to be called: its module is not there, or does not export such a function. */
  readonly status?: 'not-loaded' | 'no-function';
}

export interface SimulationOptions {
  readonly nodeMajor: number;
  /** Imports taken as lazy: the target is loaded when a name of it is first used. */
  readonly cuts: readonly { readonly from: ModuleId; readonly to: ModuleId }[];
  /** End a phase at the first error, as Node does. Else go on as if the value were there, and collect all hazards. */
  readonly stopAtFailure: boolean;
}
