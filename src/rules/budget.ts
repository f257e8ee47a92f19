import { countsAsModule } from '../graph/retained.ts';
import type { BudgetConfig } from '../model/config.ts';
import type { BudgetFinding, Notice, StaticMetric } from '../model/finding.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { BudgetReport } from '../model/report.ts';
import type { Arrivals } from './arrivals.ts';

const METRICS = ['modules', 'packages', 'bytes'] as const satisfies StaticMetric[];

export interface BudgetCheck {
  /** One a limit that is set, kept or not. */
  readonly reports: readonly BudgetReport[];
  readonly findings: readonly BudgetFinding[];
  readonly notices: readonly Notice[];
}

/**
 * Judges an entry's limits by what it loads for certain (eager edges only); see budget.md. Builtins and unresolved
 * modules do not count.
 *
 * @param entry name of the entry
 */
export function checkBudget(
  budget: BudgetConfig,
  entry: string,
  graph: ModuleGraph,
  arrivals: Arrivals,
): BudgetCheck {
  const actual = count(graph, arrivals.eager.order);
  const possible = count(graph, arrivals.conditional.order);
  const reports: BudgetReport[] = [];
  const notices: Notice[] = [];
  for (const metric of METRICS) {
    const limit = budget[metric];
    if (limit === undefined) continue;
    const verdict = actual[metric] <= limit ? 'pass' : 'fail';
    reports.push({ metric, actual: actual[metric], limit, verdict });
    if (verdict === 'pass' && possible[metric] > limit) {
      notices.push(mayExceed(entry, metric, actual[metric], possible[metric], limit));
    }
  }
  if (budget.needsBoot.length > 0) notices.push(needsBoot(entry, budget.needsBoot));
  return { reports, findings: reports.filter((it) => it.verdict === 'fail').map(toFinding(entry)), notices };
}

function count(graph: ModuleGraph, modules: Iterable<number>): Record<StaticMetric, number> {
  const packages = new Set<string>();
  const totals = { modules: 0, bytes: 0 };
  for (const module of modules) {
    const record = graph.modules[module]!;
    if (!countsAsModule(record)) continue;
    totals.modules++;
    totals.bytes += record.bytes;
    if (record.origin === 'package' && record.package !== null) packages.add(record.package);
  }
  return { ...totals, packages: packages.size };
}

function toFinding(entry: string): (report: BudgetReport) => BudgetFinding {
  return ({ metric, actual, limit }) => ({
    rule: 'budget',
    level: 'error',
    entry,
    chain: [],
    metric,
    actual,
    limit,
  });
}

function mayExceed(
  entry: string,
  metric: StaticMetric,
  actual: number,
  possible: number,
  limit: number,
): Notice {
  return {
    code: 'not-judged',
    level: 'info',
    message: `${entry}: ${actual} ${metric} load for certain, within the budget of ${limit}; with conditional imports it may be ${possible}`,
    hint: 'The budget judges what loads for certain. Imports under if or try are not counted.',
  };
}

function needsBoot(entry: string, names: readonly string[]): Notice {
  return {
    code: 'not-judged',
    level: 'warning',
    message: `${entry}: budget not judged without booting: ${names.join(', ')}`,
    hint: 'Only modules, packages and bytes can be judged from the import graph alone.',
  };
}
