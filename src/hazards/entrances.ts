import { CONDITIONAL, EAGER, LAZY, type ImportEdge, type ModuleGraph } from '../model/module-graph.ts';

/** The way by which one entry first comes to each module. */
export interface Visits {
  /** The edge by which a module was first visited; {@link FIRST} of the entry, {@link UNVISITED} of others. */
  readonly parentEdge: Int32Array;
  /** Place in the order of visits, from 0; -1 where there is none. */
  readonly place: Int32Array;
  /** Of each module: 0 at boot, 1 over conditional imports, 2 by what startup leaves for later. */
  readonly when: Uint8Array;
}

export const FIRST = -1;
export const UNVISITED = -2;

/**
 * Visits what an entry loads as Node does: depth first, imports in source order. First all that is certain, then what
 * conditions may add, then what is loaded later.
 */
export function visitModules(graph: ModuleGraph, entry: number): Visits {
  const size = graph.modules.length;
  const visits = {
    parentEdge: new Int32Array(size).fill(UNVISITED),
    place: new Int32Array(size).fill(-1),
    when: new Uint8Array(size),
  };
  visits.parentEdge[entry] = FIRST;
  const order: number[] = [];
  descend(graph, entry, EAGER, visits, order);
  for (const weakest of [CONDITIONAL, LAZY]) {
    // The list grows meanwhile: what is loaded later may load more, later still.
    for (const from of order) {
      for (let edge = graph.edgeStart[from]!; edge < graph.edgeStart[from + 1]!; edge++) {
        const to = graph.edgeTo[edge]!;
        if (visits.place[to] !== -1 || graph.edgeTiming[edge]! > weakest) continue;
        visits.parentEdge[to] = edge;
        descend(graph, to, weakest, visits, order);
      }
    }
  }
  return visits;
}

/** @param order is added to */
function descend(graph: ModuleGraph, root: number, weakest: number, visits: Visits, order: number[]): void {
  const { parentEdge, place, when } = visits;
  const enter = (node: number): void => {
    place[node] = order.length;
    when[node] = weakest;
    order.push(node);
    path.push(node);
    next.push(graph.edgeStart[node]!);
  };
  const path: number[] = [];
  const next: number[] = [];
  // A root of what is loaded later evaluates what it imports for certain or maybe; the rest is later still.
  const followed = Math.min(weakest, CONDITIONAL);
  enter(root);
  while (path.length > 0) {
    const at = path.length - 1;
    const node = path[at]!;
    const edge = next[at]!++;
    if (edge >= graph.edgeStart[node + 1]!) {
      path.pop();
      next.pop();
      continue;
    }
    const to = graph.edgeTo[edge]!;
    if (place[to] !== -1 || graph.edgeTiming[edge]! > followed) continue;
    parentEdge[to] = edge;
    enter(to);
  }
}

/** The member of a cycle that is visited first; -1 where none is. */
export function firstVisited({ place }: Visits, members: readonly number[]): number {
  let first = -1;
  for (const node of members)
    if (place[node] !== -1 && (first === -1 || place[node]! < place[first]!)) first = node;
  return first;
}

/** How the search came to a module, from the entry on; empty for the entry itself. */
export function chainOf(graph: ModuleGraph, { parentEdge }: Visits, node: number): ImportEdge[] {
  const chain: ImportEdge[] = [];
  for (let edge = parentEdge[node]!; edge >= 0; edge = parentEdge[graph.edgeFrom[edge]!]!)
    chain.push(graph.edges[edge]!);
  return chain.toReversed();
}
