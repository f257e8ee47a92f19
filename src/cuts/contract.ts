import { breadthFirst } from '../graph/breadth-first.ts';
import { stronglyConnected } from '../graph/cycles.ts';
import { type Digraph, toDigraph, withoutEdges } from '../graph/digraph.ts';
import { EAGER } from '../model/module-graph.ts';
import type { CostGraph } from './cost-graph.ts';

/** A smaller cost graph with the same cuts. */
export interface Contracted {
  readonly digraph: Digraph;
  readonly entry: number;
  readonly weight: Float64Array;
  readonly difficulty: Float64Array;
  /** The node that each node of the cost graph became part of; -1 for those that the entry does not reach. */
  readonly nodeOf: Int32Array;
}

/**
 * Joins nodes that no cut tells apart: those that links that can not be cut tie to each other, and a node whose links
 * all come from one other, one of them not to be cut. Parallel links become one. Exact: a cut of the result is one of
 * the cost graph, of the same difficulty, and the other way round.
 */
export function contract(cost: Pick<CostGraph, 'digraph' | 'entry' | 'weight' | 'difficulty'>): Contracted {
  const { digraph, entry, difficulty } = cost;
  const { order, reached } = breadthFirst(digraph, [entry], EAGER);
  const parent = Int32Array.from(reached.keys());
  const cuttable = [...difficulty.keys()].filter((link) => difficulty[link] !== Infinity);
  for (const [first, ...others] of stronglyConnected(withoutEdges(digraph, cuttable), 'eager'))
    for (const other of others) parent[other] = first!;
  joinSoleImporters(cost, order, parent);
  const nodeOf = new Int32Array(reached.length).fill(-1);
  const numbers = new Map<number, number>();
  for (let node = 0; node < reached.length; node++) {
    if (!reached[node]) continue;
    const group = find(parent, node);
    let number = numbers.get(group);
    if (number === undefined) numbers.set(group, (number = numbers.size));
    nodeOf[node] = number;
  }
  const weight = new Float64Array(numbers.size);
  for (let node = 0; node < reached.length; node++)
    if (reached[node]) weight[nodeOf[node]!]! += cost.weight[node]!;
  return { ...joinParallel(cost, nodeOf, numbers.size), entry: nodeOf[entry]!, weight, nodeOf };
}

/** More passes would join a little more; the result is exact after any number. */
const PASSES = 8;

/** @param parent by node, the one it was joined with, which may have been joined itself; is changed */
function joinSoleImporters(
  { digraph, entry, difficulty }: Pick<CostGraph, 'digraph' | 'entry' | 'difficulty'>,
  order: Uint32Array,
  parent: Int32Array,
): void {
  const { inStart, inEdges, edgeFrom, edgeTo } = digraph;
  const reached = new Uint8Array(parent.length);
  for (const node of order) reached[node] = 1;
  let changed = true;
  for (let pass = 0; changed && pass < PASSES; pass++) {
    changed = false;
    // By group: the only group that leads to it so far, and whether one of those links can not be cut.
    const sole = new Int32Array(parent.length).fill(NOBODY);
    const isHeld = new Uint8Array(parent.length);
    for (const node of order) {
      for (let i = inStart[node]!; i < inStart[node + 1]!; i++) {
        const link = inEdges[i]!;
        if (!reached[edgeFrom[link]!]) continue;
        const [from, to] = [find(parent, edgeFrom[link]!), find(parent, edgeTo[link]!)];
        if (from === to) continue;
        sole[to] = sole[to] === NOBODY || sole[to] === from ? from : SEVERAL;
        if (difficulty[link] === Infinity) isHeld[to] = 1;
      }
    }
    for (const node of order) {
      if (parent[node] !== node || node === find(parent, entry) || sole[node]! < 0 || !isHeld[node]) continue;
      parent[node] = sole[node]!;
      changed = true;
    }
  }
}

const NOBODY = -1;
const SEVERAL = -2;

function find(parent: Int32Array, node: number): number {
  let at = node;
  while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
  return at;
}

function joinParallel(
  { digraph, difficulty }: Pick<CostGraph, 'digraph' | 'difficulty'>,
  nodeOf: Int32Array,
  nodes: number,
): { digraph: Digraph; difficulty: Float64Array } {
  const places = new Map<number, number>();
  const [from, to, sums]: [number[], number[], number[]] = [[], [], []];
  for (let link = 0; link < difficulty.length; link++) {
    const [start, end] = [nodeOf[digraph.edgeFrom[link]!]!, nodeOf[digraph.edgeTo[link]!]!];
    if (start === -1 || start === end) continue;
    const key = start * nodes + end;
    const place = places.get(key);
    if (place === undefined) {
      places.set(key, from.length);
      from.push(start);
      to.push(end);
      sums.push(difficulty[link]!);
    } else sums[place]! += difficulty[link]!;
  }
  const packed = toDigraph(nodes, from, to);
  return { digraph: packed.digraph, difficulty: Float64Array.from(packed.placeOf, (place) => sums[place]!) };
}
