import type { BootTrace } from '../../model/boot.ts';
import type { BudgetReport, EntryReport, Report } from '../../model/report.ts';
import { marginWords } from '../boot-words.ts';
import { signed } from '../compare-words.ts';
import { judges } from '../issue-counts.ts';
import type { Issue } from '../issues.ts';
import { count, millis, percent, plural, times } from '../numbers.ts';
import type { Part } from './fold.ts';
import { code } from './text.ts';

/** A row an entry: what it costs, how that changed, and the gate's word. */
export function entryTable(report: Report, issues: readonly Issue[]): Part {
  const { entries, boots = [] } = report;
  const open = ['', '| entry | CPU | change | modules | gate |', '| :-- | --: | --: | --: | :-- |'];
  const rows = entries.map((entry) => {
    const boot = boots.find((trace) => trace.entry === entry.name);
    const own = issues.filter((issue) => issue.entry === entry.name);
    const cells = [
      code(entry.name),
      cpu(entry, boot),
      change(entry, boot),
      modules(entry),
      judges(report) ? gate(own) : '–',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return { open, items: rows, close: [], share: 0.4 };
}

function cpu({ budgets }: EntryReport, boot: BootTrace | undefined): string {
  const measured = boot?.totals.cpuMs ?? budgetOf(budgets, 'cpuMs')?.measured;
  if (!measured) return 'not booted';
  const multiple = boot?.totals.multiple;
  const bare = multiple ? ` (${times(multiple.value)})` : '';
  const limit = budgetOf(budgets, 'cpuMs')?.limit;
  const of = limit === undefined ? '' : ` / ${millis(limit)} ms`;
  return `${millis(measured.value)} ms${marginWords(measured, millis)}${of}${bare}`;
}

function change({ budgets }: EntryReport, boot: BootTrace | undefined): string {
  const regression = budgetOf(budgets, 'regression');
  if (!regression) {
    const noise = boot?.totals.noise ?? null;
    return noise === null ? '–' : `– (noise ±${percent(noise)})`;
  }
  const { actual, measured } = regression;
  const margin = measured ? marginWords(measured, percent) : '';
  return `${signed(actual)}${margin}`;
}

function modules({ totals, budgets }: EntryReport): string {
  const limit = budgetOf(budgets, 'modules')?.limit;
  return `${count(totals.eager.modules)}${limit === undefined ? '' : ` / ${count(limit)}`}`;
}

function gate(own: readonly Issue[]): string {
  const of = (level: Issue['level']) =>
    own.filter((issue) => issue.kind === 'finding' && issue.level === level).length;
  if (own.some(({ kind }) => kind === 'could-not')) return '⛔ not judged';
  if (of('error') > 0) return `❌ ${plural(of('error'), 'error')}`;
  if (own.some(({ kind }) => kind === 'inconclusive')) return '❔ undecided';
  return of('warning') > 0 ? `⚠️ ${plural(of('warning'), 'warning')}` : '✅ ok';
}

function budgetOf(
  budgets: readonly BudgetReport[],
  metric: BudgetReport['metric'],
): BudgetReport | undefined {
  return budgets.find((budget) => budget.metric === metric);
}
