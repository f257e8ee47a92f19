import { describe, expect, test } from 'vitest';
import { medianWithInterval } from '../../../src/timing/median-interval.ts';

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('medianWithInterval', () => {
  test('without values there is nothing, with one only that one', () => {
    expect(medianWithInterval([])).toBeNull();
    expect(medianWithInterval([3])).toEqual({ value: 3, low: 3, high: 3, runs: 1 });
  });

  // Ten values: ranks 2 and 9 cover 97.85 %, ranks 3 and 8 89.06 %; I = 2.85 / 8.79, lambda = 8 I / (2 + 6 I) = 0.6577.
  test('interpolates between the ranks around 95 % as Hettmansperger and Sheather do', () => {
    const { value, low, high, runs } = medianWithInterval(upTo(10))!;
    expect([value, runs]).toEqual([5.5, 10]);
    expect(low).toBeCloseTo(2.6577, 2);
    expect(high).toBeCloseTo(11 - 2.6577, 2);
  });

  // The ranks of the usual table (at least 95 %) are the outer bounds; one rank further in is below 95 %.
  test.each([
    [6, 1],
    [7, 1],
    [8, 1],
    [9, 2],
    [12, 3],
    [15, 4],
    [20, 6],
    [50, 18],
    [100, 40],
  ])('of %i values, the lower end lies between rank %i and the next', (count, rank) => {
    const { low, high } = medianWithInterval(upTo(count))!;
    expect(Math.floor(low)).toBe(rank);
    expect(low + high).toBeCloseTo(count + 1);
  });

  test('keeps going with thousands of values', () => {
    const { low, high } = medianWithInterval(upTo(5000))!;
    // Normal approximation: 2500.5 -+ 1.96 * sqrt(5000) / 2.
    expect(low).toBeCloseTo(2431.2, -0.5);
    expect(high).toBeCloseTo(2569.8, -0.5);
  });

  // Logarithms 0 and 2: mean 1, standard error 1, 12.706 of them.
  test('below six values: t on logarithms, wider than all the values', () => {
    const two = medianWithInterval([1, Math.E ** 2])!;
    expect(Math.log(two.low)).toBeCloseTo(1 - 12.706, 3);
    expect(Math.log(two.high)).toBeCloseTo(1 + 12.706, 3);
    const four = medianWithInterval([100, 110, 105, 120])!;
    expect(four.low).toBeLessThan(100);
    expect(four.high).toBeGreaterThan(120);
  });

  test('equal values leave no doubt', () => {
    for (const count of [2, 5, 6, 7, 30]) {
      const { low, high } = medianWithInterval(Array.from({ length: count }, () => 42))!;
      expect(low).toBeCloseTo(42, 9);
      expect(high).toBeCloseTo(42, 9);
    }
  });
});
