import type { Place } from './finding.ts';
import type { ImportEdge, ModuleRecord } from './module-graph.ts';
import type { ModuleId } from './module-id.ts';

/** What the files on disk say about the loaded ones. */
export interface CompiledFiles {
  /** Compiled file -> the one source it was made from. */
  readonly sourceOf: ReadonlyMap<ModuleId, ModuleId>;
  /** Compiled file made of several sources -> those of them that exist. What each costs can only be guessed. */
  readonly bundles: ReadonlyMap<ModuleId, readonly ModuleId[]>;
  /** Loaded files that are no longer there. */
  readonly gone: ReadonlySet<ModuleId>;
}

/** All that is known about one entry's startup: the modules that may be loaded joined with those that were. */
export interface Startup {
  /** Loaded modules in order of first load, then those only the graph knows, in its order. Builtins included. */
  readonly modules: readonly StartupModule[];
  readonly drift: Drift;
}

export interface StartupModule extends ModuleRecord {
  /** `static`: expected but not loaded; `runtime`: loaded, but not part of static startup. */
  readonly evidence: 'static' | 'runtime' | 'both';
  /** By which kind of edges the entry reaches it; `none` where the graph does not. */
  readonly timing: 'eager' | 'conditional' | 'lazy' | 'none';
  /** Who imported it first; in the graph's nearest chain where it was not loaded. Null for entry and preloads. */
  readonly importer: ModuleId | null;
  /** Ids in the trace: its own, or those of the files compiled from it. Empty where it was not loaded. */
  readonly loadedAs: readonly ModuleId[];
}

/** Where graph and boot disagree about files. Both lists: largest first, then by module. */
export interface Drift {
  readonly staticOnly: readonly StaticOnlyDrift[];
  readonly runtimeOnly: readonly RuntimeOnlyDrift[];
  /** Files that both know. */
  readonly both: number;
  /** Set where the two do not seem to be about the same program: then the rest is not to be trusted. */
  readonly mismatch: DriftMismatch | null;
}

export type StaticOnlyCause =
  /** Every import of it by a loaded module is on some path only, and that path was not taken. */
  | 'conditional-not-taken'
  | 'importer-threw'
  /** The boot was over, or the process left, before its importer came that far. */
  | 'after-boot-ended'
  /** The compiler dropped the import, as only types of it are used. */
  | 'elided'
  /** The importer got another file for the same import: see `instead`. */
  | 'resolved-elsewhere'
  /** The config names it as a preload, the command did not bring it. */
  | 'not-preloaded'
  /** The measured process was started with another file. */
  | 'other-process'
  /** The probe's mode cannot see such modules. */
  | 'unseen'
  /** Its importer was evaluated to the end: it ought to have been loaded. */
  | 'unknown';

export type RuntimeOnlyCause =
  /** A lazy import was run while booting. */
  | 'called'
  /** The importer computes what it imports; `place` is null where no such import was found in its text. */
  | 'computed'
  /** A native addon without an import that names it. */
  | 'addon'
  /** Loaded on behalf of others by a package that hooks into module loading. */
  | 'hook'
  /** The file no longer exists: it was written and removed while booting. */
  | 'generated'
  /** An import that a compiler adds: the JSX runtime. */
  | 'transform'
  /** The graph's import led nowhere: see `edge`. */
  | 'unresolved'
  /** The graph follows the import to another file: see `instead`. */
  | 'resolved-elsewhere'
  /** The graph takes the import for one of types, or for one that only locates the file: see `edge`. */
  | 'taken-as-unloaded'
  /** The importer could not be analysed in full. */
  | 'unanalysed'
  /** Loaded before the entry, by the command. */
  | 'preload'
  /** The main script of the process, which is not the entry. */
  | 'other-entry';

interface DriftBase {
  /** The outermost module: those behind it are missing, or were loaded, because it is. */
  readonly module: ModuleId;
  /** The module both know that imports it; null where there is none. */
  readonly importer: ModuleId | null;
  /** The graph's import that the cause is about. */
  readonly edge: ImportEdge | null;
  /** The file that took its place, or whose place it took. */
  readonly instead: ModuleId | null;
  /** Files explained by this, the module itself included. */
  readonly modules: number;
  readonly bytes: number;
}

/** Files that static startup expects but the boot did not load. */
export interface StaticOnlyDrift extends DriftBase {
  readonly cause: StaticOnlyCause;
  /** The graph is certain that the outermost module is loaded. */
  readonly eager: boolean;
}

/** Files that the boot loaded but that are no part of static startup. */
export interface RuntimeOnlyDrift extends DriftBase {
  readonly cause: RuntimeOnlyCause;
  /** The import in the importer's text, as far as it is known; the first where several may be meant. */
  readonly place: Place | null;
}

export type DriftMismatch =
  /** The entry was not loaded. */
  | { readonly kind: 'another-program'; readonly entry: ModuleId; readonly main: ModuleId | null }
  /** Most loaded files of the program's own are not in the graph. */
  | { readonly kind: 'few-known'; readonly known: number; readonly loaded: number }
  /** Too many files ought to have been loaded. */
  | { readonly kind: 'unexplained'; readonly modules: number; readonly expected: number };
