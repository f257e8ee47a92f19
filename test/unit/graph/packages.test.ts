import { expect, test } from 'vitest';
import { packageTotals } from '../../../src/graph/packages.ts';
import { edgesOf, graphOf } from '../../support/graph-of.ts';

function totalsOf(text: string, bytes?: Record<string, number>) {
  const graph = graphOf(text, bytes);
  return packageTotals(graph, 0).map(({ door, ...rest }) => ({
    ...rest,
    door: door && edgesOf(graph, [door])[0],
  }));
}

test('a package holds its own modules and what only they bring in, by whichever of them', () => {
  // Neither module of kit alone holds the shared dependency; the package does.
  const [kit, shared, ...rest] = totalsOf(
    'cli -> @kit/a -> @shared, cli -> app -> @kit/b -> @shared -> node:fs',
    {
      '@shared': 500,
    },
  );
  expect(kit).toMatchObject({ name: 'kit', modules: 2, bytes: 20, retainedModules: 3, retainedBytes: 520 });
  expect(shared).toMatchObject({
    name: 'shared',
    modules: 1,
    bytes: 500,
    retainedModules: 1,
    retainedBytes: 500,
  });
  expect(rest).toEqual([]);
});

test('it does not hold what first-party code imports as well', () => {
  const totals = totalsOf('cli -> @kit -> @shared, cli -> app ?> @shared');
  expect(totals.map((total) => [total.name, total.retainedModules])).toEqual([
    ['kit', 1],
    ['shared', 1],
  ]);
});

test('it does not hold what a cycle leads to from elsewhere', () => {
  const totals = totalsOf('cli -> @p/a -> v -> u -> v, cli -> @p/b -> v, cli -> @q -> u');
  expect(totals.map((total) => [total.name, total.retainedModules])).toEqual([
    ['p', 2],
    ['q', 1],
  ]);
});

test('it holds what first-party code brings in that only the package leads to', () => {
  const [p] = totalsOf('cli -> @p/a -> m -> n -> z, cli -> @p/b -> m, cli -> @p/c -> z');
  expect(p).toMatchObject({ name: 'p', retainedModules: 6 });
});

test('names the timing, and the door that the shortest chain of that timing goes through', () => {
  const totals = totalsOf('cli -> a -> @p -> @q, cli ?> @q, cli ?> @r -> @r/x, b -> @s, cli ~> @t');
  expect(totals.map((total) => [total.name, total.timing, total.door])).toEqual([
    ['r', 'conditional', 'cli ?> @r'],
    ['p', 'eager', 'a -> @p'],
    ['q', 'eager', 'a -> @p'],
  ]);
});

test('has no door into the package of the entry, which holds everything', () => {
  const [own] = totalsOf('@cli -> @cli/main -> @dep');
  expect(own).toMatchObject({ name: 'cli', retainedModules: 3, door: null });
});
