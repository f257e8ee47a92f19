import type { Registration } from './boot.ts';
import type { Place } from './finding.ts';
import type { ModuleId } from './module-id.ts';

/** A module that startup leaves for later was loaded after boot, in the same process. */
export interface LateLoad {
  /** Entry name. */
  readonly entry: string;
  readonly module: ModuleId;
  /** What it, and what it brought in, registered then. */
  readonly registrations: readonly Registration[];
  /** Why it could not be loaded or watched; null where it could. */
  readonly problem: string | null;
}

/** A module was loaded as the first one of a fresh process. */
export interface ColdLoad {
  readonly module: ModuleId;
  /** Name of the entry in whose setting (environment, Node, preloads) it was loaded. */
  readonly entry: string;
  readonly outcome: 'ok' | 'failed' | 'not-run';
  /** What went wrong, or why it was not run; empty where it loaded. */
  readonly message: string;
  /** Where it went wrong, as far as that is known. */
  readonly at?: Place;
  /** First importers from the module down to the one that failed; absent where that is the module itself, or unknown. */
  readonly chain?: readonly ModuleId[];
}
