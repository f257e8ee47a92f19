import { assert, integer, noBias, pre, property, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hodgesLehmann } from '../../../src/timing/hodges-lehmann.ts';
import { signedRankPValue } from '../../../src/timing/wilcoxon.ts';

describe('Hodges-Lehmann shift', () => {
  it('is the median of the means of all pairs', () => {
    // Means: 1, 1.5, 2, 3, 2, 2.5, 3.5, 3, 4, 5.
    expect(hodgesLehmann([1, 2, 3, 5], 0.5).value).toBe(2.75);
    expect(hodgesLehmann([7], 0.95)).toEqual({ value: 7, low: 7, high: 7 });
  });

  it('is moved little by a wild value', () => {
    const calm = [1.01, 1.02, 0.99, 1, 0.98, 1.03, 0.97];
    expect(hodgesLehmann([...calm, 500], 0.95).value).toBeLessThan(1.04);
  });

  it('has the whole range as its interval where there are too few values', () => {
    expect(hodgesLehmann([1, 2, 3, 4], 0.95)).toMatchObject({ low: 1, high: 4 });
  });

  it('has the interval of shifts that the signed-rank test does not refuse', () => {
    const value = noBias(integer({ min: -1_000_000, max: 1_000_000 }));
    const values = uniqueArray(
      value.map((it) => it / 1_000_000),
      { minLength: 6, maxLength: 20 },
    );
    const nudge = 1e-9;
    assert(
      property(values, (list) => {
        pre(distinctMeans(list));
        const { low, high } = hodgesLehmann(list, 0.95);
        const mirrored = list.map((value) => -value);
        expect(signedRankPValue(list, low - nudge)).toBeLessThanOrEqual(0.025);
        expect(signedRankPValue(list, low + nudge)).toBeGreaterThan(0.025);
        expect(signedRankPValue(mirrored, -high - nudge)).toBeLessThanOrEqual(0.025);
        expect(signedRankPValue(mirrored, -high + nudge)).toBeGreaterThan(0.025);
      }),
    );
  });
});

/** Where means fall together, so do ranks, and the interval is another by a tie. */
function distinctMeans(values: readonly number[]): boolean {
  const means = values.flatMap((one, i) => values.slice(i).map((other) => (one + other) / 2));
  const sorted = means.toSorted((one, other) => one - other);
  return sorted.every((mean, i) => i === 0 || mean - sorted[i - 1]! > 1e-7);
}
