import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { leadsTo } from '../../../src/graph/leads-to.ts';
import { graphOf, maskOf, namesOf } from '../../support/graph-of.ts';
import { reachedByHand, smallGraphs } from '../../support/small-graphs.ts';

test('follows edges backwards, as weak as asked for', () => {
  const graph = graphOf('a -> b -> z, c ?> b, d ~> b, e :> z, f .> z, z -> after');
  const from = (strength: 'eager' | 'conditional' | 'lazy') =>
    namesOf(graph, leadsTo(graph, maskOf(graph, 'z'), strength));
  expect(from('eager')).toBe('a b z');
  expect(from('conditional')).toBe('a b z c');
  expect(from('lazy')).toBe('a b z c d');
});

test('cycles and targets that lead to each other end', () => {
  const graph = graphOf('a -> b -> a, b -> b, c -> d');
  expect(namesOf(graph, leadsTo(graph, maskOf(graph, 'a', 'b'), 'eager'))).toBe('a b');
  expect(namesOf(graph, leadsTo(graph, maskOf(graph), 'eager'))).toBe('');
});

test('property: a module leads to the targets exactly where it reaches one', () => {
  fc.assert(
    fc.property(smallGraphs(), ({ graph, strength, picked }) => {
      const marked = leadsTo(graph, picked, strength);
      for (const module of graph.modules.keys()) {
        const reached = [...reachedByHand(graph, strength, {}, module)].some((node) => picked[node]);
        expect(marked[module] === 1).toBe(reached);
      }
    }),
  );
});
