import { breadthFirst, chainTo, NOT_REACHED, type SearchTree } from '../graph/breadth-first.ts';
import { weakestTiming } from '../graph/reach.ts';
import type { ImportEdge, ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';

/** How a module is reached: the strongest that applies. */
export type Reached = 'eager' | 'conditional' | 'lazy' | 'not';

/** How each module arrives from one entry: a search over eager edges, one also over conditional, one also over lazy. */
export interface Arrivals {
  readonly eager: SearchTree;
  readonly conditional: SearchTree;
  readonly lazy: SearchTree;
}

/** Searches all that an entry can load; linear in the graph. */
export function findArrivals(graph: ModuleGraph, entry: number): Arrivals {
  return {
    eager: breadthFirst(graph, [entry], weakestTiming('eager')),
    conditional: breadthFirst(graph, [entry], weakestTiming('conditional')),
    lazy: breadthFirst(graph, [entry], weakestTiming('lazy')),
  };
}

/** How the entry reaches a module. */
export function howReached(arrivals: Arrivals, module: number): Reached {
  if (arrivals.eager.parentEdge[module] !== NOT_REACHED) return 'eager';
  if (arrivals.conditional.parentEdge[module] !== NOT_REACHED) return 'conditional';
  return arrivals.lazy.parentEdge[module] === NOT_REACHED ? 'not' : 'lazy';
}

/** {@link arrivalChain} to a module by its id; empty also where the graph does not hold it. */
export function chainToId(graph: ModuleGraph, arrivals: Arrivals, id: ModuleId): ImportEdge[] {
  const module = graph.index.get(id);
  return module === undefined ? [] : arrivalChain(graph, arrivals, module);
}

/** The shortest chain to a module over the strongest edges that lead there; empty for the entry or if none does. */
export function arrivalChain(graph: ModuleGraph, arrivals: Arrivals, module: number): ImportEdge[] {
  const reached = howReached(arrivals, module);
  if (reached === 'not') return [];
  return chainTo(graph, arrivals[reached], module).map((edge) => graph.edges[edge]!);
}
