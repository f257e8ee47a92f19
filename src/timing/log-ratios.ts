/** CPU of two boots that ran one right after the other. */
export interface Pair {
  readonly baseCpuMs: number;
  readonly headCpuMs: number;
}

/**
 * How much slower head was than base in each pair, as natural logarithms: log(1.05) is 5 % slower, and as far from 0 as
 * a base that is 5 % slower. What slows the machine for longer than a pair slows both alike and cancels out.
 *
 * @returns one a pair, in their order
 * @throws RangeError where a figure is not positive
 */
export function logRatios(pairs: readonly Pair[]): number[] {
  return pairs.map(({ baseCpuMs, headCpuMs }) => {
    if (!(baseCpuMs > 0 && headCpuMs > 0)) throw new RangeError('a boot takes some CPU');
    return Math.log(headCpuMs / baseCpuMs);
  });
}
