import { expect, test } from 'vitest';
import { doors, shortestChain } from '../../../src/graph/chains.ts';
import type { Strength } from '../../../src/graph/reach.ts';
import { edgesOf, graphOf, maskOf } from '../../support/graph-of.ts';

function chainTo(text: string, target: string, strength: Strength = 'eager') {
  const graph = graphOf(text);
  const chain = shortestChain(graph, [0], maskOf(graph, target), strength);
  return chain && edgesOf(graph, chain);
}

function doorsTo(text: string, ...targets: string[]) {
  const graph = graphOf(text);
  return doors(graph, 0, maskOf(graph, ...targets), 'conditional').map(({ edge, chain }) => [
    edgesOf(graph, [edge])[0],
    edgesOf(graph, chain).join(', '),
  ]);
}

test('the shortest chain wins, and among equals the one that is first in the source', () => {
  expect(chainTo('cli -> a -> b -> z, cli -> d -> z, cli -> c -> z', 'z')).toEqual(['cli -> d', 'd -> z']);
});

test('there is no chain over weaker edges, an empty one to the entry, and none to what is not reached', () => {
  expect(chainTo('cli ?> z', 'z')).toBeNull();
  expect(chainTo('cli ?> z', 'z', 'conditional')).toEqual(['cli ?> z']);
  expect(chainTo('cli -> a -> cli', 'cli')).toEqual([]);
  expect(chainTo('cli :> z', 'z', 'lazy')).toBeNull();
});

test('a door is where first-party code last hands over, however deep the target sits', () => {
  expect(doorsTo('cli -> a -> @x -> @zod, cli -> b -> @zod, cli -> @y -> node:fs', '@zod')).toEqual([
    ['b -> @zod', 'cli -> b, b -> @zod'],
    ['a -> @x', 'cli -> a, a -> @x, @x -> @zod'],
  ]);
});

test('a package that leads back into first-party code is no door for what lies behind that code', () => {
  expect(doorsTo('cli -> @plugins -> hook -> @zod', '@zod')).toEqual([
    ['hook -> @zod', 'cli -> @plugins, @plugins -> hook, hook -> @zod'],
  ]);
});

test('every edge into a first-party target is a door, from other targets and from behind them none', () => {
  expect(doorsTo('cli -> ai -> tools -> ai, cli -> a -> ai, cli -> @p -> tools', 'ai', 'tools')).toEqual([
    ['cli -> ai', 'cli -> ai'],
    ['a -> ai', 'cli -> a, a -> ai'],
    ['@p -> tools', 'cli -> @p, @p -> tools'],
  ]);
  expect(doorsTo('cli -> ai -> a -> ai', 'ai')).toEqual([['cli -> ai', 'cli -> ai']]);
});

test('two imports of one package by one module are two doors', () => {
  expect(doorsTo('cli -> @zod, cli ?> @zod', '@zod').map(([door]) => door)).toEqual([
    'cli -> @zod',
    'cli ?> @zod',
  ]);
});

test('lazy imports and importers that are not reached open no door', () => {
  expect(doorsTo('cli ~> @zod, cli ~> a -> @zod', '@zod')).toEqual([]);
});

test('an entry inside a package makes that package first-party', () => {
  expect(
    doorsTo('@cruiser -> @cruiser/main -> @acorn -> @walk, @cruiser -> @other -> @walk', '@walk'),
  ).toEqual([
    ['@cruiser -> @other', '@cruiser -> @other, @other -> @walk'],
    ['@cruiser/main -> @acorn', '@cruiser -> @cruiser/main, @cruiser/main -> @acorn, @acorn -> @walk'],
  ]);
});
