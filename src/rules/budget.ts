import type { ErrorDetail } from '../errors.ts';
import { setTotals } from '../graph/set-totals.ts';
import type { BudgetConfig, BudgetLimit } from '../model/config.ts';
import type { BootMetric, BudgetFinding, BudgetMetric, Notice, StaticMetric } from '../model/finding.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { BudgetReport } from '../model/report.ts';
import type { Arrivals } from './arrivals.ts';
import { atMostWarning } from './finding-base.ts';
import { judgeLimit, judgeMeasured } from './judge-limit.ts';
import { bootFigure } from './boot-figure.ts';
import type { Observed } from './rule.ts';
import { tellUnjudged } from './unjudged.ts';

const STATIC = ['modules', 'packages', 'bytes'] as const satisfies StaticMetric[];
const BOOT = ['cpu', 'cpuMs', 'rss', 'heap'] as const satisfies BootMetric[];

export interface BudgetCheck {
  /** One a limit that was judged, kept or not. */
  readonly reports: readonly BudgetReport[];
  readonly findings: readonly BudgetFinding[];
  readonly notices: readonly Notice[];
  /** Limits of level error that the boots should have had figures for. */
  readonly problems: readonly ErrorDetail[];
}

/** What a budget is held against. */
export interface BudgetContext {
  /** Name of the entry. */
  readonly entry: string;
  readonly graph: ModuleGraph;
  readonly arrivals: Arrivals;
  /** Null without a boot. */
  readonly observed: Observed | null;
  /** Whether growth against a base is judged elsewhere. */
  readonly comparesWithBase: boolean;
}

/**
 * Judges an entry's limits; see budget.md. Modules, packages and bytes by what it loads for certain (eager edges only;
 * builtins and unresolved modules do not count), the others by a boot.
 */
export function checkBudget(budget: BudgetConfig, context: BudgetContext): BudgetCheck {
  const inGraph = judgeStatic(budget, context);
  const measured = context.observed ? judgeBoot(budget, context.entry, context.observed) : NOTHING;
  const reports = [...inGraph.reports, ...measured.reports];
  return {
    reports,
    findings: reports.flatMap((report) => budgetFindings(context.entry, report, budget[report.metric]!)),
    notices: [...inGraph.notices, ...measured.notices, ...unjudged(budget, context)],
    problems: measured.problems,
  };
}

type Judged = Pick<BudgetCheck, 'reports' | 'notices' | 'problems'>;

const NOTHING: Judged = { reports: [], notices: [], problems: [] };

function judgeStatic(
  budget: BudgetConfig,
  { entry, graph, arrivals }: BudgetContext,
): Omit<Judged, 'problems'> {
  const actual = setTotals(graph, arrivals.eager.order);
  const possible = setTotals(graph, arrivals.conditional.order);
  const reports: BudgetReport[] = [];
  const notices: Notice[] = [];
  for (const metric of STATIC) {
    const limit = budget[metric];
    if (limit === undefined) continue;
    const report = judgeLimit(metric, actual[metric], limit);
    reports.push(report);
    if (report.verdict === 'pass' && possible[metric] > limit.limit) {
      notices.push(mayExceed(entry, metric, actual[metric], possible[metric], limit.limit));
    }
  }
  return { reports, notices };
}

function judgeBoot(budget: BudgetConfig, entry: string, { trace }: Observed): Judged {
  const reports: BudgetReport[] = [];
  const missing: BootMetric[] = [];
  for (const metric of BOOT) {
    const limit = budget[metric];
    if (limit === undefined) continue;
    const { measured, noise } = bootFigure(metric, trace);
    if (measured === null) missing.push(metric);
    else reports.push(judgeMeasured(metric, measured, limit, noise));
  }
  return { reports, ...noFigures(budget, entry, missing) };
}

/** Limits that this check has no figures for. */
function unjudged(budget: BudgetConfig, { entry, observed, comparesWithBase }: BudgetContext): Notice[] {
  const isSet = (metric: BudgetMetric) => budget[metric] !== undefined;
  const names = [...(observed ? [] : BOOT), ...(comparesWithBase ? [] : (['regression'] as const))];
  const left = names.filter(isSet);
  if (left.length === 0) return [];
  return [observed ? needsBase(entry) : needsBoot(entry, left)];
}

/** What a judged limit of an entry comes to: one finding where it is exceeded, may be, or is nearly reached. */
export function budgetFindings(
  entry: string,
  report: BudgetReport,
  { headroom }: BudgetLimit,
): BudgetFinding[] {
  const { metric, actual, limit, level, verdict, measured, noise, headroomLeft } = report;
  const isTight = verdict === 'pass' && headroomLeft !== null && headroomLeft < headroom;
  if (verdict === 'pass' && !isTight) return [];
  const common = { rule: 'budget', entry, chain: [], metric, actual, limit } as const;
  const figures = { ...(measured && { measured }), ...(noise !== undefined && { noise }) };
  if (verdict === 'fail') return [{ ...common, level, ...figures }];
  return [
    { ...common, level: atMostWarning(level), verdict: isTight ? 'headroom' : 'inconclusive', ...figures },
  ];
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

function needsBase(entry: string): Notice {
  return {
    code: 'not-judged',
    level: 'info',
    message: `${entry}: budget not judged without a base to compare with: regression`,
    hint: 'Compare with: import-budget check --base <ref>',
  };
}

/** A limit that could fail the check and was not judged is a problem, one that could only warn is told in a notice. */
function noFigures(
  budget: BudgetConfig,
  entry: string,
  metrics: readonly BootMetric[],
): Omit<Judged, 'reports'> {
  const told = [true, false].map((fails) => {
    const own = metrics.filter((metric) => (budget[metric]?.level === 'error') === fails);
    const message = `${entry}: budget not judged, as the boots gave no figure for it: ${own.join(', ')}`;
    const hint = 'See what the boots say: import-budget boot. Or leave the limit out.';
    return tellUnjudged(
      own.length === 0 ? [] : [{ evidence: 'missing', message, hint }],
      fails ? 'error' : 'warning',
    );
  });
  return {
    notices: told.flatMap(({ notices }) => notices),
    problems: told.flatMap(({ problems }) => problems),
  };
}
