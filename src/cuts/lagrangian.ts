import { breadthFirst } from '../graph/breadth-first.ts';
import { withoutEdges } from '../graph/digraph.ts';
import { FlowNetwork } from '../graph/flow.ts';
import { EAGER } from '../model/module-graph.ts';
import type { Contracted } from './contract.ts';
import { type Division, toDivision } from './division.ts';

/**
 * Finds the lower convex hull of difficulty against what is left: every division that is the best for some exchange
 * rate, the sum of difficulty and rate x weight. Each is a minimum cut, with an arc of rate x weight from every node to
 * the sink (J.-C. Picard, "Maximal closure of a graph and applications to combinatorial problems", Management Science
 * 22(11), 1976). What stays shrinks as the rate grows (G. Gallo, M. Grigoriadis, R. Tarjan, "A fast parametric maximum
 * flow algorithm and applications", SIAM J. Comput. 18(1), 1989), so between two divisions only the nodes are looked at
 * that stay in one and leave in the other. Of equally good divisions the smallest.
 *
 * @param leastGain points that are not so much lighter than their neighbour are not looked for
 * @returns from nothing cut to everything that can be
 */
export function cutHull(graph: Contracted, leastGain = 0): Division[] {
  const { none, all } = extremes(graph);
  if (all.weight >= none.weight) return [none];
  const hull = [none];
  // Pairs of neighbours that may have a point between them; the last is the first in order.
  const open: [Division, Division][] = [[none, all]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [before, after] = pair;
    const between = pointBetween(graph, before, after, leastGain);
    if (between === null) hull.push(after);
    else open.push([between, after], [before, between]);
  }
  return hull;
}

/**
 * The best division at one exchange rate.
 *
 * @param rate difficulty that a unit of weight is worth
 */
export function cutAt(graph: Contracted, rate: number): Division {
  const { none, all } = extremes(graph);
  return divide(graph, rate, none.stays, all.stays);
}

function extremes(graph: Contracted): { none: Division; all: Division } {
  const { digraph, entry, difficulty } = graph;
  const none = toDivision(graph, new Uint8Array(graph.weight.length).fill(1));
  const cuttable = [...difficulty.keys()].filter((link) => difficulty[link] !== Infinity);
  const tied = breadthFirst(withoutEdges(digraph, cuttable), [entry], EAGER).reached;
  return { none, all: divide(graph, Infinity, none.stays, tied) };
}

function pointBetween(
  graph: Contracted,
  before: Division,
  after: Division,
  leastGain: number,
): Division | null {
  const gain = before.weight - after.weight;
  if (gain <= leastGain || after.difficulty <= before.difficulty) return null;
  const rate = (after.difficulty - before.difficulty) / gain;
  const found = divide(graph, rate, before.stays, after.stays);
  const sum = ({ difficulty, weight }: Division) => difficulty + rate * weight;
  const isBetter = sum(found) < sum(before) - 1e-9 * Math.max(1, Math.abs(sum(before)));
  return isBetter && found.weight < before.weight && found.weight > after.weight ? found : null;
}

/** @param least a division that the best one holds; `most` one that holds it */
function divide(graph: Contracted, rate: number, most: Uint8Array, least: Uint8Array): Division {
  const { digraph, weight, difficulty } = graph;
  const { edgeStart, edgeTo, inStart, inEdges, edgeFrom } = digraph;
  const open: number[] = [];
  const numberOf = new Int32Array(weight.length).fill(-1);
  let arcs = 0;
  for (let node = 0; node < weight.length; node++) {
    if (!most[node] || least[node]) continue;
    numberOf[node] = open.push(node) - 1;
    arcs += edgeStart[node + 1]! - edgeStart[node]! + 2;
  }
  const [source, sink] = [open.length, open.length + 1];
  const network = new FlowNetwork(open.length + 2, arcs);
  for (const [number, node] of open.entries()) {
    let leaving = weight[node]! > 0 ? rate * weight[node]! : 0;
    for (let link = edgeStart[node]!; link < edgeStart[node + 1]!; link++) {
      const to = edgeTo[link]!;
      if (!most[to]) leaving += difficulty[link]!;
      else if (numberOf[to]! >= 0) network.addArc(number, numberOf[to]!, difficulty[link]!);
    }
    if (leaving > 0) network.addArc(number, sink, leaving);
    let entering = 0;
    for (let i = inStart[node]!; i < inStart[node + 1]!; i++)
      if (least[edgeFrom[inEdges[i]!]!]) entering += difficulty[inEdges[i]!]!;
    if (entering > 0) network.addArc(source, number, entering);
  }
  network.maximumFlow(source, sink);
  const side = network.sourceSide(source);
  const stays = least.slice();
  for (const [number, node] of open.entries()) if (side[number]) stays[node] = 1;
  return toDivision(graph, stays);
}
