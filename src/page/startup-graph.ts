import { toDigraph } from '../graph/digraph.ts';
import { dominators, type DominatorTree } from '../graph/dominators.ts';
import { EAGER, LAZY, type ImportEdge, type ModuleGraph } from '../model/module-graph.ts';
import { once } from '../model/once.ts';
import type { EntryData, PageData } from './decode.ts';

/** One entry's modules as the queries of `src/graph` take them. */
export interface StartupGraph {
  readonly graph: ModuleGraph;
  readonly entry: number;
  /** By edge; 0 where no import stands in a source. */
  readonly line: Uint32Array;
  /** By edge: 1 where a boot took it though the sources do not say so. */
  readonly seen: Uint8Array;
  /** Of eager and conditional edges; made when it is first asked for. */
  readonly tree: () => DominatorTree;
}

interface Growing {
  readonly from: number[];
  readonly to: number[];
  readonly line: number[];
  readonly timing: number[];
  readonly seen: number[];
}

/** All imports that the sources hold. Null where the entry is no module of the report. */
export function staticGraph({ modules, numberOf, imports }: PageData, entry: EntryData): StartupGraph | null {
  if (entry.file === null) return null;
  const edges: Growing = {
    from: Array.from(imports.from),
    to: Array.from(imports.to),
    line: Array.from(imports.line),
    timing: Array.from(imports.timing),
    seen: Array.from(imports.from, () => 0),
  };
  return pack({ modules, numberOf }, entry.file, edges);
}

/**
 * Imports among the modules that the entry's boot loaded: those of the sources, and those that only the boot saw. Null
 * where nothing was booted.
 */
export function loadedGraph(data: PageData, entry: EntryData): StartupGraph | null {
  const { boot, file } = entry;
  const first = boot?.modules[0];
  if (boot === null || first === undefined) return null;
  const { imports, modules } = data;
  const isLoaded = new Uint8Array(modules.length);
  for (const module of boot.modules) isLoaded[module] = 1;
  const start = file !== null && isLoaded[file] === 1 ? file : first;
  const seenPairs = new Set(boot.seen.map(([from, to]) => from * modules.length + to));
  const edges: Growing = { from: [], to: [], line: [], timing: [], seen: [] };
  const add = (from: number, to: number, line: number, timing: number, seen: number) => {
    edges.from.push(from);
    edges.to.push(to);
    edges.line.push(line);
    edges.timing.push(timing);
    edges.seen.push(seen);
  };
  for (let edge = 0; edge < imports.from.length; edge++) {
    const [from, to] = [imports.from[edge]!, imports.to[edge]!];
    if (!isLoaded[from] || !isLoaded[to]) continue;
    const wasTaken = imports.timing[edge] === LAZY && seenPairs.delete(from * modules.length + to);
    add(from, to, imports.line[edge]!, wasTaken ? EAGER : imports.timing[edge]!, wasTaken ? 1 : 0);
  }
  for (const pair of seenPairs) add(Math.floor(pair / modules.length), pair % modules.length, 0, EAGER, 1);
  // Preloads, and whatever else came without an importer, is there because the command was started.
  for (const [place, module] of boot.modules.entries())
    if (boot.importer[place] === -1 && module !== start) add(start, module, 0, EAGER, 1);
  return pack(data, start, edges);
}

function pack(
  { modules, numberOf }: Pick<PageData, 'modules' | 'numberOf'>,
  entry: number,
  edges: Growing,
): StartupGraph {
  const { digraph, placeOf } = toDigraph(modules.length, edges.from, edges.to);
  const edgeTiming = Uint8Array.from(placeOf, (place) => edges.timing[place]!);
  const graph: ModuleGraph = {
    ...digraph,
    modules,
    index: numberOf as ModuleGraph['index'],
    // Queries only ask how many there are.
    edges: Array.from<ImportEdge>({ length: placeOf.length }),
    edgeTiming,
  };
  return {
    graph,
    entry,
    line: Uint32Array.from(placeOf, (place) => edges.line[place]!),
    seen: Uint8Array.from(placeOf, (place) => edges.seen[place]!),
    tree: once(() => dominators(graph, entry, 'conditional')),
  };
}
