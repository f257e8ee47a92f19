import { describe, expect, test } from 'vitest';
import { CPU_NOISE, MULTIPLE_NOISE, noiseOf } from '../../../src/timing/noise.ts';

const model = { drift: 0.03, factor: 2, growth: 1 };

describe('noiseOf', () => {
  test('joins drift and the distance of the median from the smallest run at right angles', () => {
    expect(noiseOf([100, 100, 100, 100, 100, 100, 100], model)).toBeCloseTo(Math.expm1(2 * 0.03));
    const up = 100 * Math.exp(0.04);
    expect(noiseOf([100, up, up, up, up, up, 500], model)).toBeCloseTo(Math.expm1(2 * 0.05));
  });

  test('fewer runs than it was fitted to say less, more runs do not promise more', () => {
    const same = (runs: number) =>
      noiseOf(
        Array.from({ length: runs }, () => 100),
        model,
      );
    expect(same(3)).toBeCloseTo(Math.expm1((7 / 3) * 2 * 0.03));
    expect(same(15)).toBe(same(7));
    expect(same(2)).toBeNull();
    expect(same(0)).toBeNull();
  });

  test('promises more of a multiple than of milliseconds', () => {
    const runs = [100, 101, 102, 104, 110, 130, 160];
    expect(noiseOf(runs, MULTIPLE_NOISE)).toBeLessThan(noiseOf(runs, CPU_NOISE)!);
  });
});
