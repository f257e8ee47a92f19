import type { MarkupElement } from './markup.ts';

/**
 * What the pictures and tables of a page are made of. Modules are numbered by the order of their ids; lists of numbers
 * are texts of `packNumbers`, lists of codes that repeat are texts of `packRuns`.
 */
export interface Payload {
  readonly paths: PathTable;
  /** Of packages; `packageOf` holds 1 + the place in it, 0 for none. */
  readonly packages: readonly string[];
  readonly packageOf: string;
  /** Codes of {@link ORIGINS} and {@link FORMATS}. */
  readonly origins: string;
  readonly formats: string;
  readonly bytes: string;
  readonly edges: PayloadEdges;
  readonly entries: readonly PayloadEntry[];
}

/** Texts in ascending order: each without what it shares with the one before. */
export interface PathTable {
  /** Characters (UTF-16 units) that are shared. */
  readonly shared: string;
  readonly rest: readonly string[];
}

/** Imports that load something, grouped by importer. */
export interface PayloadEdges {
  /** How many each module has. */
  readonly counts: string;
  /** Imported modules: zigzag of the difference to the one before in the group, to the importer for the first. */
  readonly to: string;
  /** 4 x zigzag of the line's difference to the one before in the group, plus the code of the timing. */
  readonly at: string;
}

export interface PayloadEntry {
  readonly name: string;
  /** Number of its module; null where the report has none. */
  readonly file: number | null;
  /** The module to begin with; null where none stands out. */
  readonly focus: number | null;
  /** How the imports reach each module: codes of {@link REACHED}. */
  readonly reached: string;
  /** Who knows of each module: codes of {@link EVIDENCE}; null where nothing was booted. */
  readonly evidence: string | null;
  readonly boot: PayloadBoot | null;
  /** Of the base, where that was booted as well. */
  readonly before: PayloadBoot | null;
}

/** Modules of a boot in load order. Times are in {@link TIME_UNIT_MS}. */
export interface PayloadBoot {
  /** Zigzag of the difference to the one before. */
  readonly modules: string;
  /** How many places before it its first importer stands; 0 for none. */
  readonly importers: string;
  /** By phase, in the order of {@link PHASE_FIELDS}. */
  readonly times: readonly string[];
  readonly retained: string;
  readonly retainedModules: string;
  /** Codes of {@link OUTCOMES}. */
  readonly outcomes: string;
  /** Imports that were seen but stand in no source, or are lazy there: pairs of importer and imported. */
  readonly seen: string;
  /** Node's own boot, the loader, and what ran after evaluation. */
  readonly outside: readonly [node: number, loader: number, after: number];
}

export const TIME_UNIT_MS = 0.01;

export const ORIGINS = ['project', 'package', 'builtin', 'unresolved'] as const;
export const FORMATS = ['esm', 'cjs', 'json', 'native', 'wasm', 'asset', 'builtin', 'unknown'] as const;
export const REACHED = ['none', 'eager', 'conditional', 'lazy'] as const;
export const EVIDENCE = ['none', 'static', 'runtime', 'both'] as const;
export const OUTCOMES = ['evaluated', 'threw', 'unfinished'] as const;
export const PHASE_FIELDS = ['resolveMs', 'readMs', 'lexMs', 'compileMs', 'linkMs', 'selfMs'] as const;

/** What a page is told when there is a newer report. */
export interface LivePayload {
  readonly data: Payload;
  readonly main: MarkupElement;
}
