import type { ModuleId } from './module-id.ts';

/** Where a module comes from. `package` means a folder below `node_modules`. */
export type Origin = 'project' | 'package' | 'builtin' | 'unresolved';

/** How Node (or the compiler in front of it) treats the file. `asset` is a file that only a bundler loads. */
export type ModuleFormat = 'esm' | 'cjs' | 'json' | 'native' | 'wasm' | 'asset' | 'builtin' | 'unknown';

export type ImportKind =
  | 'import'
  | 'import-equals'
  | 're-export'
  | 'dynamic-import'
  | 'require'
  | 'create-require'
  | 'module-require'
  | 'require-resolve'
  | 'worker'
  | 'url'
  | 'preload';

/**
 * When an edge takes effect.
 * - `eager` runs whenever the importer is evaluated
 * - `conditional` runs while the importer is evaluated, but only on some path (if, try, loop, after an early return)
 * - `lazy` sits in a function that is not called while the importer is evaluated
 * - `erased` is type-only: gone at run time
 * - `reference` locates a file without loading it into this module graph (require.resolve, new URL, Worker)
 */
export type EdgeTiming = 'eager' | 'conditional' | 'lazy' | 'erased' | 'reference';

/** Codes of {@link ModuleGraph.edgeTiming}; the order is from strongest to weakest. */
export const TIMINGS = [
  'eager',
  'conditional',
  'lazy',
  'erased',
  'reference',
] as const satisfies EdgeTiming[];
export const EAGER = 0;
export const CONDITIONAL = 1;
export const LAZY = 2;
export const ERASED = 3;
export const REFERENCE = 4;

export interface ModuleRecord {
  readonly id: ModuleId;
  readonly origin: Origin;
  /** Package name below node_modules, or of the workspace package that owns the file; null for the root's own files. */
  readonly package: string | null;
  readonly format: ModuleFormat;
  /** Size of the source file in bytes; 0 for builtins and unresolved modules. */
  readonly bytes: number;
}

export interface ImportEdge {
  readonly from: ModuleId;
  readonly to: ModuleId;
  /** As written in the source; `*` stands for the computed part of a template that was expanded. */
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  readonly kind: ImportKind;
  readonly timing: EdgeTiming;
  /** Not eager by the source: a boot took it all the same. */
  readonly observed?: true;
  /** The source holds no import that could be it: line and column are 1, the specifier is the imported module's id. */
  readonly unplaced?: true;
}

/**
 * All modules reachable from the entries, as compact arrays: node `i` is `modules[i]`, its imports are
 * `edges[edgeStart[i]] .. edges[edgeStart[i + 1] - 1]` in source order, its importers' edges are
 * `inEdges[inStart[i]] .. inEdges[inStart[i + 1] - 1]` (edge numbers). Queries are free functions in `src/graph`.
 */
export interface ModuleGraph {
  readonly modules: readonly ModuleRecord[];
  readonly index: ReadonlyMap<ModuleId, number>;
  /** Grouped by importer, in source order within an importer. */
  readonly edges: readonly ImportEdge[];
  readonly edgeStart: Uint32Array;
  readonly edgeFrom: Uint32Array;
  readonly edgeTo: Uint32Array;
  /** Index into {@link TIMINGS}. */
  readonly edgeTiming: Uint8Array;
  readonly inStart: Uint32Array;
  readonly inEdges: Uint32Array;
}
