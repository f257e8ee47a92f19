import type { Measured } from '../model/boot.ts';
import type { BudgetLimit } from '../model/config.ts';
import type { BudgetMetric } from '../model/finding.ts';
import type { BudgetReport } from '../model/report.ts';

/** One run may lie anywhere. */
const FEWEST_RUNS = 2;

/** Judges a figure that is exact; the limit itself is still kept. */
export function judgeLimit(
  metric: BudgetMetric,
  actual: number,
  { limit, level }: BudgetLimit,
): BudgetReport {
  const headroomLeft = limit === 0 ? null : (limit - actual) / limit;
  return { metric, actual, limit, verdict: actual <= limit ? 'pass' : 'fail', level, headroomLeft };
}

/**
 * Judges a measured figure by the range that holds the true one, not by its middle: it fails where the whole range is
 * above the limit, passes where none of it is, and is inconclusive otherwise.
 *
 * @param noise see {@link BudgetReport.noise}
 */
export function judgeMeasured(
  metric: BudgetMetric,
  measured: Measured,
  limit: BudgetLimit,
  noise: number | null,
): BudgetReport {
  return {
    ...judgeLimit(metric, measured.value, limit),
    verdict: verdictOf(measured, limit.limit),
    measured,
    ...(noise !== null && { noise }),
  };
}

function verdictOf({ low, high, runs }: Measured, limit: number): BudgetReport['verdict'] {
  if (runs < FEWEST_RUNS) return 'inconclusive';
  if (low > limit) return 'fail';
  return high <= limit ? 'pass' : 'inconclusive';
}
