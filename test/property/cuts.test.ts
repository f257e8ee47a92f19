import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { contract } from '../../src/cuts/contract.ts';
import type { Division } from '../../src/cuts/division.ts';
import { evictCut } from '../../src/cuts/evict-cut.ts';
import { greedyCut, lightenCut } from '../../src/cuts/greedy.ts';
import { enteringLinks, retainedWeights } from '../../src/cuts/held.ts';
import { splitIntoItems } from '../../src/cuts/items.ts';
import { cutAt, cutHull } from '../../src/cuts/lagrangian.ts';
import { linksBetween, linksLeaving } from '../../src/cuts/links-between.ts';
import { goalPlan } from '../../src/cuts/plans.ts';
import { dominators } from '../../src/graph/dominators.ts';
import { FlowNetwork } from '../../src/graph/flow.ts';
import { allDivisions, reachedAfter, smallCosts, type Tried } from '../support/small-costs.ts';

const RUNS = { numRuns: 500 };
const rates = fc.constantFrom(0.01, 0.07, 0.2, 0.5, 1, 3, 100);
const round = (value: number) => Math.round(value * 1e6) / 1e6;
const least = (values: readonly number[]) => round(Math.min(...values));

test('contraction keeps the best cut at every rate, and all that it keeps apart is reached', () => {
  fc.assert(
    fc.property(smallCosts(), rates, ({ cost }, rate) => {
      const small = contract(cost);
      const sum = ({ difficulty, weight }: Tried) => difficulty + rate * weight;
      expect(least(allDivisions(small).map(sum))).toBe(least(allDivisions(cost).map(sum)));
      const reached = reachedAfter(cost, []);
      expect([...small.nodeOf.keys()].filter((node) => small.nodeOf[node] !== -1)).toEqual(
        [...reached].toSorted((a, b) => a - b),
      );
      for (const group of small.weight.keys()) expect(small.nodeOf).toContain(group);
    }),
    RUNS,
  );
});

test('the cut at a rate is the best of all, what stays is reached, and the links say so', () => {
  fc.assert(
    fc.property(smallCosts(), rates, ({ cost }, rate) => {
      const small = contract(cost);
      const found = cutAt(small, rate);
      const sum = ({ difficulty, weight }: Tried | Division) => difficulty + rate * weight;
      const tried = allDivisions(cost);
      expect(round(sum(found))).toBe(least(tried.map(sum)));
      const links = linksLeaving(cost, small, found);
      const difficulty = links.reduce((total, link) => total + cost.difficulty[link]!, 0);
      expect(round(difficulty)).toBe(round(found.difficulty));
      const reached = reachedAfter(cost, links);
      const stays = [...small.nodeOf.keys()].filter((node) => found.stays[small.nodeOf[node]!]);
      expect(stays).toEqual([...reached].toSorted((a, b) => a - b));
    }),
    RUNS,
  );
});

test('the hull has exactly the corners of all divisions', () => {
  fc.assert(
    fc.property(smallCosts(), ({ cost }) => {
      const hull = cutHull(contract(cost));
      const point = ({ difficulty, weight }: Tried | Division) => [round(difficulty), round(weight)];
      expect(hull.map(point)).toEqual(corners(allDivisions(cost)).map(point));
      for (const [i, next] of hull.entries()) {
        const before = hull[i - 1];
        if (before === undefined) continue;
        for (const [node, stays] of next.stays.entries())
          expect(stays).toBeLessThanOrEqual(before.stays[node]!);
      }
    }),
    RUNS,
  );
});

test('the easiest eviction is the easiest, and links of other easiest ones are known', () => {
  fc.assert(
    fc.property(smallCosts(), ({ cost, picked }) => {
      const small = contract(cost);
      const isTarget = new Uint8Array(small.weight.length);
      for (const node of picked) if (small.nodeOf[node]! >= 0) isTarget[small.nodeOf[node]!] = 1;
      const cut = evictCut(small, isTarget);
      const ways = allDivisions(small).filter(({ stays }) =>
        stays.every((is, node) => !is || !isTarget[node]),
      );
      if (!isTarget.includes(1) || ways.length === 0) {
        expect(cut).toBeNull();
        return;
      }
      const easiest = least(ways.map(({ difficulty }) => difficulty));
      expect(round(cut!.difficulty)).toBe(easiest);
      const links = linksBetween(cost, small, cut!.links);
      expect(round(links.reduce((sum, link) => sum + cost.difficulty[link]!, 0))).toBe(easiest);
      const reached = reachedAfter(cost, links);
      expect(picked.filter((node) => reached.has(node))).toEqual([]);
      const { edgeFrom, edgeTo } = small.digraph;
      const crossing = ways
        .filter(({ difficulty }) => round(difficulty) === easiest)
        .map(({ stays }) =>
          [...edgeFrom.keys()].filter((link) => stays[edgeFrom[link]!] && !stays[edgeTo[link]!]),
        );
      expect(cut!.inSome).toEqual([...new Set(crossing.flat())].toSorted((a, b) => a - b));
      expect(crossing).toContainEqual(cut!.links);
    }),
    RUNS,
  );
});

test('greedy reaches the goal where it says so, and never beats the optimum', () => {
  fc.assert(
    fc.property(smallCosts(), fc.nat(80), ({ cost }, left) => {
      const small = contract(cost);
      const found = greedyCut(small, left);
      const good = allDivisions(cost).filter(({ weight }) => weight <= left);
      // Greedy stalls where only several modules together can be cut off.
      if (found === null) return;
      expect(found.weight).toBeLessThanOrEqual(left);
      const point = cutHull(small).find(({ weight }) => weight <= left)!;
      const onHull = lightenCut(small, point, left);
      expect(onHull.weight).toBeLessThanOrEqual(left);
      expect(onHull.difficulty).toBeLessThanOrEqual(point.difficulty);
      const { links, reached } = goalPlan({ cost, small, hull: cutHull(small) }, left);
      expect(reached).toBe(true);
      const sum = links.reduce((total, link) => total + cost.difficulty[link]!, 0);
      // Greedy gives up where it gets twice as hard as the hull.
      const either = Math.min(
        onHull.difficulty,
        greedyCut(small, left, 2 * point.difficulty)?.difficulty ?? Infinity,
      );
      expect(round(sum)).toBe(round(either));
      expect(round(found.difficulty)).toBeGreaterThanOrEqual(least(good.map(({ difficulty }) => difficulty)));
    }),
    RUNS,
  );
});

test('cutting the links that enter a node frees what it retains, and each of them is needed', () => {
  fc.assert(
    fc.property(smallCosts(), ({ cost }) => {
      const tree = dominators(cost.digraph, 0, 'eager');
      const retained = retainedWeights(tree, cost.weight);
      const weigh = (nodes: Set<number>) => [...nodes].reduce((sum, node) => sum + cost.weight[node]!, 0);
      const today = weigh(reachedAfter(cost, []));
      for (const node of tree.order) {
        if (node === 0) continue;
        const links = enteringLinks(cost.digraph, tree, node);
        expect(today - weigh(reachedAfter(cost, links))).toBe(retained[node]);
        for (const link of links)
          expect(
            reachedAfter(
              cost,
              links.filter((other) => other !== link),
            ),
          ).toContain(node);
      }
    }),
    RUNS,
  );
});

test('items are the plan, and each is worth its difficulty or stands for itself', () => {
  fc.assert(
    fc.property(smallCosts(), rates, ({ cost }, rate) => {
      const small = contract(cost);
      const links = linksLeaving(cost, small, cutAt(small, rate));
      const items = splitIntoItems(cost, links, rate);
      expect(items.flat().toSorted((a, b) => a - b)).toEqual(links);
      const weigh = (gone: readonly number[]) =>
        [...reachedAfter(cost, gone)].reduce((sum, node) => sum + cost.weight[node]!, 0);
      for (const item of items) {
        const difficulty = item.reduce((sum, link) => sum + cost.difficulty[link]!, 0);
        expect(round((weigh([]) - weigh(item)) * rate)).toBeGreaterThanOrEqual(round(difficulty));
      }
    }),
    RUNS,
  );
});

test('a flow is the least cut, and its sides are the nearest and the farthest', () => {
  const capacities = fc.oneof(fc.nat(3), fc.double({ min: 0, max: 10, noNaN: true }), fc.constant(Infinity));
  const arcs = fc.array(fc.tuple(fc.nat(6), fc.nat(6), capacities), { maxLength: 30 });
  fc.assert(
    fc.property(arcs, (list) => {
      expectLeastCut(list);
    }),
    { numRuns: 1000 },
  );
});

test('a flow takes back what stands in the way', () => {
  // The shortest way, 0 1 4 6, is filled first; all of the flow needs 1 to go round by 2 and 3.
  expectLeastCut([
    [0, 1, 1],
    [1, 4, 1],
    [4, 6, 1],
    [1, 2, 1],
    [2, 3, 1],
    [3, 6, 1],
    [0, 5, 1],
    [5, 4, 1],
  ]);
});

/** From node 0 to node 6. */
function expectLeastCut(list: readonly (readonly [number, number, number])[]): void {
  const network = new FlowNetwork(7, list.length);
  for (const [from, to, capacity] of list) network.addArc(from, to, capacity);
  const flow = network.maximumFlow(0, 6);
  const capacityOf = (isIn: (node: number) => boolean) =>
    list.reduce((sum, [from, to, capacity]) => (isIn(from) && !isIn(to) ? sum + capacity : sum), 0);
  const cuts = Array.from({ length: 32 }, (_, bits) =>
    capacityOf((node) => node === 0 || (node !== 6 && ((bits >> (node - 1)) & 1) === 1)),
  );
  expect(round(flow)).toBe(least(cuts));
  if (flow === Infinity) return;
  const near = network.sourceSide(0);
  const far = network.sinkSide(6);
  expect(round(capacityOf((node) => near[node] === 1))).toBe(round(flow));
  expect(round(capacityOf((node) => far[node] === 0))).toBe(round(flow));
  for (const node of near.keys()) expect(near[node]! + far[node]!).toBeLessThanOrEqual(1);
}

/** Lower left corners, from the heaviest and easiest on; the oracle is O(n^2). */
function corners(tried: readonly Tried[]): Tried[] {
  const lightest = Math.min(...tried.map(({ weight }) => weight));
  // Of what costs nothing the one that all reached nodes are in; it is the lightest of difficulty 0.
  let at = best(tried.filter(({ difficulty }) => difficulty === 0));
  const found = [at];
  while (at.weight > lightest) {
    const from = at;
    const slope = ({ difficulty, weight }: Tried) => (difficulty - from.difficulty) / (from.weight - weight);
    const lighter = tried.filter(({ weight }) => weight < from.weight);
    const flattest = Math.min(...lighter.map(slope));
    at = best(lighter.filter((one) => slope(one) <= flattest + 1e-9));
    found.push(at);
  }
  return found;
}

/** The lightest; of those the easiest. */
function best(tried: readonly Tried[]): Tried {
  return tried.toSorted((a, b) => a.weight - b.weight || a.difficulty - b.difficulty)[0]!;
}
