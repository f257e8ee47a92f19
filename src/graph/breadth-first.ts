import type { ModuleGraph } from '../model/module-graph.ts';
import type { Digraph } from './digraph.ts';

/** A module the search started from. */
export const ROOT = -1;
/** A module the search did not reach. */
export const NOT_REACHED = -2;

export interface SearchTree {
  /** The edge by which each module was first reached, or {@link ROOT} or {@link NOT_REACHED}. */
  readonly parentEdge: Int32Array;
  /** Reached modules, nearest first; as near as each other: in source order along the tree. */
  readonly order: Uint32Array;
  /** One byte a module, 1 where it is reached. */
  readonly reached: Uint8Array;
}

/**
 * Searches the graph breadth first. Ties go to the earlier edge in source order, so the tree does not depend on how
 * the graph was put together.
 *
 * @param entries module numbers to start from
 * @param weakest weakest timing code to follow, as `weakestTiming` gives it
 * @param without modules and edges to treat as gone
 */
export function breadthFirst(
  graph: Digraph,
  entries: readonly number[],
  weakest: number,
  without: { readonly modules?: Uint8Array; readonly edges?: Uint8Array } = {},
): SearchTree {
  const { edgeStart, edgeTo, edgeTiming } = graph;
  const { modules: goneModules, edges: goneEdges } = without;
  const parentEdge = new Int32Array(graph.modules.length).fill(NOT_REACHED);
  const order = new Uint32Array(graph.modules.length);
  const reached = new Uint8Array(graph.modules.length);
  let found = 0;
  for (const entry of entries) {
    if (reached[entry] || goneModules?.[entry]) continue;
    reached[entry] = 1;
    parentEdge[entry] = ROOT;
    order[found++] = entry;
  }
  for (let done = 0; done < found; done++) {
    const module = order[done]!;
    const end = edgeStart[module + 1]!;
    for (let edge = edgeStart[module]!; edge < end; edge++) {
      const to = edgeTo[edge]!;
      if (reached[to] || edgeTiming[edge]! > weakest) continue;
      if (goneModules?.[to] || goneEdges?.[edge]) continue;
      reached[to] = 1;
      parentEdge[to] = edge;
      order[found++] = to;
    }
  }
  return { parentEdge, order: order.subarray(0, found), reached };
}

/**
 * The chain by which a search reached a module.
 *
 * @returns edge numbers from the entry on; empty for an entry
 * @throws Error when the search did not reach the module
 */
export function chainTo(graph: ModuleGraph, tree: SearchTree, module: number): number[] {
  const chain: number[] = [];
  let edge = tree.parentEdge[module]!;
  while (edge >= 0) {
    chain.push(edge);
    edge = tree.parentEdge[graph.edgeFrom[edge]!]!;
  }
  if (edge === NOT_REACHED) throw new Error(`Module ${module} is not reached`);
  return chain.toReversed();
}
