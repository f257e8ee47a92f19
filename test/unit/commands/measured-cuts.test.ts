import { expect, it } from 'vitest';
import { withMeasured, worthMeasuring } from '../../../src/commands/measured-cuts.ts';
import type { CutCandidate, CutMeasurement, CutsReport } from '../../../src/model/cut.ts';

function cut(id: string, ms: number, more: Partial<CutCandidate> = {}): CutCandidate {
  const frees = { modules: ['a.js'], bytes: 10, ms };
  return {
    id,
    action: 'defer',
    safety: 'safe',
    difficulty: 1,
    reasons: [],
    frees,
    ...more,
  } as unknown as CutCandidate;
}

function measurement(change: number, more: Partial<CutMeasurement> = {}): CutMeasurement {
  return {
    change,
    low: change - 0.02,
    high: change + 0.02,
    pairs: 6,
    touched: [],
    modulesLeft: [],
    registrationsLost: [],
    sameOutput: true,
    sameExitCode: true,
    baseCpuMs: 400,
    headCpuMs: 400 * (1 + change),
    ...more,
  };
}

function report(candidates: readonly CutCandidate[], planned: readonly string[] = []): CutsReport {
  return { candidates, plan: { cuts: planned } } as unknown as CutsReport;
}

it('cuts of the plan are measured first, then what is predicted to save the most', () => {
  const all = [
    cut('up', 99, { action: 'upstream' }),
    cut('blocked', 98, { safety: 'blocked' }),
    cut('big', 50),
    cut('planned', 5),
    cut('small', 1),
  ];
  expect(worthMeasuring(report(all, ['planned']), 2).map(({ id }) => id)).toEqual(['planned', 'big']);
});

it('what was measured decides the rank, what was not stays as predicted', () => {
  const all = [cut('first', 80), cut('second', 60), cut('third', 40)];
  const measured = [measurement(-0.05), measurement(-0.3), measurement(0, { pairs: 0 })];
  const { candidates } = withMeasured(report(all), all, measured);
  expect(candidates.map(({ id }) => id)).toEqual(['second', 'third', 'first']);
  expect(candidates[0]?.measured?.change).toBe(-0.3);
  expect(candidates[1]).not.toHaveProperty('measured');
});

it('a saving that may be noise comes behind a smaller one that is none', () => {
  const all = [cut('noisy', 80), cut('sure', 60)];
  const measured = [measurement(-0.2, { high: 0.25 }), measurement(-0.05)];
  const { candidates } = withMeasured(report(all), all, measured);
  expect(candidates.map(({ id }) => id)).toEqual(['sure', 'noisy']);
});

it('without a boot, what was measured is set against bytes by its own rate', () => {
  const bySize = (id: string, bytes: number) =>
    cut(id, 0, { frees: { modules: [], bytes, ms: null } as unknown as CutCandidate['frees'] });
  const all = [bySize('large', 900), bySize('middle', 500), bySize('little', 100)];
  // 1000 bytes saved 200 ms: 5 bytes a millisecond.
  const measured = [measurement(-0.05), measurement(-0.45)];
  const { candidates } = withMeasured(report(all), [all[0]!, all[2]!], measured);
  expect(candidates.map(({ id }) => id)).toEqual(['little', 'middle', 'large']);
});

it('a cut that boots have shown not to hold is no longer safe', () => {
  const edge = { from: 'a.js', to: 'b.js', specifier: './b.js', line: 3, column: 1 };
  const touched = [
    { edge, by: { file: 'c.js', line: 9 }, stack: [] },
  ] as unknown as CutMeasurement['touched'];
  const all = [cut('touched', 80), cut('other', 1)];
  const { candidates, summary } = withMeasured(report(all), all, [
    measurement(0, { touched }),
    measurement(-0.1, { sameOutput: false }),
  ]);
  expect(summary).toEqual({ safe: 0, review: 2, blocked: 0 });
  expect(candidates.find(({ id }) => id === 'touched')?.reasons).toEqual([
    { code: 'touched-while-booting', at: { file: 'c.js', line: 9 }, detail: './b.js' },
  ]);
});
