import { describe, expect, test } from 'vitest';
import type { BootRun } from '../../../src/model/boot.ts';
import { summarise } from '../../../src/timing/summarise.ts';
import { bootRun } from './boot-runs.ts';

const PLAIN_CPU = [103, 100, 101, 107, 102, 100, 140];

const runs: BootRun[] = PLAIN_CPU.flatMap((cpuMs, i) => [
  bootRun('bare', 20),
  bootRun('plain', cpuMs, { wallMs: cpuMs + 10, rssBytes: 60e6 + i }),
  bootRun('probed', cpuMs + 5, { wallMs: 1000, rssBytes: 90e6 }),
]);

describe('summarise', () => {
  test('takes the headline from plain runs alone', () => {
    const totals = summarise(runs);
    expect(totals.cpuMs).toMatchObject({ value: 102, runs: 7 });
    expect(totals.wallMs).toMatchObject({ value: 112, runs: 7 });
    expect(totals.rssBytes).toMatchObject({ value: 60e6 + 3, runs: 7 });
    expect(totals.bareCpuMs).toMatchObject({ value: 20, runs: 7 });
    expect(totals.multiple).toMatchObject({ value: 5.1, runs: 7 });
    expect(totals.probedCpuMs).toMatchObject({ value: 107, runs: 7 });
    expect(totals.noise).toBeGreaterThan(totals.multipleNoise!);
    expect(totals.multipleNoise).toBeGreaterThan(0);
    expect(totals.doubts).toEqual([]);
  });

  test('leaves out runs that did not reach the awaited moment, also as neighbours', () => {
    const failed = (['crashed', 'timed-out', 'exited', 'not-started', 'interrupted'] as const).flatMap(
      (outcome) => [
        bootRun('bare', 1, { outcome }),
        bootRun('plain', 9000, { outcome }),
        bootRun('probed', 9000, { outcome }),
      ],
    );
    expect(summarise(runs.flatMap((run) => [run, ...failed]))).toEqual(summarise(runs));
  });

  test('has no figure where nothing was measured', () => {
    const nothing = {
      cpuMs: null,
      wallMs: null,
      rssBytes: null,
      bareCpuMs: null,
      multiple: null,
      probedCpuMs: null,
      noise: null,
      multipleNoise: null,
      doubts: [],
    };
    expect(summarise([])).toEqual(nothing);
    const blind = bootRun('plain', null, { wallMs: 80, rssBytes: null });
    expect(summarise([blind, blind, blind])).toEqual({
      ...nothing,
      wallMs: { value: 80, low: expect.closeTo(80), high: expect.closeTo(80), runs: 3 },
      doubts: [{ kind: 'few-runs', runs: 3 }],
    });
  });

  test('hands its figures on to the doubts', () => {
    const slow = runs.map((run) => (run.kind === 'plain' ? { ...run, wallMs: 400 } : run));
    expect(summarise(slow).doubts).toEqual([{ kind: 'waits', wallMs: 400, cpuMs: 102 }]);
  });

  test('promises nothing about a multiple without bare runs', () => {
    const { multiple, multipleNoise, noise } = summarise(runs.filter(({ kind }) => kind !== 'bare'));
    expect([multiple, multipleNoise]).toEqual([null, null]);
    expect(noise).toBeGreaterThan(0);
  });
});
