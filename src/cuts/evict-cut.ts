import { stronglyConnected } from '../graph/cycles.ts';
import { toDigraph } from '../graph/digraph.ts';
import { FlowNetwork } from '../graph/flow.ts';
import type { Contracted } from './contract.ts';

export interface EvictCut {
  readonly difficulty: number;
  /** Links of the contracted graph: the easiest cut with the fewest links; of those the one nearest the targets. */
  readonly links: readonly number[];
  /** Links that are in some easiest cut. */
  readonly inSome: readonly number[];
}

/**
 * Finds the easiest cut that keeps targets from startup.
 *
 * @param isTarget one byte a node of the contracted graph
 * @param difficulty of each link, where it is not the graph's own
 * @returns null where nothing can be cut, or no target is reached
 */
export function evictCut(
  graph: Contracted,
  isTarget: Uint8Array,
  difficulty: Float64Array = graph.difficulty,
): EvictCut | null {
  const { digraph, entry } = graph;
  const { edgeFrom, edgeTo } = digraph;
  if (isTarget[entry] || !isTarget.includes(1)) return null;
  const sink = isTarget.length;
  const targets = [...isTarget.keys()].filter((node) => isTarget[node]);
  const network = new FlowNetwork(sink + 1, difficulty.length + targets.length);
  for (let link = 0; link < difficulty.length; link++)
    network.addArc(edgeFrom[link]!, edgeTo[link]!, difficulty[link]!);
  for (const target of targets) network.addArc(target, sink, Infinity);
  const flow = network.maximumFlow(entry, sink);
  if (flow === Infinity || flow === 0) return null;
  const entrySide = network.sourceSide(entry);
  const targetSide = network.sinkSide(sink);
  const all = [...difficulty.keys()];
  const nearEntry = all.filter((link) => entrySide[edgeFrom[link]!] && !entrySide[edgeTo[link]!]);
  const nearTarget = all.filter((link) => !targetSide[edgeFrom[link]!] && targetSide[edgeTo[link]!]);
  const links = nearEntry.length < nearTarget.length ? nearEntry : nearTarget;
  return { difficulty: flow, links, inSome: linksInSomeCut(network, sink + 1, digraph) };
}

/** J.-C. Picard and M. Queyranne, "On the structure of all minimum cuts in a network", Math. Programming Study 13, 1980. */
function linksInSomeCut(
  network: FlowNetwork,
  nodes: number,
  { edgeFrom, edgeTo }: Contracted['digraph'],
): number[] {
  const open = network.openArcs();
  const { digraph } = toDigraph(nodes, open.from, open.to);
  const component = Int32Array.from({ length: nodes }, (_, node) => node);
  for (const members of stronglyConnected(digraph, 'eager'))
    for (const member of members) component[member] = members[0]!;
  return [...edgeFrom.keys()].filter(
    (link) => !network.isOpen(link) && component[edgeFrom[link]!] !== component[edgeTo[link]!],
  );
}
