import type { Contracted } from './contract.ts';
import type { CostGraph } from './cost-graph.ts';
import type { Division } from './division.ts';

/** The links of the cost graph that links of the contracted one stand for. */
export function linksBetween({ digraph }: CostGraph, small: Contracted, cut: readonly number[]): number[] {
  const size = small.weight.length;
  const pairs = new Set(
    cut.map((link) => small.digraph.edgeFrom[link]! * size + small.digraph.edgeTo[link]!),
  );
  return linksWhere(digraph, small, (from, to) => pairs.has(from * size + to));
}

/** The links of the cost graph that lead out of what stays. */
export function linksLeaving({ digraph }: CostGraph, small: Contracted, { stays }: Division): number[] {
  return linksWhere(digraph, small, (from, to) => stays[from] === 1 && !stays[to]);
}

function linksWhere(
  { edgeFrom, edgeTo }: CostGraph['digraph'],
  { nodeOf }: Contracted,
  isWanted: (from: number, to: number) => boolean,
): number[] {
  const links: number[] = [];
  for (let link = 0; link < edgeFrom.length; link++) {
    const [from, to] = [nodeOf[edgeFrom[link]!]!, nodeOf[edgeTo[link]!]!];
    if (from >= 0 && to >= 0 && isWanted(from, to)) links.push(link);
  }
  return links;
}
