import type { ImportUses } from '../model/cut.ts';
import type { Effect } from '../model/effect.ts';
import type { Hazard } from '../model/hazard.ts';
import type { ImportEdge, ModuleGraph } from '../model/module-graph.ts';

/** What cutting imports breaks, and what it leaves undone at startup. */
export interface Harm {
  readonly unmasks: readonly Hazard[];
  readonly losesEffects: readonly Effect[];
}

/** What one export of a module needs, told from the source alone. */
export interface ExportNeeds {
  /** Specifiers of the module's own imports that the export can not do without. */
  readonly specifiers: readonly string[];
  /** Where the export is only passed on: the import it comes from, and its name there. */
  readonly passedOn?: { readonly specifier: string; readonly name: string };
}

/** What {@link suggestCuts} is given. Nodes and edges are numbers of the graph. */
export interface SuggestRequest {
  /** Joined with a boot where there was one: edges that it took are eager. */
  readonly graph: ModuleGraph;
  readonly entry: number;
  readonly entryName: string;
  /** One byte a module: 1 where it is on the startup path. */
  readonly startup: Uint8Array;
  /** Own time of each module in ms; null where no boot was traced: then bytes stand for it. */
  readonly ms: Float64Array | null;
  /** Of `ms`, the time Node takes to search each CommonJS module for its export names. */
  readonly lexMs?: Float64Array;
  readonly usesOf: (edge: number) => ImportUses | null;
  /** Whether the module's source can be changed by the reader. */
  readonly editable: (node: number) => boolean;
  /** Lazy imports that ran all the same: while which module was evaluated. */
  readonly causes: readonly { readonly edge: number; readonly cause: number }[];
  /** Startup that may be left: ms with `ms`, else bytes. */
  readonly goal?: { readonly what: string; readonly left: number };
  /** A module id, the end of one, or the name of a package. */
  readonly evict?: string;
  readonly harm: (edges: readonly ImportEdge[]) => Harm;
  /** By export name; null where it can not be told. */
  readonly exportsNeeds?: (node: number) => ReadonlyMap<string, ExportNeeds> | null;
  /** The names that an import takes of its target; null for all of them, or where it can not be told. */
  readonly namesOf?: (edge: number) => readonly string[] | null;
}
