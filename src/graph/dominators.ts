import type { ModuleGraph } from '../model/module-graph.ts';
import type { Digraph } from './digraph.ts';
import { immediateDominators, NONE } from './immediate-dominators.ts';
import { type Strength, weakestTiming } from './reach.ts';
import { countsAsModule } from './retained.ts';

/** Module d is an ancestor of m exactly if every chain from the entry to m passes through d. */
export interface DominatorTree {
  readonly strength: Strength;
  /** Parent in the tree; -1 for the entry and for modules that are not reached. */
  readonly idom: Int32Array;
  /** Reached modules in preorder: the subtree of m is `order[position[m]] .. order[position[m] + size[m] - 1]`. */
  readonly order: Uint32Array;
  /** Position in `order`; -1 for modules that are not reached. */
  readonly position: Int32Array;
  /** Reached modules in reverse postorder of a depth-first search: importers first, but for cycles. */
  readonly reversePostorder: Uint32Array;
  /** Modules in the subtree, itself included; 0 for modules that are not reached. */
  readonly size: Uint32Array;
}

/** Sums over what a module holds on the startup path, itself included; builtins and unresolved modules count 0. */
export interface RetainedTotals {
  readonly modules: Uint32Array;
  readonly bytes: Float64Array;
}

/** Builds the dominator tree of all that the entry reaches. */
export function dominators(graph: Digraph, entry: number, strength: Strength): DominatorTree {
  const { idom, preorder, postorder } = immediateDominators(graph, entry, weakestTiming(strength));
  const size = new Uint32Array(graph.modules.length);
  for (let i = preorder.length - 1; i >= 0; i--) {
    const module = preorder[i]!;
    size[module]!++;
    if (idom[module] !== NONE) size[idom[module]!]! += size[module]!;
  }
  const order = new Uint32Array(preorder.length);
  const position = new Int32Array(graph.modules.length).fill(-1);
  // Where the next child of a module goes. A dominator precedes what it dominates, so its own place is known by then.
  const next = new Uint32Array(graph.modules.length);
  for (const module of preorder) {
    const parent = idom[module]!;
    const place = parent === NONE ? 0 : next[parent]!;
    if (parent !== NONE) next[parent]! += size[module]!;
    position[module] = place;
    order[place] = module;
    next[module] = place + 1;
  }
  return { strength, idom, order, position, size, reversePostorder: postorder.toReversed() };
}

/** Sums, for every reached module, what would leave with it; 0 for modules that are not reached. */
export function retainedTotals(graph: ModuleGraph, tree: DominatorTree): RetainedTotals {
  const modules = new Uint32Array(graph.modules.length);
  const bytes = new Float64Array(graph.modules.length);
  for (let i = tree.order.length - 1; i >= 0; i--) {
    const module = tree.order[i]!;
    const record = graph.modules[module]!;
    if (countsAsModule(record)) {
      modules[module]!++;
      bytes[module]! += record.bytes;
    }
    const parent = tree.idom[module]!;
    if (parent === NONE) continue;
    modules[parent]! += modules[module]!;
    bytes[parent]! += bytes[module]!;
  }
  return { modules, bytes };
}

/**
 * What leaves the startup path if one edge alone goes.
 *
 * @param edge edge number
 * @returns module and byte counts; 0 where another edge still holds the imported module, or nothing follows this one
 */
export function retainedByEdge(
  graph: ModuleGraph,
  tree: DominatorTree,
  totals: RetainedTotals,
  edge: number,
): { modules: number; bytes: number } {
  const to = graph.edgeTo[edge]!;
  const holds = tree.idom[to] === graph.edgeFrom[edge] && isOnlyWayIn(graph, tree, edge);
  return holds ? { modules: totals.modules[to]!, bytes: totals.bytes[to]! } : { modules: 0, bytes: 0 };
}

/** The modules that leave if `node` goes, itself included, in module order; empty where it is not reached. */
export function retainedSet(tree: DominatorTree, node: number): number[] {
  const start = tree.position[node]!;
  if (start < 0) return [];
  return Array.from(tree.order.subarray(start, start + tree.size[node]!).toSorted());
}

/** Every other edge into the imported module comes from what that module itself holds. */
function isOnlyWayIn(graph: ModuleGraph, tree: DominatorTree, edge: number): boolean {
  const weakest = weakestTiming(tree.strength);
  const to = graph.edgeTo[edge]!;
  if (graph.edgeTiming[edge]! > weakest) return false;
  for (let i = graph.inStart[to]!; i < graph.inStart[to + 1]!; i++) {
    const other = graph.inEdges[i]!;
    if (other === edge || graph.edgeTiming[other]! > weakest) continue;
    const offset = tree.position[graph.edgeFrom[other]!]! - tree.position[to]!;
    const isReached = tree.position[graph.edgeFrom[other]!]! >= 0;
    if (isReached && (offset < 0 || offset >= tree.size[to]!)) return false;
  }
  return true;
}
