/** CPU of two boots that ran one right after the other; null where one could not be told. */
export interface Pair {
  readonly baseCpuMs: number | null;
  readonly headCpuMs: number | null;
}

/**
 * How much slower head was than base in each pair, as natural logarithms: log(1.05) is 5 % slower, and as far from 0 as
 * a base that is 5 % slower. What slows the machine for longer than a pair slows both alike and cancels out.
 *
 * @returns one a pair, in their order; pairs that lack a figure are left out
 */
export function logRatios(pairs: readonly Pair[]): number[] {
  return pairs.flatMap(({ baseCpuMs, headCpuMs }) =>
    baseCpuMs === null || headCpuMs === null || baseCpuMs <= 0 || headCpuMs <= 0
      ? []
      : [Math.log(headCpuMs / baseCpuMs)],
  );
}
