import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding, Level, Notice } from '../../../src/model/finding.ts';
import type { ImportEdge } from '../../../src/model/module-graph.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { byPlace, compareText, sortEdges, sortFindings, sortNotices } from '../../../src/report/order.ts';

const levels = fc.constantFrom<Level>('error', 'warning', 'info');
const names = fc.constantFrom('a', 'b', 'ä', 'Z');

const notices = fc.array(
  fc.record<Notice>({
    code: fc.constantFrom('limit', 'unresolved'),
    level: fc.constantFrom('warning', 'info'),
    message: names,
    at: fc.record({ file: names, line: fc.constantFrom(1, 2, 10), column: fc.nat(3) }),
  }),
);

const findings: fc.Arbitrary<Finding[]> = fc.array(
  fc.record({
    rule: fc.constant('budget' as const),
    level: levels,
    entry: fc.option(names),
    chain: fc.constant([]),
    metric: fc.constant('modules' as const),
    actual: fc.nat(3),
    limit: fc.constant(1),
  }),
);

const edges = fc.array(
  fc.record<ImportEdge>({
    from: names as fc.Arbitrary<ModuleId>,
    to: names as fc.Arbitrary<ModuleId>,
    specifier: names,
    line: fc.constantFrom(1, 2, 10),
    column: fc.constantFrom(1, 2),
    kind: fc.constantFrom('import', 'preload'),
    timing: fc.constantFrom('eager', 'lazy'),
  }),
);

/** A list and the same in another order, with some items twice. */
function shuffled<T>(lists: fc.Arbitrary<T[]>): fc.Arbitrary<[T[], T[]]> {
  return lists.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
    ),
  );
}

test('text is ordered by code units, not by a locale', () => {
  expect(['b', 'a', 'Z', 'ä', 'a'].toSorted(compareText)).toEqual(['Z', 'a', 'a', 'b', 'ä']);
});

test('property: notices come in one order, whatever order they were found in, each once', () => {
  fc.assert(
    fc.property(shuffled(notices), ([one, other]) => {
      const sorted = sortNotices(one);
      expect(sortNotices([...other, ...one])).toEqual(sorted);
      expect(new Set(sorted.map((it) => JSON.stringify(it))).size).toBe(sorted.length);
      expect(sorted.map(({ level }) => level)).toEqual(
        sorted
          .map(({ level }) => level)
          .toSorted()
          .toReversed(),
      );
    }),
  );
});

test('lines count as numbers', () => {
  const at = (line: number): Notice => ({
    code: 'limit',
    level: 'info',
    message: 'm',
    at: { file: 'a', line },
  });
  expect(sortNotices([at(10), at(9), at(100)]).map((it) => it.at?.line)).toEqual([9, 10, 100]);
});

test('property: findings too', () => {
  fc.assert(
    fc.property(shuffled(findings), ([one, other]) => {
      const sorted = sortFindings(one);
      expect(sortFindings([...other, ...one])).toEqual(sorted);
      const ranks = sorted.map(({ level }) => ['error', 'warning', 'info'].indexOf(level));
      expect(ranks).toEqual(ranks.toSorted());
    }),
  );
});

test('property: edges that differ in anything have one order', () => {
  fc.assert(
    fc.property(shuffled(edges), ([one, other]) => {
      expect(one.toSorted(byPlace)).toEqual(other.toSorted(byPlace));
      expect(sortEdges(other)).toEqual(one.toSorted(byPlace));
    }),
  );
});
