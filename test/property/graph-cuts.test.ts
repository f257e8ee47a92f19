import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { doors } from '../../src/graph/chains.ts';
import { fewestCuts } from '../../src/graph/evict.ts';
import { firstParty } from '../../src/graph/first-party.ts';
import type { ModuleGraph } from '../../src/model/module-graph.ts';
import { isFollowedByHand, reachedByHand, smallGraphs, type SmallGraph } from '../support/small-graphs.ts';

const isWithin = (part: Set<number>, whole: Set<number>) => [...part].every((module) => whole.has(module));
const hits = (modules: Set<number>, targets: Uint8Array) => [...modules].some((module) => targets[module]);

test('the fewest cuts disconnect the targets, and no smaller set of first-party edges does', () => {
  fc.assert(
    fc.property(smallGraphs(), (small) => {
      const { graph, strength, picked } = small;
      const cut = fewestCuts(graph, 0, picked, strength);
      const all = reachedByHand(graph, strength);
      if (picked[0] || !hits(all, picked)) {
        expect(cut).toBeNull();
        return;
      }
      const gone = new Set(cut!.edges);
      const left = reachedByHand(graph, strength, { edge: (edge) => gone.has(edge) });
      expect(hits(left, picked)).toBe(false);
      expect(isWithin(left, all)).toBe(true);
      const smallest = smallestCuts(small);
      expect(cut!.edges.length).toBe(smallest[0]!.length);
      expect(smallest).toContainEqual(cut!.edges);
      // Nearest the targets: what stays reached includes all that stays reached with any other smallest cut.
      for (const other of smallest) {
        const set = new Set(other);
        expect(isWithin(reachedByHand(graph, strength, { edge: (edge) => set.has(edge) }), left)).toBe(true);
      }
      expect(cut!.firstParty).toBe(
        cut!.edges.every((edge) => graph.modules[graph.edgeFrom[edge]!]!.origin === 'project'),
      );
    }),
    { numRuns: 1000 },
  );
});

test('the doors are the edges that let a target in, each with the shortest chain through it', () => {
  fc.assert(
    fc.property(smallGraphs(), ({ graph, strength, picked }) => {
      const found = doors(graph, 0, picked, strength);
      const expected = doorsByHand(graph, strength, picked);
      expect(new Map(found.map((door) => [door.edge, door.chain.length]))).toEqual(expected);
      expect(found.length).toBe(expected.size);
      for (const { edge, chain } of found) {
        expect(chain).toContain(edge);
        let at = 0;
        for (const link of chain) {
          expect(graph.edgeFrom[link]).toBe(at);
          expect(isFollowedByHand(graph.edges[link]!, strength)).toBe(true);
          at = graph.edgeTo[link]!;
        }
        expect(picked[at]).toBe(1);
      }
      const keys = found.map(({ chain, edge }) => chain.length * 1000 + edge);
      expect(keys).toEqual(keys.toSorted((a, b) => a - b));
      if (picked[0]) return;
      const gone = new Set(found.map((door) => door.edge));
      expect(hits(reachedByHand(graph, strength, { edge: (edge) => gone.has(edge) }), picked)).toBe(false);
    }),
    { numRuns: 1000 },
  );
});

/** All cuts of the least size, by trying every set of first-party edges that are followed, smaller sets first. */
function smallestCuts({ graph, strength, picked }: SmallGraph): number[][] {
  const ours = firstParty(graph, 0);
  const reached = reachedByHand(graph, strength);
  const cuttable = [...graph.edges.keys()].filter((edge) => {
    const [from, to] = [graph.edgeFrom[edge]!, graph.edgeTo[edge]!];
    return from !== to && ours[from] && reached.has(from) && isFollowedByHand(graph.edges[edge]!, strength);
  });
  for (let size = 1; size <= cuttable.length; size++) {
    const found = subsets(cuttable, size).filter((set) => {
      const gone = new Set(set);
      return !hits(reachedByHand(graph, strength, { edge: (edge) => gone.has(edge) }), picked);
    });
    if (found.length > 0) return found;
  }
  return [];
}

function subsets(items: readonly number[], size: number): number[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => subsets(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}

/** Door edges and the length of the shortest chain through each, by the wording of the definition. */
function doorsByHand(
  graph: ModuleGraph,
  strength: SmallGraph['strength'],
  targets: Uint8Array,
): Map<number, number> {
  const ours = firstParty(graph, 0);
  const before = stepsFrom(graph, strength, 0, (module) => targets[module] === 1);
  const found = new Map<number, number>();
  for (const edge of graph.edges.keys()) {
    const [from, to] = [graph.edgeFrom[edge]!, graph.edgeTo[edge]!];
    const steps = before.get(from);
    if (steps === undefined || !isFollowedByHand(graph.edges[edge]!, strength)) continue;
    if (ours[to]) {
      if (targets[to]) found.set(edge, steps + 1);
      continue;
    }
    const beyond = stepsFrom(graph, strength, to, (module) => ours[module] === 1);
    const toTarget = [...beyond].filter(([module]) => targets[module]).map(([, count]) => count);
    if (ours[from] && toTarget.length > 0) found.set(edge, steps + 1 + Math.min(...toTarget));
  }
  return found;
}

/** Fewest edges to every module, never entering a closed one. */
function stepsFrom(
  graph: ModuleGraph,
  strength: SmallGraph['strength'],
  start: number,
  isClosed: (module: number) => boolean,
): Map<number, number> {
  const steps = new Map<number, number>(isClosed(start) ? [] : [[start, 0]]);
  for (let round = 0; round < graph.modules.length; round++) {
    for (const [number, edge] of graph.edges.entries()) {
      const [from, to] = [graph.edgeFrom[number]!, graph.edgeTo[number]!];
      const isNext = steps.get(from) === round && !steps.has(to) && !isClosed(to);
      if (isNext && isFollowedByHand(edge, strength)) steps.set(to, round + 1);
    }
  }
  return steps;
}
