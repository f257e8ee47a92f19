import type { Measured } from './boot.ts';
import type { Hazard } from './hazard.ts';
import type { ImportEdge } from './module-graph.ts';
import type { ModuleId } from './module-id.ts';

export type Level = 'error' | 'warning' | 'info';

/** A place in a file; `file` is a module id, or a path as the user gave it. Lines and columns are 1-based. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

interface FindingBase {
  readonly level: Level;
  /** Entry name; null for a finding about the config as a whole. */
  readonly entry: string | null;
  /** From the entry to the module the finding is about; empty where there is no such chain. */
  readonly chain: readonly ImportEdge[];
  /** From the config, as written by the user. */
  readonly reason?: string;
  readonly fix?: string;
  /** Found on the base of a change as well: shown, but it never fails a check. */
  readonly preExisting?: true;
}

/** A module the config forbids is on the startup path. One finding per matching package (or first-party module). */
export interface ForbiddenFinding extends FindingBase {
  readonly rule: 'forbidden';
  readonly pattern: string;
  readonly module: ModuleId;
  readonly package: string | null;
  /** Whether every edge of the chain is eager, or some are conditional. */
  readonly certain: boolean;
  /** How many further modules match the same pattern on this startup path. */
  readonly others: number;
}

/** A module, or a registration, that the config requires is not there at startup. */
export interface RequiredFinding extends FindingBase {
  readonly rule: 'required';
  readonly pattern: string;
  /** The pattern is one of registrations: no module registered it while booting. */
  readonly registration?: true;
  /** The matching module where one exists off the startup path; null where nothing matches at all. */
  readonly module: ModuleId | null;
  /** How it can still be reached: lazily, only on some path, or not at all. */
  readonly reached: 'lazy' | 'conditional' | 'not';
}

/** A limit is exceeded; or, where `verdict` says so, it could not be told, or is nearly reached. */
export interface BudgetFinding extends FindingBase {
  readonly rule: 'budget';
  readonly metric: BudgetMetric;
  readonly actual: number;
  readonly limit: number;
  /** Absent where the limit is exceeded. `headroom`: kept, with less left than the config wants. */
  readonly verdict?: 'inconclusive' | 'headroom';
  /** Of figures that a boot measured. */
  readonly measured?: Measured;
  /** Largest relative difference between two series of such runs without a cause. */
  readonly noise?: number;
}

/** A forbidden rule of a dependency-cruiser config, applied to the startup path. */
export interface DependencyCruiserFinding extends FindingBase {
  readonly rule: 'dependency-cruiser';
  /** Name of the rule in the dependency-cruiser config. */
  readonly name: string;
  readonly edge: ImportEdge | null;
  readonly module: ModuleId;
}

/** A line of the baseline that startup no longer holds. */
export interface StaleBaselineFinding extends FindingBase {
  readonly rule: 'stale-baseline';
  /** Lines as the file has them. */
  readonly lines: readonly string[];
  /** The baseline, relative to the root. */
  readonly file: string;
}

/** An exception of the config that no longer excuses anything, or whose date has passed. */
export interface StaleExceptionFinding extends FindingBase {
  readonly rule: 'stale-exception';
  readonly exception: string;
  readonly why: 'matches-nothing' | 'expired';
  readonly expires?: string;
}

/** What modules register while booting is not what the baseline holds. */
export interface RegistrationFinding extends FindingBase {
  readonly rule: 'registrations';
  /** `<kind> <target> <name>`. */
  readonly registration: string;
  readonly change: 'missing' | 'new';
  /** Who registers it; null where nobody does any more. */
  readonly module: ModuleId | null;
}

/** A module that is loaded only after boot registers what ought to be there from the start. */
export interface LateRegistrationFinding extends FindingBase {
  readonly rule: 'late-registration';
  /** Who registers. */
  readonly module: ModuleId;
  /** What was loaded after boot: the module itself, or one that imports it. */
  readonly root: ModuleId;
  /** `<kind> <target> <name>` each. */
  readonly registrations: readonly string[];
  /** Told from the sources; absent where it was seen. */
  readonly predicted?: true;
  /** Of what is predicted, in the module's source, ascending. */
  readonly lines?: readonly number[];
}

/** A module does not load as the first one of a fresh process. */
export interface ColdLoadFinding extends FindingBase {
  readonly rule: 'cold-load';
  readonly pattern: string;
  /** Null where nothing matches the pattern. */
  readonly module: ModuleId | null;
  readonly message: string;
  readonly at?: Place;
}

/** In an import cycle a value is read before it is there; or would be, were another member loaded first. */
export interface CycleHazardFinding extends FindingBase {
  readonly rule: 'cycle-hazard';
  readonly does: 'breaks' | 'masked';
  /** Holds the read. */
  readonly module: ModuleId;
  readonly at: Place;
  /** The surest of them, and how many more there are. */
  readonly hazard: Hazard;
  readonly others: number;
  /** Of the cycle; null where no cycle explains the hazard. */
  readonly members: readonly ModuleId[] | null;
  /** Members that break when they are the first to be loaded; empty for what breaks today. */
  readonly unsafe: readonly ModuleId[];
}

/** A module that must be loaded while booting is left to later: the first to need it waits. */
export interface PrewarmFinding extends FindingBase {
  readonly rule: 'prewarm';
  readonly pattern: string;
  /** Null where nothing matches the pattern. */
  readonly module: ModuleId | null;
  readonly package: string | null;
  readonly reached: 'lazy' | 'conditional' | 'not';
  /** The first import of the chain that does not run while booting. */
  readonly door: ImportEdge | null;
  /** What loads then and not before, itself included; builtins left out. */
  readonly modules: number;
  readonly bytes: number;
}

/** A package or module that the baseline does not know costs more than the config allows newcomers. */
export interface NewHeavyFinding extends FindingBase {
  readonly rule: 'new-heavy';
  /** The first of the package's modules by the shortest chain. */
  readonly module: ModuleId;
  readonly package: string | null;
  /** Time of what is new and comes with it, itself included: the smallest over the runs; null without a boot. */
  readonly ms: number | null;
  readonly bytes: number;
  readonly modules: number;
  /** The thresholds. */
  readonly limitMs: number;
  readonly limitBytes: number;
}

/** An import that runs at startup for certain leads nowhere. */
export interface UnresolvedFinding extends FindingBase {
  readonly rule: 'unresolved';
  readonly module: ModuleId;
  readonly specifier: string;
  /** Further imports of it at startup. */
  readonly others: number;
}

export type Finding =
  | ForbiddenFinding
  | RequiredFinding
  | BudgetFinding
  | RegistrationFinding
  | LateRegistrationFinding
  | ColdLoadFinding
  | CycleHazardFinding
  | PrewarmFinding
  | NewHeavyFinding
  | UnresolvedFinding
  | DependencyCruiserFinding
  | StaleBaselineFinding
  | StaleExceptionFinding;

export type RuleId = Finding['rule'];

/** Metrics that the static graph alone can judge. `bytes` counts source bytes. */
export type StaticMetric = 'modules' | 'packages' | 'bytes';

/** Metrics of a boot: `cpu` is a multiple of bare Node's, `rss` and `heap` are bytes. */
export type BootMetric = 'cpu' | 'cpuMs' | 'rss' | 'heap';

/** All that a limit can be set for; `regression` is the growth of CPU against a base, 0.05 is 5 %. */
export type BudgetMetric = StaticMetric | BootMetric | 'regression';

/** Something the reader must know to trust the result, but that no rule judges. */
export interface Notice {
  readonly code:
    | 'unresolved'
    | 'unresolved-optional'
    | 'syntax-error'
    | 'unreadable'
    | 'computed-import'
    | 'lenient-resolution'
    | 'single-file-bundle'
    | 'config-code'
    | 'not-judged'
    | 'tsconfig'
    | 'limit'
    | 'archive'
    | 'probe'
    | 'cold-disk'
    | 'registrar-not-found'
    | 'left-running'
    | 'separate-series'
    | 'shared-packages'
    | 'cache';
  readonly level: 'warning' | 'info';
  readonly message: string;
  readonly hint?: string;
  readonly at?: Place;
}
