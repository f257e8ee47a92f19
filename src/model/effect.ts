import type { Confidence } from './hazard.ts';
import type { ModuleId } from './module-id.ts';

/**
 * What a module does to something that is not its own while it is evaluated.
 * - `registration` hands something to an imported or global object that keeps it: listeners, handlers, routes, hooks
 * - `call` runs imported or global code otherwise: `run()`, `fs.mkdirSync(…)`
 * - `decorator` of an imported function, on a class or its members
 * - `assignment` sets a member of an imported object, or of one of Node's or the language's
 * - `polyfill` sets a global variable
 * - `prototype-patch` changes a prototype that is imported or global
 * - `timer` starts a timer or queues what runs right after
 * - `output` prints or logs
 */
export type EffectKind =
  'registration' | 'call' | 'decorator' | 'assignment' | 'polyfill' | 'prototype-patch' | 'timer' | 'output';

/** One top-level side effect, told from the source alone. */
export interface Effect {
  readonly module: ModuleId;
  /** Where it is written, 1-based: inside a function that the module calls while it is evaluated, that function's line. */
  readonly line: number;
  readonly kind: EffectKind;
  /** As the source has it, in one line: `process.on SIGTERM`, `Array.prototype.at =`, `@Injectable`. */
  readonly what: string;
  readonly target: 'imported' | 'global';
  /** The name that a boot would report it by (see registration-name.ts); null where a boot reports no such thing. */
  readonly name: string | null;
  /**
   * `certain`: straight-line code, and nothing is done with what it gives back. `likely`: behind a condition or an
   * await. `possible`: called for its result, as a factory is; only its own code tells whether it does more.
   */
  readonly confidence: Confidence;
}
