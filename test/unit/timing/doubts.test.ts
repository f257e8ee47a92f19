import { describe, expect, test } from 'vitest';
import type { BootTotals, Measured } from '../../../src/model/boot.ts';
import { doubtsAbout } from '../../../src/timing/doubts.ts';

const about = (value: number, spread = 0.05, runs = 7): Measured => ({
  value,
  low: value * (1 - spread / 2),
  high: value * (1 + spread / 2),
  runs,
});

const totals = (figures: Partial<BootTotals>) => ({
  cpuMs: about(200),
  wallMs: about(210),
  rssBytes: null,
  bareCpuMs: null,
  multiple: null,
  probedCpuMs: null,
  noise: null,
  multipleNoise: null,
  ...figures,
});

describe('doubtsAbout', () => {
  test('has none about calm runs', () => {
    expect(doubtsAbout(totals({ probedCpuMs: about(210) }))).toEqual([]);
  });

  test('has none without figures', () => {
    expect(doubtsAbout(totals({ cpuMs: null, wallMs: null }))).toEqual([]);
    expect(doubtsAbout(totals({ cpuMs: null, probedCpuMs: about(300) }))).toEqual([]);
  });

  test('waits: wall time far above CPU, in proportion and in ms', () => {
    expect(doubtsAbout(totals({ wallMs: about(320) }))).toEqual([{ kind: 'waits', wallMs: 320, cpuMs: 200 }]);
    expect(doubtsAbout(totals({ cpuMs: about(20), wallMs: about(60) }))).toEqual([]);
    expect(doubtsAbout(totals({ cpuMs: about(2000), wallMs: about(2500) }))).toEqual([]);
  });

  test('spread: of CPU above a quarter, of wall time above two fifths', () => {
    const found = doubtsAbout(totals({ cpuMs: about(200, 0.3), wallMs: about(210, 0.3) }));
    expect(found).toEqual([{ kind: 'spread', metric: 'cpu', spread: expect.closeTo(0.3) }]);
    expect(doubtsAbout(totals({ wallMs: about(210, 0.45) }))).toEqual([
      { kind: 'spread', metric: 'wall', spread: expect.closeTo(0.45) },
    ]);
  });

  test('few runs: said instead of a spread that they cannot tell', () => {
    const few = { cpuMs: about(200, 3, 4), wallMs: about(210, 3, 4) };
    expect(doubtsAbout(totals(few))).toEqual([{ kind: 'few-runs', runs: 4 }]);
    expect(doubtsAbout(totals({ cpuMs: about(200, 0.1, 5), wallMs: about(210, 0.1, 5) }))).toEqual([]);
  });

  test('overhead: above a tenth, where the intervals do not meet', () => {
    expect(doubtsAbout(totals({ probedCpuMs: about(230) }))).toEqual([
      { kind: 'overhead', overhead: expect.closeTo(0.15) },
    ]);
    expect(doubtsAbout(totals({ probedCpuMs: about(230, 0.3) }))).toEqual([]);
    expect(doubtsAbout(totals({ probedCpuMs: about(215, 0.01) }))).toEqual([]);
    expect(doubtsAbout(totals({ probedCpuMs: about(100) }))).toEqual([]);
  });

  test('overhead: nothing is said about single runs', () => {
    const single = { cpuMs: about(200, 0, 1), probedCpuMs: about(400, 0, 1), wallMs: null };
    expect(doubtsAbout(totals(single))).toEqual([]);
  });
});
