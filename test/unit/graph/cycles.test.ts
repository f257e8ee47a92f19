import { expect, test } from 'vitest';
import { stronglyConnected } from '../../../src/graph/cycles.ts';
import { graphOf, maskOf, namesOf } from '../../support/graph-of.ts';

const graph = graphOf('cli -> a -> b -> a, c -> d -> e -> c, f -> f, b ?> cli, d ~> cli, cli -> c, g -> f');
const cycles = (...args: Parameters<typeof stronglyConnected>) =>
  stronglyConnected(...args).map((members) => namesOf(graph, members));

test('the largest cycle comes first, then the one that starts first; a module that imports itself is one', () => {
  expect(cycles(graph, 'eager')).toEqual(['c d e', 'a b', 'f']);
});

test('weaker edges close more cycles', () => {
  expect(cycles(graph, 'conditional')).toEqual(['cli a b', 'c d e', 'f']);
  expect(cycles(graph, 'lazy')).toEqual(['cli a b c d e', 'f']);
});

test('only cycles whose members all lie within count', () => {
  expect(cycles(graph, 'eager', maskOf(graph, 'a', 'b', 'c', 'd'))).toEqual(['a b']);
});
