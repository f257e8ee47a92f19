import type { CompareReport } from './compare.ts';
import type { CutsReport, TriedCuts } from './cut.ts';
import type { CyclesReport } from './cycles.ts';
import type { BootTrace, Measured, ModuleVisit } from './boot.ts';
import type { BudgetMetric, Finding, Level, Notice, Place, StaleExceptionFinding } from './finding.ts';
import type { ImportEdge, ModuleRecord } from './module-graph.ts';
import type { ModuleId } from './module-id.ts';

export const SCHEMA_VERSION = 1;

/** What one command learnt, as plain JSON: the only thing a reporter sees. Everything in it is sorted. */
export interface Report {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly tool: { readonly name: 'import-budget'; readonly version: string };
  readonly command: 'graph' | 'why' | 'check' | 'boot' | 'compare' | 'cycles' | 'suggest' | 'try';
  /** Absolute path, forward slashes. Every id is relative to it. */
  readonly root: string;
  /** The config in use, relative to the root; null where there is none. */
  readonly config: string | null;
  readonly entries: readonly EntryReport[];
  readonly modules: readonly ModuleRecord[];
  readonly edges: readonly ImportEdge[];
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  /** Present on `why`. */
  readonly why?: WhyReport;
  /** Present on `boot`: one an entry, in the order they were measured. */
  readonly boots?: readonly BootTrace[];
  /** Present on `compare`; the rest is head's then. */
  readonly compare?: CompareReport;
  /** Present on `cycles`. */
  readonly cycles?: CyclesReport;
  /** Present on `suggest`: one an entry. */
  readonly cuts?: readonly CutsReport[];
  /** Present on `try`: one an entry and scenario. */
  readonly tried?: readonly TriedCuts[];
  /** Present on `check --shard`. */
  readonly shard?: ShardPart;
  /** Present where the command could not be done in full (exit code 2): what is above was learnt nevertheless. */
  readonly error?: { readonly code: string; readonly message: string; readonly hint: string };
}

/** Which part of a check a report holds, and what the whole must know of it. */
export interface ShardPart {
  /** From 1. */
  readonly part: number;
  readonly parts: number;
  /**
   * Exceptions that excuse nothing here: stale where no other part needs them either. Null where not all of this part
   * was judged.
   */
  readonly unneeded: readonly StaleExceptionFinding[] | null;
  /** Those of the report's notices that are about this part alone. */
  readonly notices: readonly Notice[];
}

/** Counts over a set of modules. `modules`, `packages` and `bytes` leave builtins out. */
export interface SetTotals {
  readonly modules: number;
  readonly packages: number;
  readonly bytes: number;
  readonly builtins: number;
}

export interface EntryReport {
  readonly name: string;
  readonly file: ModuleId;
  readonly startup: {
    /** Evaluated at boot for certain, the entry and builtins included. */
    readonly eager: readonly ModuleId[];
    /** Reached only through a conditional edge. */
    readonly conditional: readonly ModuleId[];
  };
  readonly totals: { readonly eager: SetTotals; readonly conditional: SetTotals; readonly lazy: SetTotals };
  /** Packages on the startup path (eager or conditional), heaviest first by what would leave startup with them. */
  readonly packages: readonly PackageReport[];
  /** Cycles of eager and conditional edges among startup modules. */
  readonly cycles: {
    readonly count: number;
    readonly modules: number;
    /** Members of the largest cycles, largest first. */
    readonly largest: readonly (readonly ModuleId[])[];
  };
  readonly budgets: readonly BudgetReport[];
}

export interface PackageReport {
  readonly name: string;
  readonly timing: 'eager' | 'conditional';
  /** Own modules and bytes on this startup path. */
  readonly modules: number;
  readonly bytes: number;
  /** What leaves the startup path if the package goes: its own modules and all that only they bring in. */
  readonly retainedModules: number;
  readonly retainedBytes: number;
  /** The first-party import by which the shortest chain enters node_modules; null where the entry is in the package. */
  readonly door: ImportEdge | null;
}

/** A limit that was judged. */
export interface BudgetReport {
  readonly metric: BudgetMetric;
  readonly actual: number;
  readonly limit: number;
  /** `inconclusive`: the runs lie on both sides of the limit. */
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** How bad a failure is. */
  readonly level: Level;
  /** Share of the limit that is left; negative where it is exceeded, null where the limit is 0. */
  readonly headroomLeft: number | null;
  /** Of figures that a boot measured: the range that holds the true one. */
  readonly measured?: Measured;
  /** Largest relative difference between two series of such runs without a cause. */
  readonly noise?: number;
}

export interface WhyReport {
  /** As the user asked: a path, an id, a package name or a glob. */
  readonly query: string;
  readonly matched: readonly ModuleId[];
  readonly entries: readonly WhyEntry[];
}

export interface WhyEntry {
  readonly entry: string;
  readonly reached: 'eager' | 'conditional' | 'lazy' | 'not';
  /** Shortest chain from the entry; over eager edges where one exists, else the strongest that does. */
  readonly chain: readonly ImportEdge[];
  /** Source line of each edge of the chain, trimmed; null where the file could not be read. */
  readonly lines: readonly (string | null)[];
  /** Every distinct first-party import that leads towards it, each with a chain through it. */
  readonly doors: readonly {
    readonly edge: ImportEdge;
    readonly line: string | null;
    readonly chain: readonly ImportEdge[];
  }[];
  /** The fewest edges to make lazy so that it leaves this startup path; first-party ones where possible. */
  readonly evict: {
    readonly edges: readonly ImportEdge[];
    readonly lines: readonly (string | null)[];
    /** Whether only first-party edges are in the set. */
    readonly firstParty: boolean;
    /** What leaves startup with that cut. */
    readonly modules: number;
    readonly bytes: number;
  } | null;
  /** What leaves the startup path if the matched modules go, themselves included. */
  readonly retained: { readonly modules: number; readonly bytes: number; readonly ids: readonly ModuleId[] };
  /** Lazy imports that reach it after boot (at most 20). */
  readonly lazyDoors: readonly ImportEdge[];
  /** Where nothing loads it: imports of its types only (erased), or that only locate it (reference); at most 20. */
  readonly mentions: readonly { readonly edge: ImportEdge; readonly line: string | null }[];
  /** What the first of the matched modules that was loaded took; absent where no boot was measured, or none was loaded. */
  readonly cost?: WhyCost;
}

/** What a boot measured of a module. */
export interface WhyCost {
  /** ISO time of that boot. */
  readonly measuredAt: string;
  readonly visit: ModuleVisit;
  /** First importers, from the entry down to the one that imported it. */
  readonly triggeredBy: readonly ModuleId[];
}

/** Printed by `--json` on exit 2. */
export interface ErrorReport {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
    readonly at?: Place;
  };
  /** Whatever was learnt before the failure. */
  readonly notices: readonly Notice[];
}
