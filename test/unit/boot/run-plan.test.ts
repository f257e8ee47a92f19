import { describe, expect, test } from 'vitest';
import { DEFAULT_RUNS, enoughTime, planRuns } from '../../../src/boot/run-plan.ts';
import type { RunKind } from '../../../src/model/boot.ts';

const letters = (kinds: readonly RunKind[]) =>
  kinds.map((kind) => ({ bare: 'b', plain: 'P', probed: 'x', registrations: 'r' })[kind]).join('');

describe('planRuns', () => {
  test('puts each plain run between two bare ones and probed ones between these groups, one of them first', () => {
    expect(letters(planRuns(DEFAULT_RUNS))).toBe('x bPb x bPb bPb x bPb x bPb bPb x bPb'.replaceAll(' ', ''));
  });

  test('takes other counts', () => {
    expect(letters(planRuns({ plain: 3, probed: 0 }))).toBe('bPbbPbbPb');
    expect(letters(planRuns({ plain: 3, probed: 2, bare: 3 }))).toBe('xbPbPxbP');
    expect(letters(planRuns({ plain: 4, probed: 1, bare: 2 }))).toBe('xPbPPbP');
    expect(letters(planRuns({ plain: 0, probed: 2, bare: 0 }))).toBe('xx');
    expect(planRuns({ plain: 0, probed: 0 })).toEqual([]);
  });

  test('makes as many runs as asked for', () => {
    for (let plain = 0; plain <= 9; plain++)
      for (let probed = 0; probed <= 9; probed++)
        for (let bare = 0; bare <= 9; bare += 3) {
          const sorted = letters(planRuns({ plain, probed, bare }).toSorted());
          expect(sorted).toBe('b'.repeat(bare) + 'P'.repeat(plain) + 'x'.repeat(probed));
        }
  });

  test('never leaves a kind to one end: both halves of the plan have their share', () => {
    for (let plain = 3; plain <= 15; plain++)
      for (let probed = 4; probed <= 15; probed++) {
        const plan = planRuns({ plain, probed });
        const half = Math.floor(plan.length / 2);
        for (const part of [plan.slice(0, half), plan.slice(half)])
          expect(new Set(part), `${plain} ${probed} ${letters(plan)}`).toEqual(
            new Set(['bare', 'plain', 'probed']),
          );
      }
  });
});

describe('enoughTime', () => {
  const budgetMs = 30_000;
  const left: RunKind[] = ['plain', 'probed'];

  test('goes on within the budget while something is left', () => {
    expect(enoughTime({ elapsedMs: 29_999, budgetMs, done: [], left })).toBe(true);
    expect(enoughTime({ elapsedMs: 0, budgetMs, done: [], left: [] })).toBe(false);
  });

  test('goes on beyond the budget until three plain and two probed runs are done', () => {
    const late = { elapsedMs: 30_000, budgetMs, left };
    expect(enoughTime({ ...late, done: ['probed', 'plain', 'plain', 'probed'] })).toBe(true);
    expect(enoughTime({ ...late, done: ['probed', 'plain', 'plain', 'plain'] })).toBe(true);
    expect(enoughTime({ ...late, done: ['probed', 'plain', 'plain', 'probed', 'plain'] })).toBe(false);
  });

  test('does not wait for a kind that is not planned', () => {
    const late = { elapsedMs: 30_000, budgetMs, done: ['plain', 'plain', 'plain'] as RunKind[] };
    expect(enoughTime({ ...late, left: ['bare', 'plain'] })).toBe(false);
    expect(enoughTime({ ...late, left: ['bare', 'plain', 'probed'] })).toBe(true);
  });

  test('a slow program gets its fewest runs of each kind without many others in between', () => {
    const plan = planRuns(DEFAULT_RUNS);
    const stop = plan.findIndex(
      (_, i) => !enoughTime({ elapsedMs: Infinity, budgetMs, done: plan.slice(0, i), left: plan.slice(i) }),
    );
    expect(letters(plan.slice(0, stop))).toBe('xbPbxbPbbP');
  });
});
