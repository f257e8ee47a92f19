import { describe, expect, it } from 'vitest';
import type { StaleExceptionFinding } from '../../../src/model/finding.ts';
import type { Report, ShardPart } from '../../../src/model/report.ts';
import { gatherShards } from '../../../src/report/gather-shards.ts';
import { mergeReports } from '../../../src/report/merge-reports.ts';
import type { Shard } from '../../../src/report/shard.ts';
import { emptyReport } from '../../support/sample-report.ts';

const empty: Report = { ...emptyReport('check'), entries: [] };

/** A report of `--shard part/parts` without entries. */
function shard(name: string, part: number, parts: number, more: Partial<ShardPart> = {}): Shard {
  return { name, report: { ...empty, shard: { part, parts, unneeded: [], notices: [], ...more } } };
}

const plain: Shard = { name: 'plain', report: empty };
const namesOf = (given: readonly Shard[], failed = 0) => {
  const { shards, whole, error } = gatherShards(given, failed);
  return { names: shards.map(({ name }) => name), whole, error: error?.message };
};

describe('shards', () => {
  const [a, b, c] = [shard('a', 1, 3), shard('b', 2, 3), shard('c', 3, 3)];

  it.each([
    ['all, in any order', [c, a, b], 0, { names: ['a', 'b', 'c'], whole: true }],
    ['one missing', [a, c], 0, { names: ['a', 'c'], whole: false, error: 'shard 2/3 is missing' }],
    ['one that failed', [a, c], 1, { names: ['a', 'c'], whole: false }],
    ['two missing, one failed', [a], 1, { whole: false, error: 'shard 2/3, 3/3 are missing' }],
    ['one twice', [a, b, c, shard('d', 2, 3)], 0, { whole: true, error: 'shard 2/3 is in b and in d' }],
    [
      'many missing',
      [shard('a', 1, 9)],
      0,
      { error: 'shard 2/9, 3/9, 4/9, 5/9, 6/9 and 3 more are missing' },
    ],
    [
      'of other runs',
      [a, shard('d', 2, 2)],
      0,
      { names: ['d', 'a'], whole: false, error: 'shards of other runs: d is 2/2, a is 1/3' },
    ],
    ['beside entries by name', [a, b, c, plain], 0, { names: ['a', 'b', 'c', 'plain'], whole: false }],
    ['none', [plain], 0, { names: ['plain'], whole: false }],
  ])('%s', (_, given, failed, expected) => {
    const { error, ...rest } = namesOf(given, failed);
    expect({ ...rest, ...(error !== undefined && { error }) }).toMatchObject(expected);
    expect(error).toBe('error' in expected ? expected.error : undefined);
  });
});

describe('exceptions that shards had no use for', () => {
  const stale = (exception: string): StaleExceptionFinding => ({
    rule: 'stale-exception',
    level: 'error',
    entry: null,
    chain: [],
    exception,
    why: 'matches-nothing',
  });
  const notice = { code: 'not-judged', level: 'info', message: 'not here' } as const;
  const one = (name: string, part: number, unneeded: StaleExceptionFinding[] | null): Shard => {
    const { report } = shard(name, part, 2, { unneeded, notices: [notice] });
    return { name, report: { ...report, notices: [notice] } };
  };
  const merged = (...shards: Shard[]) => {
    const { findings, notices } = mergeReports(shards);
    return [findings, notices];
  };

  it('are stale where all shards say so; then nobody says that it does not know', () => {
    const a = one('a', 1, [stale('x'), stale('y')]);
    expect(merged(a, one('b', 2, [stale('y')]))).toEqual([[stale('y')], []]);
    expect(merged(a, one('b', 2, []))).toEqual([[], []]);
  });

  it('are new where one shard takes them for new', () => {
    const old = { ...stale('x'), preExisting: true as const };
    expect(merged(one('a', 1, [old]), one('b', 2, [stale('x')]))[0]).toEqual([stale('x')]);
    expect(merged(one('a', 1, [old]), one('b', 2, [old]))[0]).toEqual([old]);
  });

  it('are not known where a shard is missing, or was not judged in full', () => {
    const a = one('a', 1, [stale('x')]);
    expect(merged(a)).toEqual([[], [notice]]);
    expect(merged(a, one('b', 2, null))[0]).toEqual([]);
  });
});
