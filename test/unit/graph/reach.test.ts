import { expect, test } from 'vitest';
import { reach, startupSets } from '../../../src/graph/reach.ts';
import { graphOf, maskOf, namesOf, nodeOf } from '../../support/graph-of.ts';

const graph = graphOf(
  'cli -> config -> @zod, cli ?> color -> node:tty, cli ~> html -> @zod, cli :> types, cli .> worker',
);

test('follows only the edges of a strength, and never erased or reference edges', () => {
  expect(namesOf(graph, reach(graph, [0], 'eager'))).toBe('cli config @zod');
  expect(namesOf(graph, reach(graph, [0], 'conditional'))).toBe('cli config @zod color node:tty');
  expect(namesOf(graph, reach(graph, [0], 'lazy'))).toBe('cli config @zod color node:tty html');
});

test('starts from several entries, and leaves out what is said to be gone', () => {
  const html = nodeOf(graph, 'html');
  expect(namesOf(graph, reach(graph, [html, 0], 'eager', { modules: maskOf(graph, 'config') }))).toBe(
    'cli @zod html',
  );
  expect(namesOf(graph, reach(graph, [0], 'eager', { modules: maskOf(graph, 'cli') }))).toBe('');
  expect(namesOf(graph, reach(graph, [0], 'eager', { edges: Uint8Array.of(1) }))).toBe('cli');
});

test('puts a module into the strongest set by which it is reached', () => {
  const both = graphOf('cli ?> late -> a, cli -> a ~> b, late ?> b, b ~> c -> cli');
  const sets = startupSets(both, 0);
  expect(namesOf(both, sets.eager)).toBe('cli a');
  expect(namesOf(both, sets.conditional)).toBe('late b');
  expect(namesOf(both, sets.lazy)).toBe('c');
});
