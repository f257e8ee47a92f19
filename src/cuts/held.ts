import type { Digraph } from '../graph/digraph.ts';
import type { DominatorTree } from '../graph/dominators.ts';

/** Per node, the weight of all that leaves with it: the sum over its subtree; 0 for nodes that are not reached. */
export function retainedWeights(tree: DominatorTree, weight: Float64Array): Float64Array {
  const retained = new Float64Array(weight.length);
  for (let i = tree.order.length - 1; i >= 0; i--) {
    const node = tree.order[i]!;
    retained[node]! += weight[node]!;
    if (tree.idom[node]! >= 0) retained[tree.idom[node]!]! += retained[node]!;
  }
  return retained;
}

/**
 * The links that hold a node and all that leaves with it: those into it from outside of what it holds.
 *
 * @returns link numbers; empty for nodes that are not reached
 */
export function enteringLinks(digraph: Digraph, tree: DominatorTree, node: number): number[] {
  const links: number[] = [];
  const place = tree.position[node]!;
  if (place < 0) return links;
  for (let i = digraph.inStart[node]!; i < digraph.inStart[node + 1]!; i++) {
    const link = digraph.inEdges[i]!;
    const from = tree.position[digraph.edgeFrom[link]!]!;
    const isHeld = from >= place && from < place + tree.size[node]!;
    if (digraph.edgeTiming[link] === 0 && from >= 0 && !isHeld) links.push(link);
  }
  return links;
}
