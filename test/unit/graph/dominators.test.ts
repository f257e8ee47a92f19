import { expect, test } from 'vitest';
import { dominators, retainedByEdge, retainedSet, retainedTotals } from '../../../src/graph/dominators.ts';
import { retainedBySet } from '../../../src/graph/retained.ts';
import { edgesOf, graphOf, maskOf, namesOf, nodeOf } from '../../support/graph-of.ts';

const graph = graphOf(
  'cli -> a -> x -> y, cli -> b -> x, b -> node:fs, b -> unresolved:u, b -> z, cli ?> z, y -> a',
  {
    b: 100,
  },
);
const tree = dominators(graph, 0, 'conditional');
const totals = retainedTotals(graph, tree);

test('what several ways lead to is held by the module where they part', () => {
  const parents = Object.fromEntries(
    graph.modules.map((module, i) => [
      module.id,
      tree.idom[i]! < 0 ? null : graph.modules[tree.idom[i]!]!.id,
    ]),
  );
  expect(parents).toEqual({
    cli: null,
    a: 'cli',
    b: 'cli',
    x: 'cli',
    y: 'x',
    z: 'cli',
    'node:fs': 'b',
    'unresolved:u': 'b',
  });
  expect(namesOf(graph, retainedSet(tree, nodeOf(graph, 'b')))).toBe('b node:fs unresolved:u');
});

test('builtins and unresolved imports do not count as modules', () => {
  const at = (name: string) => [totals.modules[nodeOf(graph, name)], totals.bytes[nodeOf(graph, name)]];
  expect(at('b')).toEqual([1, 100]);
  expect(at('x')).toEqual([2, 20]);
  expect(at('cli')).toEqual([6, 150]);
});

test('an edge holds its module only where no other edge from elsewhere does', () => {
  const held = [...graph.edges.keys()].map((edge) => [
    edgesOf(graph, [edge])[0],
    retainedByEdge(graph, tree, totals, edge).modules,
  ]);
  expect(Object.fromEntries(held)).toEqual({
    'cli -> a': 0,
    'cli -> b': 1,
    'cli ?> z': 0,
    'a -> x': 0,
    'x -> y': 1,
    'y -> a': 0,
    'b -> x': 0,
    'b -> node:fs': 0,
    'b -> unresolved:u': 0,
    'b -> z': 0,
  });
});

test('two edges between the same modules hold it together, not each alone; at eager strength one is enough', () => {
  const twice = graphOf('cli -> a, cli ?> a, a -> a');
  const modules = (strength: 'eager' | 'conditional') => {
    const tree = dominators(twice, 0, strength);
    return [0, 1, 2].map((edge) => retainedByEdge(twice, tree, retainedTotals(twice, tree), edge).modules);
  };
  expect(modules('conditional')).toEqual([0, 0, 0]);
  expect(modules('eager')).toEqual([1, 0, 0]);
});

test('a module that is not reached holds nothing', () => {
  const loose = graphOf('cli, b -> c');
  const tree = dominators(loose, 0, 'lazy');
  expect(retainedSet(tree, nodeOf(loose, 'b'))).toEqual([]);
  expect(tree.idom[nodeOf(loose, 'c')]).toBe(-1);
});

test('a set holds together what none of its members holds alone', () => {
  expect(namesOf(graph, retainedBySet(graph, 0, maskOf(graph, 'a', 'b'), 'eager'))).toBe(
    'a x y b node:fs unresolved:u z',
  );
  expect(namesOf(graph, retainedBySet(graph, 0, maskOf(graph, 'a'), 'eager'))).toBe('a');
  expect(namesOf(graph, retainedBySet(graph, 0, maskOf(graph, 'cli'), 'eager'))).toBe(
    'cli a x y b node:fs unresolved:u z',
  );
});
