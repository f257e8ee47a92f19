import { breadthFirst } from '../graph/breadth-first.ts';
import { type Digraph, withoutEdges } from '../graph/digraph.ts';
import { dominators, type DominatorTree } from '../graph/dominators.ts';
import { EAGER } from '../model/module-graph.ts';
import type { Contracted } from './contract.ts';
import { type Division, toDivision } from './division.ts';
import { enteringLinks, retainedWeights } from './held.ts';

/**
 * Cuts what saves the most for its difficulty, again and again, until no more than a goal is left: each time all links
 * that enter one node from outside of what it holds. Not optimal, but where a goal lies between two points of the hull
 * it is sometimes cheaper than the next one. Then links are taken back that the goal does not need.
 *
 * @param left the goal, in the graph's weight
 * @param most give up when more difficulty than this is needed
 * @returns null where the goal is not reached
 */
export function greedyCut(graph: Contracted, left: number, most = Infinity): Division | null {
  const gone: number[] = [];
  let spent = 0;
  for (;;) {
    const digraph = withoutEdges(graph.digraph, gone);
    const tree = dominators(digraph, graph.entry, 'eager');
    const retained = retainedWeights(tree, graph.weight);
    if (retained[graph.entry]! <= left) return afterCut(graph, takeBack(graph, gone, left));
    const best = bestStep(graph, digraph, tree, retained);
    if (best === null) return null;
    spent += best.difficulty;
    if (spent > most) return null;
    gone.push(...best.links);
  }
}

interface Step {
  readonly links: readonly number[];
  readonly difficulty: number;
}

function bestStep(
  { difficulty, entry }: Contracted,
  digraph: Digraph,
  tree: DominatorTree,
  retained: Float64Array,
): Step | null {
  let best: Step | null = null;
  let bestScore = 0;
  for (const node of tree.order) {
    if (node === entry || retained[node] === 0) continue;
    const links = enteringLinks(digraph, tree, node);
    let sum = 0;
    for (const link of links) sum += difficulty[link]!;
    const score = retained[node]! / sum;
    if (sum === Infinity || score <= bestScore) continue;
    best = { links, difficulty: sum };
    bestScore = score;
  }
  return best;
}

/** Of more links not each one is tried. */
const MOST_TRIED = 100;

/** A cut without the links that a goal does not need, the hardest first. */
export function lightenCut(graph: Contracted, { stays }: Division, left: number): Division {
  const { edgeFrom, edgeTo } = graph.digraph;
  const links = [...edgeFrom.keys()].filter((link) => stays[edgeFrom[link]!] && !stays[edgeTo[link]!]);
  return afterCut(graph, takeBack(graph, links, left));
}

/** Later steps can make an earlier one needless. */
function takeBack(graph: Contracted, links: readonly number[], left: number): Set<number> {
  const kept = new Set(links);
  if (links.length > MOST_TRIED) return kept;
  for (const link of links.toSorted((a, b) => graph.difficulty[b]! - graph.difficulty[a]!)) {
    kept.delete(link);
    if (afterCut(graph, kept).weight > left) kept.add(link);
  }
  return kept;
}

function afterCut(graph: Contracted, links: Iterable<number>): Division {
  const digraph = withoutEdges(graph.digraph, links);
  return toDivision(graph, breadthFirst(digraph, [graph.entry], EAGER).reached);
}
