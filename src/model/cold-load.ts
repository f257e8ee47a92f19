import type { Place } from './finding.ts';
import type { ModuleId } from './module-id.ts';

/** What came of loading one module as the first thing a fresh process imports. */
export interface ColdLoad {
  /** Entry whose environment, Node and conditions it was loaded with. */
  readonly entry: string;
  readonly module: ModuleId;
  /** The file that was loaded: the compiled one for a source; null where there was none to load. */
  readonly loadedAs: ModuleId | null;
  readonly how: 'import' | 'require' | null;
  /**
   * `threw`: its evaluation, or that of what it imports, failed. `exited`: the process ended while it was evaluated.
   * `unsettled`: nothing was left to do, and a top-level await had not ended. `hung`: it was not loaded in time.
   * `not-tried`: see `problem`.
   */
  readonly outcome: 'loaded' | 'threw' | 'exited' | 'unsettled' | 'hung' | 'not-tried';
  /** On one line; null where it loaded. */
  readonly problem: string | null;
  /** Class and code of what was thrown: `ReferenceError`, `ERR_REQUIRE_CYCLE_MODULE`; null where nothing was. */
  readonly error: { readonly name: string; readonly code: string | null } | null;
  /** Where it was thrown, as far as the stack tells. */
  readonly place: Place | null;
  /** First importers from the module down to the one that failed; the module alone where that is not known. */
  readonly chain: readonly ModuleId[];
}
