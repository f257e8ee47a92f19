/**
 * Chance of a signed-rank sum as high as this, or higher, where values lie around `center` without preferring a side.
 *
 * Wilcoxon's signed-rank test (Biometrics Bulletin 1, 1945), one-sided and exact for any number of values: all ways to
 * give signs to these ranks are counted. Values equal to the center are left out (Wilcoxon's way); values at the same
 * distance share the mean of their ranks, and the count is made over these.
 *
 * @param values differences, in any order
 * @returns from 0 to 1; 1 where no value is left
 */
export function signedRankPValue(values: readonly number[], center = 0): number {
  const distances = values.map((value) => value - center).filter((distance) => distance !== 0);
  const ranks = doubledRanks(distances.map(Math.abs));
  const sum = ranks.reduce((total, rank, i) => (distances[i]! > 0 ? total + rank : total), 0);
  return tailOf(signedRankChances(ranks), sum);
}

/**
 * Chance of each sum of ranks that may come out where every rank counts or does not, at even odds.
 *
 * @param ranks whole numbers, 1 or more
 * @returns the chance of a sum at its index
 */
export function signedRankChances(ranks: readonly number[]): Float64Array {
  const chances = new Float64Array(ranks.reduce((sum, rank) => sum + rank, 0) + 1);
  chances[0] = 1;
  let highest = 0;
  for (const rank of ranks) {
    highest += rank;
    for (let sum = highest; sum >= 0; sum--)
      chances[sum] = (chances[sum]! + (sum >= rank ? chances[sum - rank]! : 0)) / 2;
  }
  return chances;
}

/** Twice the rank of each value, so that the mean of two ranks is a whole number. */
function doubledRanks(values: readonly number[]): number[] {
  const order = [...values.keys()].toSorted((one, other) => values[one]! - values[other]!);
  const ranks = Array.from<number>({ length: values.length });
  for (let first = 0; first < order.length;) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]!] === values[order[first]!]) last++;
    for (let at = first; at <= last; at++) ranks[order[at]!] = first + last + 2;
    first = last + 1;
  }
  return ranks;
}

function tailOf(chances: Float64Array, from: number): number {
  let tail = 0;
  for (let sum = chances.length - 1; sum >= from; sum--) tail += chances[sum]!;
  return Math.min(tail, 1);
}
