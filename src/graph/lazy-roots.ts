import { LAZY, type ModuleGraph } from '../model/module-graph.ts';

/**
 * What startup leaves for later, and imports itself: the doors to all that is lazy. The project's own modules only.
 *
 * @param startup one byte a module, 1 where startup loads it, or may
 * @returns module numbers, in the order of the imports
 */
export function lazyRoots(graph: ModuleGraph, startup: Uint8Array): number[] {
  const roots = new Set<number>();
  for (const [edge, to] of graph.edgeTo.entries()) {
    if (graph.edgeTiming[edge] !== LAZY || startup[to] || !startup[graph.edgeFrom[edge]!]) continue;
    if (graph.modules[to]!.origin === 'project') roots.add(to);
  }
  return [...roots];
}
