import * as fc from 'fast-check';
import type { CostGraph } from '../../src/cuts/cost-graph.ts';
import { toDigraph } from '../../src/graph/digraph.ts';

/** A cost graph with node 0 as its entry, small enough to try all divisions. */
export interface SmallCost {
  readonly cost: CostGraph;
  readonly picked: readonly number[];
  /** For counterexamples. */
  readonly text: string;
}

/** Graphs of up to `most` nodes, with cycles, parallel links, links that can not be cut and unreached nodes. */
export function smallCosts(most = 8): fc.Arbitrary<SmallCost> {
  return fc.integer({ min: 2, max: most }).chain((nodes) =>
    fc
      .record({
        links: fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1), DIFFICULTIES), {
          maxLength: 3 * nodes,
        }),
        weight: fc.array(fc.nat(20), { minLength: nodes, maxLength: nodes }),
        picked: fc.uniqueArray(fc.integer({ min: 1, max: nodes - 1 }), { maxLength: 2 }),
      })
      .map(({ links, weight, picked }) => {
        const real = links.filter(([from, to]) => from !== to);
        const [from, to] = [real.map((link) => link[0]), real.map((link) => link[1])];
        const { digraph, placeOf } = toDigraph(nodes, from, to);
        const difficulty = Float64Array.from(placeOf, (place) => real[place]![2]);
        const cost = {
          digraph,
          entry: 0,
          weight: Float64Array.from(weight),
          difficulty,
          editOf: () => null,
        };
        const text = `${real.map(([a, b, d]) => `${a}>${b}:${d}`).join(' ')}; ${weight.join(' ')}; ${picked.join(' ')}`;
        return { cost, picked, text };
      }),
  );
}

const DIFFICULTIES = fc.constantFrom(0.2, 1, 1, 2, 4, Infinity, Infinity);

/** What a set of nodes that stays costs and leaves. */
export interface Tried {
  readonly stays: readonly boolean[];
  readonly difficulty: number;
  readonly weight: number;
}

/** Every set of nodes that holds the entry and that no uncuttable link leaves. */
export function allDivisions({
  digraph,
  entry,
  weight,
  difficulty,
}: Pick<CostGraph, 'digraph' | 'entry' | 'weight' | 'difficulty'>): Tried[] {
  const found: Tried[] = [];
  for (let bits = 0; bits < 2 ** weight.length; bits++) {
    const stays = Array.from(weight, (_, node) => ((bits >> node) & 1) === 1);
    if (!stays[entry]) continue;
    let [sum, left] = [0, 0];
    for (const [link, value] of difficulty.entries())
      if (stays[digraph.edgeFrom[link]!] && !stays[digraph.edgeTo[link]!]) sum += value;
    for (const [node, value] of weight.entries()) if (stays[node]) left += value;
    if (sum < Infinity) found.push({ stays, difficulty: sum, weight: left });
  }
  return found;
}

/** What the entry reaches, worked out link by link until nothing changes. */
export function reachedAfter(
  { digraph, entry }: Pick<CostGraph, 'digraph' | 'entry'>,
  gone: readonly number[],
): Set<number> {
  const reached = new Set([entry]);
  for (let size = -1; size !== reached.size;) {
    size = reached.size;
    for (const [link, from] of digraph.edgeFrom.entries())
      if (reached.has(from) && !gone.includes(link)) reached.add(digraph.edgeTo[link]!);
  }
  return reached;
}
