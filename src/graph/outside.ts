import type { ModuleGraph } from '../model/module-graph.ts';

/** No target is reached without passing a first-party module. */
export const NO_WAY = -1;

/**
 * Measures how far each module outside the first party is from the nearest target outside it, over modules outside it
 * only: once a chain is there, nothing first-party decides any more whether it ends at a target.
 *
 * @param ours one byte a module, 1 where it is first-party
 * @param targets one byte a module, 1 where it is a target
 * @param weakest weakest timing code to follow, as `weakestTiming` gives it
 * @returns edges to the nearest target, or {@link NO_WAY}; {@link NO_WAY} for first-party modules
 */
export function distancesOutside(
  graph: ModuleGraph,
  ours: Uint8Array,
  targets: Uint8Array,
  weakest: number,
): Int32Array {
  const { inStart, inEdges, edgeFrom, edgeTiming } = graph;
  const distance = new Int32Array(graph.modules.length).fill(NO_WAY);
  const queue = new Uint32Array(graph.modules.length);
  let found = 0;
  for (let module = 0; module < targets.length; module++) {
    if (!targets[module] || ours[module]) continue;
    distance[module] = 0;
    queue[found++] = module;
  }
  for (let done = 0; done < found; done++) {
    const module = queue[done]!;
    for (let i = inStart[module]!; i < inStart[module + 1]!; i++) {
      const edge = inEdges[i]!;
      const from = edgeFrom[edge]!;
      if (distance[from] !== NO_WAY || ours[from] || edgeTiming[edge]! > weakest) continue;
      distance[from] = distance[module]! + 1;
      queue[found++] = from;
    }
  }
  return distance;
}
