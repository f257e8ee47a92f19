import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dominators, retainedByEdge, retainedSet, retainedTotals } from '../../src/graph/dominators.ts';
import { packageTotals } from '../../src/graph/packages.ts';
import { retainedByGroup } from '../../src/graph/retained-by-group.ts';
import { retainedBySet } from '../../src/graph/retained.ts';
import { firstParty } from '../../src/graph/first-party.ts';
import { graphOf } from '../support/graph-of.ts';
import { isFollowedByHand, reachedByHand, smallGraphs, sumByHand } from '../support/small-graphs.ts';

test('d dominates m exactly if m is not reached without d', () => {
  fc.assert(
    fc.property(smallGraphs(), ({ graph, strength }) => {
      const tree = dominators(graph, 0, strength);
      const totals = retainedTotals(graph, tree);
      const reached = reachedByHand(graph, strength);
      expect(new Set(tree.order)).toEqual(reached);
      // The immediate dominator is the one that holds the least.
      const nearest = graph.modules.map(() => ({ module: -1, holds: Infinity }));
      for (const d of graph.modules.keys()) {
        const left = reachedByHand(graph, strength, { module: (module) => module === d });
        const held = [...reached].filter((module) => !left.has(module)).toSorted((a, b) => a - b);
        expect(retainedSet(tree, d)).toEqual(held);
        const sum = { modules: totals.modules[d], bytes: totals.bytes[d] };
        expect(sum).toEqual(sumByHand(graph, held));
        for (const module of held)
          if (module !== d && held.length < nearest[module]!.holds)
            nearest[module] = { module: d, holds: held.length };
      }
      expect([...tree.idom]).toEqual(nearest.map(({ module }) => module));
    }),
    { numRuns: 1000 },
  );
});

test('an edge retains what is not reached without it', () => {
  fc.assert(
    fc.property(smallGraphs(), ({ graph, strength }) => {
      const tree = dominators(graph, 0, strength);
      const totals = retainedTotals(graph, tree);
      const reached = reachedByHand(graph, strength);
      for (const gone of graph.edges.keys()) {
        const left = reachedByHand(graph, strength, { edge: (edge) => edge === gone });
        const held = [...reached].filter((module) => !left.has(module));
        expect(retainedByEdge(graph, tree, totals, gone)).toEqual(sumByHand(graph, held));
      }
    }),
    { numRuns: 500 },
  );
});

test('a set retains what is not reached without it', () => {
  fc.assert(
    fc.property(smallGraphs(), ({ graph, strength, picked }) => {
      const left = reachedByHand(graph, strength, { module: (module) => picked[module] === 1 });
      const expected = [...reachedByHand(graph, strength)].filter((module) => !left.has(module));
      const retained = retainedBySet(graph, 0, picked, strength);
      expect(new Set([...retained.keys()].filter((module) => retained[module]))).toEqual(new Set(expected));
    }),
  );
});

test('the figures of each package are those of removing it', () => {
  fc.assert(
    fc.property(smallGraphs(13), ({ graph }) => {
      const startup = reachedByHand(graph, 'conditional');
      const eager = reachedByHand(graph, 'eager');
      const ours = firstParty(graph, 0);
      const totals = packageTotals(graph, 0);
      const names = new Set(
        [...startup].map((module) => graph.modules[module]!.package).filter((name) => name !== null),
      );
      expect(new Set(totals.map((total) => total.name))).toEqual(names);
      expect(totals.length).toBe(names.size);
      for (const total of totals) {
        const isOwn = (module: number) => graph.modules[module]!.package === total.name;
        const own = [...startup].filter(isOwn);
        const left = reachedByHand(graph, 'conditional', { module: isOwn });
        const held = sumByHand(
          graph,
          [...startup].filter((module) => !left.has(module)),
        );
        expect({ modules: total.modules, bytes: total.bytes }).toEqual(sumByHand(graph, own));
        expect({ modules: total.retainedModules, bytes: total.retainedBytes }).toEqual(held);
        expect(total.timing).toBe(own.some((module) => eager.has(module)) ? 'eager' : 'conditional');
        if (graph.modules[0]!.package === total.name) {
          expect(total.door).toBeNull();
          continue;
        }
        const door = total.door!;
        expect([ours[graph.edgeFrom[door]!], ours[graph.edgeTo[door]!]]).toEqual([1, 0]);
        expect(isFollowedByHand(graph.edges[door]!, total.timing)).toBe(true);
        const beyond = reachedByHand(
          graph,
          total.timing,
          { module: (module) => ours[module] === 1 },
          graph.edgeTo[door]!,
        );
        expect([...beyond].some(isOwn)).toBe(true);
      }
      const order = totals.map((total) => [-total.retainedBytes, total.name] as const);
      expect(order).toEqual(order.toSorted((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1)));
    }),
    { numRuns: 1000 },
  );
});

test('groups that only together stand in every way are found through cycles of any kind', () => {
  // Three edges in from the entry and no other: most modules are imported by something else than their dominator.
  const node = fc.integer({ min: 1, max: 9 });
  const links = fc.array(fc.tuple(node, node), { minLength: 8, maxLength: 22 });
  const groupsOf = fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(links, groupsOf, (pairs, groups) => {
      const inner = pairs.map(([from, to]) => `m${from} -> m${to}`);
      const graph = graphOf(['m0 -> m1, m0 -> m2, m0 -> m3', ...inner].join());
      const groupOf = Int32Array.from(graph.modules, (_, module) => groups[module]!);
      const tree = dominators(graph, 0, 'eager');
      const sums = retainedByGroup(graph, tree, retainedTotals(graph, tree), groupOf, 3);
      const all = reachedByHand(graph, 'eager').size;
      const expected = [0, 1, 2].map(
        (group) =>
          all - reachedByHand(graph, 'eager', { module: (module) => groupOf[module] === group }).size,
      );
      expect([...sums.modules]).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
});
