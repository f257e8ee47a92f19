import type { Contracted } from './contract.ts';

/** A set of nodes that holds the entry, as startup after the cut of all links that leave it. */
export interface Division {
  /** One byte a node, 1 where it stays. */
  readonly stays: Uint8Array;
  /** Sum over the links that leave. */
  readonly difficulty: number;
  /** Sum over the nodes that stay. */
  readonly weight: number;
}

/** @param stays one byte a node, 1 where it stays */
export function toDivision({ digraph, weight, difficulty }: Contracted, stays: Uint8Array): Division {
  let left = 0;
  let sum = 0;
  for (let node = 0; node < weight.length; node++) {
    if (!stays[node]) continue;
    left += weight[node]!;
    for (let link = digraph.edgeStart[node]!; link < digraph.edgeStart[node + 1]!; link++)
      if (!stays[digraph.edgeTo[link]!]) sum += difficulty[link]!;
  }
  return { stays, difficulty: sum, weight: left };
}
