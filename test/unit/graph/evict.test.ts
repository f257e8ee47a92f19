import { expect, test } from 'vitest';
import { fewestCuts } from '../../../src/graph/evict.ts';
import { edgesOf, graphOf, maskOf } from '../../support/graph-of.ts';

function cutsFor(text: string, ...targets: string[]) {
  const graph = graphOf(text);
  const cut = fewestCuts(graph, 0, maskOf(graph, ...targets), 'conditional');
  return cut && { edges: edgesOf(graph, cut.edges), firstParty: cut.firstParty };
}

test('one edge that all chains pass is enough, and the one nearest the target is taken', () => {
  expect(cutsFor('cli -> core -> a -> ai, core -> b -> ai, ai -> @openai', '@openai')).toEqual({
    edges: ['ai -> @openai'],
    firstParty: true,
  });
});

test('a far bottleneck beats many near edges', () => {
  expect(cutsFor('cli -> core -> a -> @z, core -> b -> @z, core -> c -> @z', '@z')?.edges).toEqual([
    'cli -> core',
  ]);
});

test('edges inside packages are never cut where the program is first-party', () => {
  expect(cutsFor('cli -> @a -> @hub -> @z, cli -> @b -> @hub', '@z')).toEqual({
    edges: ['cli -> @a', 'cli -> @b'],
    firstParty: true,
  });
});

test('two imports of one module in the same file are two edits', () => {
  expect(cutsFor('cli -> a -> z, a ?> z, cli ?> a, cli -> b -> z', 'z')?.edges).toHaveLength(3);
});

test('takes flow back where the shortest chain was the wrong one', () => {
  const crossing = 'cli -> a -> d -> z, cli -> b -> c -> e -> z, a -> e, cli -> f -> g -> d';
  expect(cutsFor(crossing, 'z')?.edges).toEqual(['d -> z', 'e -> z']);
});

test('several targets go together', () => {
  expect(cutsFor('cli -> ai -> @openai, ai -> @anthropic, cli -> x', '@openai', '@anthropic')?.edges).toEqual(
    ['cli -> ai'],
  );
});

test('in a program that lies in a package, the edges of that package are cut and said not to be first-party', () => {
  expect(cutsFor('@cruiser -> @cruiser/main -> @x -> @z', '@z')).toEqual({
    edges: ['@cruiser/main -> @x'],
    firstParty: false,
  });
});

test('there is nothing to cut where no target is reached, or the entry is one', () => {
  expect(cutsFor('cli ~> z', 'z')).toBeNull();
  expect(cutsFor('cli -> z', 'cli', 'z')).toBeNull();
});
