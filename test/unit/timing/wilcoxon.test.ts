import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signedRankChances, signedRankPValue } from '../../../src/timing/wilcoxon.ts';

/** Every way to give signs, one by one; ranks of ties are shared. */
function byEnumeration(values: readonly number[]): number {
  const kept = values.filter((value) => value !== 0);
  const sizes = kept.map(Math.abs);
  const ranks = sizes.map(
    (size) =>
      sizes.filter((other) => other < size).length + (sizes.filter((other) => other === size).length + 1) / 2,
  );
  const seen = ranks.reduce((sum, rank, i) => sum + (kept[i]! > 0 ? rank : 0), 0);
  let asHigh = 0;
  for (let signs = 0; signs < 2 ** kept.length; signs++) {
    const sum = ranks.reduce((total, rank, i) => total + (signs & (1 << i) ? rank : 0), 0);
    if (sum >= seen) asHigh++;
  }
  return asHigh / 2 ** kept.length;
}

describe('signed-rank test', () => {
  it('gives the chances of the published table', () => {
    // Wilcoxon's table of 1945, one-sided: of 10 values a sum of at most 8 on the other side comes at 2.4 %, of 5 at 0.5 %.
    const values = (others: readonly number[]) =>
      Array.from({ length: 10 }, (_, i) => (others.includes(i + 1) ? -(i + 1) : i + 1));
    expect(signedRankPValue(values([8]))).toBeCloseTo(25 / 1024, 12);
    expect(signedRankPValue(values([3]))).toBeCloseTo(5 / 1024, 12);
    expect(signedRankPValue(values([]))).toBe(1 / 1024);
  });

  it('agrees with counting all signs, ties and zeros included', () => {
    const values = array(integer({ min: -4, max: 6 }), { maxLength: 11 });
    assert(
      property(values, (list) => {
        expect(signedRankPValue(list)).toBeCloseTo(byEnumeration(list), 10);
      }),
    );
  });

  it('tests against any center', () => {
    expect(signedRankPValue([5, 6, 7], 4)).toBe(1 / 8);
    expect(signedRankPValue([5, 6, 7], 8)).toBe(1);
  });

  it('knows nothing without values', () => {
    expect(signedRankPValue([])).toBe(1);
    expect(signedRankPValue([0, 0])).toBe(1);
  });

  it('has chances that sum up to 1 for as many values as the last look takes', () => {
    const chances = signedRankChances(Array.from({ length: 80 }, (_, i) => i + 1));
    expect(chances.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
    expect(chances[0]).toBe(2 ** -80);
  });
});
