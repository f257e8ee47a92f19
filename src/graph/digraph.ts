import { EAGER, type ModuleGraph } from '../model/module-graph.ts';

/** What searches need of a graph: a {@link ModuleGraph} is one, and so is anything else packed in the same way. */
export interface Digraph extends Pick<
  ModuleGraph,
  'edgeStart' | 'edgeFrom' | 'edgeTo' | 'edgeTiming' | 'inStart' | 'inEdges'
> {
  /** Nodes are numbered from 0. */
  readonly modules: { readonly length: number };
}

/** The timing of an edge that no search follows. */
const GONE = 255;

/**
 * Packs nodes and edges; all edges are followed at every strength.
 *
 * @param from importers, in any order; `to` the nodes they lead to
 * @returns the graph, and for each of its edge numbers the place in `from` and `to`
 */
export function toDigraph(
  nodes: number,
  from: ArrayLike<number>,
  to: ArrayLike<number>,
): { digraph: Digraph; placeOf: Uint32Array } {
  const { start: edgeStart, items: placeOf } = groupByKey(from, nodes);
  const edgeFrom = Uint32Array.from(placeOf, (place) => from[place]!);
  const edgeTo = Uint32Array.from(placeOf, (place) => to[place]!);
  const { start: inStart, items: inEdges } = groupByKey(edgeTo, nodes);
  const edgeTiming = new Uint8Array(edgeFrom.length).fill(EAGER);
  const modules = { length: nodes };
  return { digraph: { modules, edgeStart, edgeFrom, edgeTo, edgeTiming, inStart, inEdges }, placeOf };
}

/** The same graph, with some edges that no search follows. */
export function withoutEdges(digraph: Digraph, edges: Iterable<number>): Digraph {
  const edgeTiming = digraph.edgeTiming.slice();
  for (const edge of edges) edgeTiming[edge] = GONE;
  return { ...digraph, edgeTiming };
}

/** Stable counting sort: places of `keys` grouped by key, and where each of the `size` groups starts. */
function groupByKey(keys: ArrayLike<number>, size: number): { start: Uint32Array; items: Uint32Array } {
  const start = new Uint32Array(size + 1);
  for (let place = 0; place < keys.length; place++) start[keys[place]! + 1]!++;
  for (let key = 0; key < size; key++) start[key + 1]! += start[key]!;
  const next = start.slice();
  const items = new Uint32Array(keys.length);
  for (let place = 0; place < keys.length; place++) items[next[keys[place]!]!++] = place;
  return { start, items };
}
