import type { ModuleTimes } from '../../model/boot.ts';
import type { ModuleFormat } from '../../model/module-graph.ts';

/** The exclusive times of a module, in the order they are spent. */
export const COSTS = [
  'resolveMs',
  'readMs',
  'lexMs',
  'compileMs',
  'linkMs',
  'selfMs',
] as const satisfies readonly (keyof ModuleTimes)[];
export type Cost = (typeof COSTS)[number];

/** One module as one thread loaded it. Keys are those of {@link moduleKey}; times are ms. */
export interface TracedModule extends ModuleTimes {
  readonly key: string;
  readonly format: ModuleFormat;
  /** Who imported it first; null for the entry and for preloads. */
  readonly importer: string | null;
  /** What was being evaluated when it was loaded, where that is not its importer: null for nothing. */
  readonly during?: string | null;
  /** Who else imported it, by their own order. */
  readonly laterImporters: readonly string[];
  /**
   * Rank by first load, from 0. ES modules that are linked together count depth first in the order of their import
   * declarations: Node reads them in parallel, in an order that changes from run to run.
   */
  readonly order: number;
  /** Rank by the start of its first evaluation, from 0; null where none was seen to start (JSON, addons, builtins). */
  readonly evaluationOrder: number | null;
  readonly attribution: 'exact' | 'shared';
  readonly outcome: 'evaluated' | 'threw' | 'unfinished';
  /** How often it was evaluated, at least 1. */
  readonly instances: number;
}

/** Time of the thread that belongs to no module. */
export interface ThreadOutside {
  /** Until the probe was entered: Node's own boot. */
  readonly nodeMs: number;
  /** From there until the probe was in place: ours, not the program's. */
  readonly probeMs: number;
  readonly loaderMs: number;
  readonly afterMs: number;
}

/** What the process had used at some moment; null where that is missing. */
export interface UsedSoFar {
  readonly cpuMs: number | null;
  readonly maxRssBytes: number | null;
  readonly heapUsedBytes: number | null;
  /** The launcher's clock. */
  readonly hrtimeNs: number | null;
}

/** What one thread did. */
export interface ThreadAccount {
  /** In order of first load, builtins included. */
  readonly modules: readonly TracedModule[];
  readonly outside: ThreadOutside;
  /** What was being evaluated when the account ends: the innermost module that had begun and not ended. */
  readonly running: string | null;
  /** When the awaited moment came, in ms of the thread's clock. */
  readonly readyMs: number | null;
  /** Its name (`listen`) and port, 0 where there is none. */
  readonly ready: { readonly name: string; readonly port: number } | null;
  readonly usedAtReady: UsedSoFar | null;
  readonly usedAtEnd: UsedSoFar | null;
  /** Time of the last event, in ms of the thread's clock. */
  readonly endMs: number;
  /** Null where the process did not say goodbye. */
  readonly exitCode: number | null;
  readonly problems: readonly string[];
}
