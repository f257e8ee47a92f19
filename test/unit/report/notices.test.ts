import { expect, test } from 'vitest';
import type { Missing } from '../../../src/graph/build.ts';
import { startupSets } from '../../../src/graph/reach.ts';
import { bundleNotices, lenientNotices, missingNotices, startupIds } from '../../../src/report/notices.ts';
import { graphOf } from '../../support/graph-of.ts';

function missingOf(text: string, optional = false): Missing {
  const { edges } = graphOf(text);
  return { specifier: 'x', reason: 'no such package', edges: [...edges], optional };
}

const startup = startupIds(graphOf('main -> a'), [startupSets(graphOf('main -> a'), 0)]);

test('an import on the startup path that leads nowhere is a warning at its place', () => {
  expect(missingNotices([missingOf('late -> x, a -> x')], startup)).toEqual([
    {
      code: 'unresolved',
      level: 'warning',
      message: "'x' leads nowhere: no such package (and in 1 more place)",
      hint: 'What it would bring into startup is not counted. Install it, or correct the specifier.',
      at: { file: 'a', line: 2, column: 2 },
    },
  ]);
});

test.each([
  ['a -> x', ''],
  ['a -> x, b -> x, c -> x', ' (and in 2 more places)'],
])('%s counts the other places', (text, others) => {
  const [notice] = missingNotices([missingOf(text)], startup);
  expect(notice!.message).toBe(`'x' leads nowhere: no such package${others}`);
});

test.each([
  ['lazy', missingOf('a ~> x'), 'unresolved'],
  ['off the startup path', missingOf('late -> x'), 'unresolved'],
  ['in a try', missingOf('a ?> x', true), 'unresolved-optional'],
])('one that is %s is information', (_, missing, code) => {
  const [notice] = missingNotices([missing], startup);
  expect(notice).toMatchObject({ code, level: 'info' });
  expect(notice).not.toHaveProperty('hint');
});

test('lenient imports are counted with the first place', () => {
  expect(lenientNotices({ lenient: [] })).toEqual([]);
  const { edges } = graphOf('a -> x, b -> y');
  const [notice] = lenientNotices({ lenient: edges });
  expect(notice).toMatchObject({ level: 'info', at: { file: 'a', line: 1, column: 2 } });
  expect(notice!.message).toMatch(/^'x' and 1 more: /);
});

test.each([
  [400_000, 99_999, 1],
  [400_000, 110_000, 0],
  [249_999, 1, 0],
])('a file of %i bytes beside %i is called a bundle: %i', (main, other, count) => {
  const graph = graphOf('main -> a, main ~> late', { main, a: other, late: 9_000_000 });
  expect(bundleNotices(graph, 'web', startupSets(graph, 0))).toHaveLength(count);
});

test('the bundle notice names the file and its share', () => {
  const graph = graphOf('main -> big', { main: 100, big: 999_900 });
  const [notice] = bundleNotices(graph, 'web', startupSets(graph, 0));
  expect(notice).toMatchObject({ code: 'single-file-bundle', level: 'warning', at: { file: 'big' } });
  expect(notice!.message).toContain("100 % of the bytes of 'web'");
});
