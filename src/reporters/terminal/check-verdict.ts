import type { BootTrace } from '../../model/boot.ts';
import type { Finding } from '../../model/finding.ts';
import type { BudgetReport, EntryReport } from '../../model/report.ts';
import { marginWords } from '../boot-words.ts';
import { entryVerdict } from '../entry-verdict.ts';
import { bytes, millis, plural, times } from '../numbers.ts';
import { budgetWords } from '../wording.ts';
import type { Page } from './page.ts';

/** What a line begins with, two columns wide. */
export function markOf(verdict: BudgetReport['verdict'], { ink }: Page): string {
  return { fail: ink.red('x '), inconclusive: ink.yellow('? '), pass: ink.green('ok') }[verdict];
}

/**
 * The verdict on an entry, with what it was held against: what a boot measured first, then what was counted.
 *
 * @param findings about this entry
 */
export function verdictLines(
  entry: EntryReport,
  findings: readonly Finding[],
  boot: BootTrace | undefined,
  page: Page,
): string[] {
  const verdict = boot?.failure ? 'fail' : entryVerdict(entry.budgets, findings);
  const lines = [`${markOf(verdict, page)} ${page.ink.bold(entry.name)}`];
  let used = 3 + entry.name.length;
  for (const { text, paint } of figuresOf(entry, boot, page)) {
    const fits = used + 2 + text.length <= page.width;
    if (fits) lines.push(`${lines.pop() ?? ''}  ${paint(text)}`);
    else lines.push(`   ${paint(text)}`);
    used = (fits ? used + 2 : 3) + text.length;
  }
  return lines;
}

interface Figure {
  readonly text: string;
  readonly paint: (text: string) => string;
}

function figuresOf({ budgets, totals }: EntryReport, boot: BootTrace | undefined, { ink }: Page): Figure[] {
  const paints = { fail: ink.red, inconclusive: ink.yellow, pass: ink.dim };
  const isCpu = ({ metric }: BudgetReport) => metric === 'cpu' || metric === 'cpuMs';
  const ordered = [
    ...budgets.filter(isCpu),
    ...budgets.filter((budget) => !isCpu(budget) && budget.measured !== undefined),
    ...budgets.filter((budget) => budget.measured === undefined),
  ];
  const figures = ordered.map((budget) => ({
    text: `${budget.verdict === 'inconclusive' ? '? ' : ''}${budgetWords(budget)}`,
    paint: paints[budget.verdict],
  }));
  const counted = `${plural(totals.eager.modules, 'module')}, ${bytes(totals.eager.bytes)}`;
  const cpu = budgets.some(isCpu) ? null : cpuText(boot);
  return [
    ...(cpu === null ? [] : [{ text: cpu, paint: ink.dim }]),
    ...figures,
    ...(budgets.some(({ measured }) => measured === undefined) ? [] : [{ text: counted, paint: ink.dim }]),
  ];
}

function cpuText(boot: BootTrace | undefined): string | null {
  if (!boot?.totals.cpuMs) return null;
  const { cpuMs, multiple } = boot.totals;
  const share = multiple === null ? '' : ` (${times(multiple.value)} bare Node)`;
  return `CPU ${millis(cpuMs.value)} ms${marginWords(cpuMs, millis)}${share}`;
}
