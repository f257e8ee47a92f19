import type { ModuleGraph } from '../model/module-graph.ts';
import { type Strength, weakestTiming } from './reach.ts';

/**
 * Marks every module from which a target is reached.
 *
 * @param targets one byte a module, 1 where it is a target
 * @returns one byte a module; targets are marked themselves
 */
export function leadsTo(graph: ModuleGraph, targets: Uint8Array, strength: Strength): Uint8Array {
  const weakest = weakestTiming(strength);
  const marked = Uint8Array.from(targets);
  const stack: number[] = [];
  targets.forEach((target, module) => {
    if (target) stack.push(module);
  });
  for (let module = stack.pop(); module !== undefined; module = stack.pop()) {
    const end = graph.inStart[module + 1] as number;
    for (let at = graph.inStart[module] as number; at < end; at++) {
      const edge = graph.inEdges[at] as number;
      const importer = graph.edgeFrom[edge] as number;
      if ((graph.edgeTiming[edge] as number) > weakest || marked[importer]) continue;
      marked[importer] = 1;
      stack.push(importer);
    }
  }
  return marked;
}
