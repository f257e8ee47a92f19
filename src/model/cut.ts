import type { Effect } from './effect.ts';
import type { Place } from './finding.ts';
import type { Hazard } from './hazard.ts';
import type { ImportEdge } from './module-graph.ts';
import type { ModuleId } from './module-id.ts';

/** How hard it is to take an import from startup. `review`: a person has to look at the reasons. */
export type Deferability = 'free' | 'mechanical' | 'review' | 'blocked';

/**
 * What is done to the importer.
 * - `type-only` becomes `import type`: only types of it are used
 * - `unused` is removed
 * - `defer` loaded at its call sites (see {@link ImportUses.shape})
 * - `past-barrel` imported from the file that defines the names, not through the one that gathers everything
 * - `move-leaf` a light export that sits in a heavy module moves to a module of its own
 * - `registry` all entries of one literal, or of one loader loop, are loaded when they are asked for
 * - `facade` a package's index gives its parts by lazy getters
 * - `lexing` CommonJS is loaded by createRequire instead of import: Node needs not search it for export names
 * - `upstream` the import lies in a package: only its authors can change it
 */
export type CutAction =
  | 'type-only'
  | 'unused'
  | 'defer'
  | 'past-barrel'
  | 'move-leaf'
  | 'registry'
  | 'facade'
  | 'lexing'
  | 'upstream';

export interface CutReason {
  readonly code:
    | 'heritage'
    | 'static-init'
    | 'top-level-use'
    | 'reassigned'
    | 're-export'
    | 'side-effect-import'
    | 'exported-value'
    | 'callback-argument'
    | 'called-while-loading'
    | 'decorator'
    | 'target-awaits'
    | 'sync-caller'
    | 'computed'
    | 'not-editable'
    | 'touched-while-booting'
    | 'unreadable';
  readonly at: Place;
  /** The name, call or file it is about, as in the source. */
  readonly detail: string;
}

/** How one import's names are used in its importer. */
export interface ImportUses {
  readonly specifier: string;
  readonly line: number;
  readonly deferability: Deferability;
  /** Cost of the edit: 0.2 free, 1 mechanical, 2 getter or maybe, 4 registry or async target, 6 loader loop; Infinity when blocked. */
  readonly difficulty: number;
  readonly reasons: readonly CutReason[];
  readonly action: CutAction;
  /** `await-import` where every use is in an async function; else how it is loaded synchronously. */
  readonly shape: 'await-import' | 'require' | 'create-require' | 'getter' | null;
  /** Reads that happen later, by place. */
  readonly callSites: readonly { readonly line: number; readonly async: boolean }[];
}

/** A name, and the module that gives it. */
export interface NameHome {
  readonly name: string;
  readonly module: ModuleId;
  /** Its name there, where that is another: `default`, `*` for the whole of the module. */
  readonly exported?: string;
}

/** One change of the sources: a cut takes one or more. */
export interface CutEdit {
  readonly action: CutAction;
  /** The imports that it changes together. */
  readonly edges: readonly ImportEdge[];
  readonly deferability: Deferability;
  readonly shape: ImportUses['shape'];
  /** For `past-barrel` and `move-leaf`: where the names are defined, or from where they have to move. */
  readonly definedIn?: readonly NameHome[];
}

export interface CutCandidate {
  /** Stable: made of the importer, the imported and the action. What `try` and `fix` are given. */
  readonly id: string;
  /** That of the hardest edit. */
  readonly action: CutAction;
  /** What is written, edit by edit; see {@link editsOf}. Absent in reports of older releases. */
  readonly edits?: readonly CutEdit[];
  /** The imports to change: more than one where only together they free anything. */
  readonly edges: readonly ImportEdge[];
  readonly deferability: Deferability;
  readonly difficulty: number;
  readonly shape: ImportUses['shape'];
  readonly reasons: readonly CutReason[];
  /** What leaves startup with it; ms only where a boot was traced. */
  readonly frees: {
    readonly modules: readonly ModuleId[];
    readonly bytes: number;
    readonly ms: number | null;
  };
  readonly safety: 'safe' | 'review' | 'blocked';
  readonly unmasks: readonly Hazard[];
  readonly losesEffects: readonly Effect[];
  /** Who loads it later, where known: the lazy import or call site. */
  readonly paidBy: readonly Place[];
  /** Other imports that keep the same modules at startup: with them the cut alone saves nothing. */
  readonly heldBy: readonly ImportEdge[];
  /** For `upstream`: the first-party import that can be cut instead. */
  readonly instead?: ImportEdge;
  /** For `past-barrel` and `move-leaf`: where the names are defined, or have to move. */
  readonly definedIn?: readonly NameHome[];
  readonly measured?: CutMeasurement;
}

/** One point of the hull: the least work for that much startup. */
export interface CutPlan {
  /** Ids of candidates. */
  readonly cuts: readonly string[];
  readonly difficulty: number;
  /** Startup that is left, as the cost model has it. */
  readonly leftMs: number | null;
  readonly leftBytes: number;
  readonly leftModules: number;
}

/** What virtual boots showed. */
export interface CutMeasurement {
  /** Relative change of CPU, head against base: -0.3 is 30 % less; with its interval. */
  readonly change: number;
  readonly low: number;
  readonly high: number;
  readonly pairs: number;
  /** Loaded while booting all the same: by whom. */
  readonly touched: readonly {
    readonly edge: ImportEdge;
    readonly by: Place | null;
    readonly stack: readonly string[];
  }[];
  readonly modulesLeft: readonly ModuleId[];
  /** Names of registrations that are no longer made. */
  readonly registrationsLost: readonly string[];
  readonly sameOutput: boolean;
  readonly sameExitCode: boolean;
  /** Medians over the pairs; absent where there are none. */
  readonly baseCpuMs?: number;
  readonly headCpuMs?: number;
  /** Imports that could not be cut for the boots: they ran as they are. */
  readonly skipped?: readonly { readonly edge: ImportEdge; readonly why: CutReason['code'] }[];
  /** Why a boot with the cuts failed; then nothing was measured. */
  readonly problem?: string;
}

export interface CutsReport {
  readonly entry: string;
  /** What costs are measured in. */
  readonly basis: 'measured' | 'bytes';
  readonly startup: { readonly modules: number; readonly bytes: number; readonly ms: number | null };
  /** Best first. */
  readonly candidates: readonly CutCandidate[];
  /** The chosen point. */
  readonly plan: CutPlan;
  readonly hull: readonly CutPlan[];
  readonly summary: { readonly safe: number; readonly review: number; readonly blocked: number };
  /** Cuts that are harmless alone and harm together. */
  readonly riskyTogether: readonly {
    readonly cuts: readonly string[];
    readonly unmasks: readonly Hazard[];
  }[];
  /** Startup that many imports hold for good reasons. */
  readonly floor: { readonly modules: number; readonly bytes: number; readonly ms: number | null };
  /** Present with --verify: what boots with the plan showed. */
  readonly verified?: VerifiedPlan;
  /** Present with --evict or --goal. */
  readonly asked?: { readonly what: string; readonly reached: boolean };
}

/** What came of planning, booting with the plan, and planning again without what was used while booting. */
export interface VerifiedPlan {
  /** Null where nothing was left to try. */
  readonly measurement: CutMeasurement | null;
  /** Plans that were booted. */
  readonly rounds: number;
  /** Whether the last plan booted without using what it defers, to the same output and exit code; false where nothing of it was booted. */
  readonly settled: boolean;
  /** Imports that were used while booting. */
  readonly dropped: readonly ImportEdge[];
  /** Ids of cuts of the plan that boots cannot try, or not in full: they load from elsewhere or in another way, or imports of theirs cannot be cut for a boot. */
  readonly untried: readonly string[];
}

/** What boots with cuts applied showed, against boots without them. */
export interface TriedCuts {
  readonly entry: string;
  /** Commands that were booted besides the entry's own, as one would type them: once a side, without measuring. */
  readonly scenarios: readonly string[];
  /** Ids of candidates; empty where imports were named. */
  readonly cuts: readonly string[];
  readonly edges: readonly ImportEdge[];
  /** Of `cuts`, those that boots cannot try, or not in full; absent where there are none. */
  readonly untried?: readonly string[];
  readonly measurement: CutMeasurement;
}
