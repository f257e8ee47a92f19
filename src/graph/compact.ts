import {
  TIMINGS,
  type EdgeTiming,
  type ImportEdge,
  type ModuleGraph,
  type ModuleRecord,
} from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';

const TIMING_CODES = Object.fromEntries(TIMINGS.map((timing, code) => [timing, code])) as Record<
  EdgeTiming,
  number
>;

/**
 * Packs modules and edges into the compact arrays that all graph queries read.
 *
 * @param modules nodes; their order becomes the node numbers
 * @param edges importers in any order; the edges of one importer in source order
 * @throws Error when two modules share an id, or when either end of an edge is not among the modules
 */
export function toGraph(modules: readonly ModuleRecord[], edges: readonly ImportEdge[]): ModuleGraph {
  const index = numberModules(modules);
  const from = new Uint32Array(edges.length);
  const to = new Uint32Array(edges.length);
  for (const [i, edge] of edges.entries()) {
    from[i] = find(index, edge.from, edge);
    to[i] = find(index, edge.to, edge);
  }
  const byImporter = groupBy(from, modules.length);
  const edgeFrom = new Uint32Array(edges.length);
  const edgeTo = new Uint32Array(edges.length);
  const edgeTiming = new Uint8Array(edges.length);
  const grouped = Array.from<unknown, ImportEdge>({ length: edges.length }, (_, position) => {
    const source = byImporter.items[position]!;
    edgeFrom[position] = from[source]!;
    edgeTo[position] = to[source]!;
    edgeTiming[position] = TIMING_CODES[edges[source]!.timing];
    return edges[source]!;
  });
  const byImported = groupBy(edgeTo, modules.length);
  return {
    modules,
    index,
    edges: grouped,
    edgeStart: byImporter.start,
    edgeFrom,
    edgeTo,
    edgeTiming,
    inStart: byImported.start,
    inEdges: byImported.items,
  };
}

function numberModules(modules: readonly ModuleRecord[]): Map<ModuleId, number> {
  const index = new Map<ModuleId, number>();
  for (const [number, module] of modules.entries()) {
    if (index.has(module.id)) throw new Error(`Two modules share the id ${module.id}`);
    index.set(module.id, number);
  }
  return index;
}

function find(index: ReadonlyMap<ModuleId, number>, id: ModuleId, edge: ImportEdge): number {
  const number = index.get(id);
  if (number === undefined) throw new Error(`Unknown module ${id} in the edge ${edge.from} -> ${edge.to}`);
  return number;
}

/** Stable counting sort: positions of `keys` grouped by key, and where each of the `size` groups starts. */
function groupBy(keys: Uint32Array, size: number): { start: Uint32Array; items: Uint32Array } {
  const start = new Uint32Array(size + 1);
  for (const key of keys) start[key + 1]!++;
  for (let key = 0; key < size; key++) start[key + 1]! += start[key]!;
  const next = start.slice();
  const items = new Uint32Array(keys.length);
  for (let position = 0; position < keys.length; position++) items[next[keys[position]!]!++] = position;
  return { start, items };
}
