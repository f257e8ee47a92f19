import type { BudgetConfig, BudgetLimit } from '../model/config.ts';
import type { BudgetMetric } from '../model/finding.ts';
import type { UserBudget, UserLimit } from './define.ts';
import { sizeInBytes } from './size.ts';

type Written<M extends BudgetMetric> = Exclude<UserBudget[M], { readonly limit: unknown } | undefined>;

/** From the text of a limit to its figure. */
const READ: { readonly [M in BudgetMetric]: (written: Written<M>) => number } = {
  modules: Number,
  packages: Number,
  bytes: sizeInBytes,
  cpu: (multiple) => Number(multiple.slice(0, -1)),
  cpuMs: Number,
  rss: sizeInBytes,
  heap: sizeInBytes,
  regression: shareOf,
};

/**
 * Brings limits into the units of the model.
 *
 * @param budget valid by the schema
 * @returns in the order of the metrics, whatever the order in the config
 */
export function normaliseBudget(budget: UserBudget): BudgetConfig {
  const limits = (Object.keys(READ) as BudgetMetric[]).flatMap((metric) => {
    const written = budget[metric];
    return written === undefined ? [] : [[metric, toLimit(written, READ[metric] as never)] as const];
  });
  return Object.fromEntries(limits);
}

function toLimit<T extends number | string>(written: UserLimit<T>, read: (limit: T) => number): BudgetLimit {
  if (typeof written !== 'object') return { limit: read(written), level: 'error', headroom: 0 };
  const { limit, level = 'error', headroom } = written;
  return { limit: read(limit), level, headroom: headroom === undefined ? 0 : shareOf(headroom) };
}

/** `5%` as 0.05. */
function shareOf(percent: string): number {
  return Number(percent.slice(0, -1)) / 100;
}
