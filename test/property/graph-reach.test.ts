import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortestChain } from '../../src/graph/chains.ts';
import { stronglyConnected } from '../../src/graph/cycles.ts';
import { reach, startupSets } from '../../src/graph/reach.ts';
import { isFollowedByHand, reachedByHand, smallGraphs } from '../support/small-graphs.ts';

const numbers = (mask: Uint8Array) => new Set([...mask.keys()].filter((module) => mask[module]));

test('reach is what following edges one by one reaches, whatever is taken away', () => {
  fc.assert(
    fc.property(smallGraphs(), fc.infiniteStream(fc.nat(4)), ({ graph, strength, picked }, choices) => {
      const edges = Uint8Array.from(graph.edges, () => (choices.next().value === 0 ? 1 : 0));
      const isGone = {
        edge: (edge: number) => edges[edge] === 1,
        module: (module: number) => picked[module] === 1,
      };
      const expected = reachedByHand(graph, strength, isGone);
      expect(numbers(reach(graph, [0], strength, { modules: picked, edges }))).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test('the startup sets are disjoint and add up to what each strength reaches', () => {
  fc.assert(
    fc.property(smallGraphs(), ({ graph }) => {
      const { eager, conditional, lazy } = startupSets(graph, 0);
      expect(new Set(eager)).toEqual(reachedByHand(graph, 'eager'));
      expect(new Set([...eager, ...conditional])).toEqual(reachedByHand(graph, 'conditional'));
      const all = [...eager, ...conditional, ...lazy];
      expect(new Set(all)).toEqual(reachedByHand(graph, 'lazy'));
      expect(all.length).toBe(new Set(all).size);
    }),
  );
});

test('the order in which importers were met changes no set and no chain', () => {
  fc.assert(
    fc.property(smallGraphs(), ({ graph, shuffled, strength, picked }) => {
      expect(shuffled.edges).toEqual(graph.edges);
      expect(startupSets(shuffled, 0)).toEqual(startupSets(graph, 0));
      expect(shortestChain(shuffled, [0], picked, strength)).toEqual(
        shortestChain(graph, [0], picked, strength),
      );
      expect(stronglyConnected(shuffled, strength)).toEqual(stronglyConnected(graph, strength));
    }),
  );
});

test('the shortest chain is a chain, ends at a target, and no shorter one exists', () => {
  fc.assert(
    fc.property(smallGraphs(), ({ graph, strength, picked }) => {
      const chain = shortestChain(graph, [0], picked, strength);
      const rounds = roundsToTarget();
      expect(chain?.length ?? -1).toBe(rounds);
      let at = 0;
      for (const edge of chain ?? []) {
        expect(graph.edgeFrom[edge]).toBe(at);
        expect(isFollowedByHand(graph.edges[edge]!, strength)).toBe(true);
        at = graph.edgeTo[edge]!;
      }
      if (chain) expect(picked[at]).toBe(1);

      function roundsToTarget(): number {
        let front = new Set([0]);
        for (let round = 0; round <= graph.modules.length; round++) {
          if ([...front].some((module) => picked[module])) return round;
          const edges = graph.edges.filter((edge) => isFollowedByHand(edge, strength));
          front = new Set(
            edges
              .filter((edge) => front.has(graph.index.get(edge.from)!))
              .map((edge) => graph.index.get(edge.to)!),
          );
        }
        return -1;
      }
    }),
    { numRuns: 500 },
  );
});

test('two modules share a component exactly if each reaches the other', () => {
  fc.assert(
    fc.property(smallGraphs(), fc.boolean(), ({ graph, strength, picked }, inPicked) => {
      const isGone = { module: (module: number) => inPicked && picked[module] === 0 };
      const components = stronglyConnected(graph, strength, inPicked ? picked : undefined);
      const reached = graph.modules.map((_, module) => reachedByHand(graph, strength, isGone, module));
      const componentOf = (module: number) => components.findIndex((members) => members.includes(module));
      for (const a of graph.modules.keys()) {
        const loop = graph.edges.some(
          (edge, number) =>
            isFollowedByHand(edge, strength) && graph.edgeFrom[number] === a && graph.edgeTo[number] === a,
        );
        for (const b of graph.modules.keys()) {
          const mutual = a === b ? loop && !isGone.module(a) : reached[a]!.has(b) && reached[b]!.has(a);
          const together = componentOf(a) >= 0 && componentOf(a) === componentOf(b);
          if (a !== b || mutual) expect(together).toBe(mutual);
        }
      }
      const sizes = components.map((members) => members.length);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      for (const members of components) {
        expect(members).toEqual(members.toSorted((a, b) => a - b));
        if (members.length === 1) expect(graph.edges.some((edge) => edge.from === edge.to)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});
