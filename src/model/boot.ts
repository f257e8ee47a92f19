import type { ModuleId } from './module-id.ts';
import type { ModuleFormat, Origin } from './module-graph.ts';
import type { Drift, StartupModule } from './startup.ts';

/**
 * How the probe saw modules, best first: Node's own loader, `module.registerHooks`, `module.register`, or CommonJS alone.
 */
export type ProbeMode = 'internal' | 'register-hooks' | 'register' | 'cjs-only';

/** Everything measured about one entry: every run, and the modules merged over the probed ones. Times are ms. */
export interface BootTrace {
  /** Entry name; for `boot -- COMMAND` the command itself. */
  readonly entry: string;
  /** As it was started, one word an item; what looks like a secret is replaced. */
  readonly command: readonly string[];
  /** When the boot was to be over, as the user writes it: `exit`, `listen:3000`, `auto`. */
  readonly ready: string;
  /** What came in fact, in the same words: `listen:43100` for `auto`; null where it never came. */
  readonly reached?: string | null;
  /** The main script of the measured process; null where it was not started with a file. */
  readonly main: ModuleId | null;
  readonly environment: BootEnvironment;
  readonly probe: ProbeReport;
  /** In the order they ran. */
  readonly runs: readonly BootRun[];
  readonly totals: BootTotals;
  /** In order of first load, builtins included. */
  readonly modules: readonly ModuleVisit[];
  /** Time of the measured process that belongs to no module. */
  readonly outside: OutsideCost;
  /** Everything else the boot started: launchers, children, workers. */
  readonly processes: readonly BootProcess[];
  /** What modules registered while they were evaluated; null where that was not looked at. */
  readonly registrations: readonly Registration[] | null;
  /** Heap of each direct dependency; null without `--memory`. */
  readonly memory: readonly MemoryCost[] | null;
  /** Where the graph and the boot disagree; null where they could not be joined. */
  readonly drift?: Drift | null;
  /** Every module the graph or the boot knows of: loaded, expected, or both; null where they could not be joined. */
  readonly startup?: readonly Pick<StartupModule, 'id' | 'evidence' | 'timing'>[] | null;
  /** How the boot ended when it did not end well; null otherwise. */
  readonly failure: BootFailure | null;
}

export interface BootEnvironment {
  /** `v20.20.2`, of the measured process. */
  readonly node: string;
  readonly platform: string;
  readonly arch: string;
  readonly cpu: string;
  readonly cpus: number;
  /** ISO time of the first run. */
  readonly measuredAt: string;
  readonly compileCache: boolean;
  /** The program's files were evicted from the page cache before every run. */
  readonly coldDisk: boolean;
  /** It saw no more of the environment than it needs to start (`--clean-env`), and what the entry gives. */
  readonly cleanEnv?: true;
}

export interface ProbeReport {
  readonly mode: ProbeMode;
  /** What this mode cannot tell, one sentence each. */
  readonly cannotSee: readonly string[];
  /** Median CPU of probed runs over that of plain runs, minus 1; null where one of them is missing. */
  readonly overhead: number | null;
}

export type RunKind = 'bare' | 'plain' | 'probed' | 'registrations';

/** `ready`: the awaited moment came; `exited`: the program ended before it; `crashed`: it ended badly. */
export type RunOutcome = 'ready' | 'exited' | 'crashed' | 'timed-out' | 'not-started' | 'interrupted';

/** One start of the program (`bare`: of Node with an empty script), as measured. */
export interface BootRun {
  readonly kind: RunKind;
  readonly outcome: RunOutcome;
  /** From the start of the command to the awaited moment. */
  readonly wallMs: number;
  /** User and system CPU of the measured process up to that moment; null where it could not be told. */
  readonly cpuMs: number | null;
  /** Peak memory of the measured process. */
  readonly rssBytes: number | null;
  readonly heapBytes: number | null;
  /** Modules loaded, builtins left out; null in plain and bare runs, which do not look. */
  readonly modules: number | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/** A figure with the range that holds it: 95 % for the true median of runs like these. */
export interface Measured {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Runs it rests on. */
  readonly runs: number;
}

export interface BootTotals {
  /** Median CPU of the plain runs. */
  readonly cpuMs: Measured | null;
  readonly wallMs: Measured | null;
  readonly rssBytes: Measured | null;
  /** Median CPU of bare Node, measured in between. */
  readonly bareCpuMs: Measured | null;
  /** CPU as a multiple of bare Node's. */
  readonly multiple: Measured | null;
  /** Median CPU of the probed runs. */
  readonly probedCpuMs: Measured | null;
  /** Largest relative difference of CPU that two series like this may show without a cause: 0.03 is 3 %. */
  readonly noise: number | null;
  /** The same of `multiple`, which depends less on what else the machine does. */
  readonly multipleNoise: number | null;
  /** Which figure to trust, where one is doubtful. */
  readonly doubts: readonly BootDoubt[];
}

export type BootDoubt =
  /** Wall time is far above CPU: the program waits, or the machine is busy. */
  | { readonly kind: 'waits'; readonly wallMs: number; readonly cpuMs: number }
  /** The runs differ too much among themselves. */
  | { readonly kind: 'spread'; readonly metric: 'cpu' | 'wall'; readonly spread: number }
  /** Too few runs for an interval. */
  | { readonly kind: 'few-runs'; readonly runs: number }
  /** The probe changed the time by more than it should. */
  | { readonly kind: 'overhead'; readonly overhead: number };

/** Where the time of a module went. `resolveMs` to `selfMs` are exclusive, in the order they are spent. */
export interface ModuleTimes {
  readonly resolveMs: number;
  readonly readMs: number;
  /** Search of a CommonJS text for export names, on behalf of an ES module that imports it. */
  readonly lexMs: number;
  readonly compileMs: number;
  readonly linkMs: number;
  /** Evaluation of its own top level. */
  readonly selfMs: number;
  /** With those of all modules below it in the tree of first importers. */
  readonly totalMs: number;
}

/**
 * One module of the boot. Every time is the smallest over the probed runs: on a shared machine that comes closest to the
 * truth.
 */
export interface ModuleVisit extends ModuleTimes {
  readonly id: ModuleId;
  readonly origin: Origin;
  readonly package: string | null;
  readonly format: ModuleFormat;
  /** Size of the file in bytes; 0 where there is none. */
  readonly bytes: number;
  /** Who imported it first; null for the entry and for preloads. */
  readonly importer: ModuleId | null;
  /**
   * Whose evaluation it was loaded in, where that is not its importer: who called the function of the importer that loads
   * it; null where nothing was being evaluated. Absent too where it is not known.
   */
  readonly during?: ModuleId | null;
  /** Who else imported it, in order. */
  readonly laterImporters: readonly ModuleId[];
  /** Rank by first load, from 0. */
  readonly order: number;
  /** What would be saved if it were not loaded: its own time and that of all that only it brings in. */
  readonly retainedMs: number;
  /** Modules that would leave with it, itself included, builtins left out. */
  readonly retainedModules: number;
  /** `shared`: evaluation overlapped with others' (top-level await), so that its time is not its alone. */
  readonly attribution: 'exact' | 'shared';
  readonly outcome: 'evaluated' | 'threw' | 'unfinished';
  /** How often it was evaluated: `?query` makes copies. */
  readonly instances: number;
}

export interface OutsideCost {
  /** Before the probe could look: Node's own boot. */
  readonly nodeMs: number;
  /** Loader work that belongs to no single module. */
  readonly loaderMs: number;
  /** Program code that ran after evaluation (callbacks, timers), waits included. */
  readonly afterMs: number;
}

export interface BootProcess {
  readonly kind: 'launcher' | 'child' | 'worker';
  /** Command line of a process, name of a worker's script. */
  readonly title: string;
  readonly modules: number;
  readonly cpuMs: number | null;
  /** Still running when the boot was over. */
  readonly left: boolean;
}

export type RegistrationKind =
  | 'listener'
  | 'global'
  | 'prototype'
  | 'builtin-patch'
  | 'symbol-registry'
  | 'metadata'
  | 'require-extension'
  | 'require-hook'
  | 'timer'
  | 'handle'
  | 'registrar';

/** Something a module left behind outside itself while it was evaluated. */
export interface Registration {
  /** The module whose top level was running. */
  readonly module: ModuleId;
  readonly kind: RegistrationKind;
  /** What it was done to: `process`, `globalThis`, `Array.prototype`, `src/bus.ts#subscribe`. */
  readonly target: string;
  /** Event, property or key; the first argument of a registrar where that is a text. */
  readonly name: string;
  /** How many alike. */
  readonly count: number;
}

export interface MemoryCost {
  /** The dependency as it is imported. */
  readonly specifier: string;
  readonly importer: ModuleId;
  readonly package: string | null;
  /** Growth of the heap after garbage collection, the ones before it already loaded; null where loading failed. */
  readonly heapBytes: number | null;
  /** Growth of memory outside the heap (buffers). */
  readonly externalBytes: number | null;
  /** Why it could not be measured. */
  readonly problem?: string;
}

export interface BootFailure {
  readonly kind:
    | 'not-started'
    | 'exit-code'
    | 'signal'
    | 'timed-out'
    | 'out-of-memory'
    | 'not-ready'
    | 'unsettled-await'
    | 'interrupted'
    | 'no-trace';
  readonly message: string;
  readonly hint: string;
  /** The module that was being evaluated, where that is known. */
  readonly module: ModuleId | null;
  /** The last lines of its output. */
  readonly stdout: string;
  readonly stderr: string;
}
