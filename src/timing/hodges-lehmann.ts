import { median } from './median.ts';
import { signedRankChances } from './wilcoxon.ts';

/** A shift with the range that holds it. */
export interface Shift {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * By how much values are shifted from 0: the median of the means of all pairs of values, each with itself too (Hodges
 * and Lehmann, Annals of Mathematical Statistics 34, 1963), and the interval that belongs to the signed-rank test: the
 * shifts that the test does not refuse (Tukey; Hollander and Wolfe, Nonparametric Statistical Methods, chapter 3).
 *
 * @param values in any order
 * @param level of the interval, two-sided: 0.95
 * @returns the whole range of means where there are too few values for the level
 * @throws RangeError without values
 */
export function hodgesLehmann(values: readonly number[], level: number): Shift {
  const means = pairMeans(values);
  const left = leftOut(values.length, (1 - level) / 2);
  return { value: median(means), low: means[left]!, high: means[means.length - 1 - left]! };
}

/** Means of all pairs, ascending. */
function pairMeans(values: readonly number[]): number[] {
  const means: number[] = [];
  for (let one = 0; one < values.length; one++)
    for (let other = one; other < values.length; other++) means.push((values[one]! + values[other]!) / 2);
  return means.toSorted((one, other) => one - other);
}

/** How many means may be left out on one side: the largest count whose sums of ranks are rare enough. */
function leftOut(count: number, rare: number): number {
  const chances = signedRankChances(Array.from({ length: count }, (_, i) => i + 1));
  let below = 0;
  let sum = 0;
  while (sum < chances.length && below + chances[sum]! <= rare) below += chances[sum++]!;
  return Math.max(sum - 1, 0);
}
