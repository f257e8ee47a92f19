import { median } from './median.ts';

/** How far apart two series of the same program come to lie: figures fitted by experiment, in logarithms. */
export interface NoiseModel {
  /** What nothing inside a series shows: the machine is slower, or faster, a minute later. */
  readonly drift: number;
  /** From drift and disturbance of one series to the difference that 96 of 100 pairs stay below. */
  readonly factor: number;
  /** How fast the difference grows with fewer runs than {@link FITTED_RUNS}: exponent of their ratio. */
  readonly growth: number;
}

/** CPU in ms: drift is most of it, more runs do not help. */
export const CPU_NOISE: NoiseModel = { drift: 0.12, factor: 1.6, growth: 0.2 };
/** CPU as a multiple of bare Node's: most of the drift cancels out. */
export const MULTIPLE_NOISE: NoiseModel = { drift: 0.1, factor: 0.85, growth: 0.75 };

const FITTED_RUNS = 7;
const FEWEST_RUNS = 3;

/**
 * The largest relative difference (of the larger figure to the smaller one) that two series like this one may show
 * without a cause; null below three runs.
 *
 * The model is ours. Fitted to series of seven plain runs of five programs (35 to 600 ms), from seconds to ten minutes
 * apart, while load came and went on a shared machine. Of everything that one series tells about itself (interval,
 * deviation, halves against each other, the bare runs, wall against CPU), the distance of the median from the smallest
 * run says most: disturbed runs are only ever too long, hence the smallest one shows how quiet it could have been.
 *
 * @param cpuMs CPU of the plain runs, in any order
 */
export function noiseOf(cpuMs: readonly number[], { drift, factor, growth }: NoiseModel): number | null {
  if (cpuMs.length < FEWEST_RUNS) return null;
  const disturbance = Math.log(median(cpuMs) / Math.min(...cpuMs));
  const fewRuns = Math.max(1, (FITTED_RUNS / cpuMs.length) ** growth);
  return Math.expm1(factor * fewRuns * Math.hypot(drift, disturbance));
}
