import { UsageError } from '../errors.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { BudgetMetric } from '../model/finding.ts';
import type { CheckOptions } from './check-options.ts';

const STATIC: ReadonlySet<string> = new Set<BudgetMetric>(['modules', 'packages', 'bytes']);

/**
 * Refuses a check with nothing to check: it must not be green.
 *
 * @throws UsageError `nothing-to-check`
 */
export function refuseEmptyCheck(
  config: Config,
  entries: readonly EntryConfig[],
  { staticOnly, base, shard }: Pick<CheckOptions, 'staticOnly' | 'base' | 'shard'>,
): void {
  const isJudged = (metric: string) =>
    staticOnly ? STATIC.has(metric) : metric !== 'regression' || base !== undefined;
  const limits = entries.some(({ budget }) => Object.keys(budget).some(isJudged));
  if (entries.length > 0 && (config.rules.length > 0 || limits)) return;
  throw new UsageError({ code: 'nothing-to-check', ...wordsOf(config, entries, staticOnly === true, shard) });
}

function wordsOf(
  { file }: Config,
  entries: readonly EntryConfig[],
  staticOnly: boolean,
  shard: string | undefined,
): { message: string; hint: string } {
  if (entries.length === 0 && shard !== undefined) {
    const message = `there is no entry for shard ${shard}: there are more shards than entries`;
    return { message, hint: 'Spread the entries over fewer machines.' };
  }
  const hint =
    file === null
      ? 'Write a config with: import-budget init'
      : 'Give an entry a budget of modules, packages or bytes, or add a rule.';
  if (entries.length === 0) return { message: 'there is no entry to check', hint };
  if (file === null) return { message: 'there is no config, so there is nothing to check against', hint };
  const budgets = staticOnly ? 'static budgets' : 'budgets that it can judge';
  const isGrowthAlone = !staticOnly && entries.some(({ budget }) => budget.regression !== undefined);
  return {
    message: `${file} has neither rules nor ${budgets} for these entries`,
    hint: isGrowthAlone ? 'Name what "regression" is judged against: --base <ref>' : hint,
  };
}
