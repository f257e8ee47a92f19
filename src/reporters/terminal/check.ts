import type { Finding, Level } from '../../model/finding.ts';
import type { EntryReport, Report } from '../../model/report.ts';
import { bytes, plural } from '../numbers.ts';
import { findingWords, LEVEL_MARK, LEVEL_NOUN, overBudget } from '../wording.ts';
import { chainLines, targetName } from './imports.ts';
import { noticeLines, optionalNotices } from './notices.ts';
import { head, moreLine, wrap, type Page } from './page.ts';

const FINDINGS_SHOWN = 10;
const LEVELS: readonly Level[] = ['error', 'warning', 'info'];

/**
 * `check` for a terminal: a verdict for each entry, its findings with chain and fix, and the sum in the last line.
 *
 * @param analysed modules in the report
 */
export function checkLines(report: Report, page: Page, analysed: number): string[] {
  const blocks = [
    ...report.entries.map((entry) => entryLines(entry, report.findings, page)),
    generalLines(report, page),
  ];
  const hidden = page.verbose ? 0 : optionalNotices(report.notices).length;
  return [
    ...blocks.filter((block) => block.length > 0).flatMap(spaced),
    ...noticeLines(report.notices, page, 'warning'),
    ...(hidden > 0
      ? ['', page.ink.dim(`i  ${plural(hidden, 'note')} on how it was analysed (--verbose)`)]
      : []),
    '',
    summaryLine(report, page, analysed),
  ];
}

/** Entries that say no more than ok stand together, those with findings apart. */
function spaced(
  block: readonly string[],
  index: number,
  blocks: readonly (readonly string[])[],
): readonly string[] {
  const apart = index > 0 && (block.length > 1 || (blocks[index - 1]?.length ?? 0) > 1);
  return apart ? ['', ...block] : block;
}

function entryLines(entry: EntryReport, findings: readonly Finding[], page: Page): string[] {
  const own = findings.filter((finding) => finding.entry === entry.name);
  return [...verdictLines(entry, own, page), ...findingList(own, entry, page)];
}

function generalLines({ entries, findings }: Report, page: Page): string[] {
  const general = findings.filter((finding) => !entries.some((entry) => entry.name === finding.entry));
  if (general.length === 0) return [];
  const failed = general.some((finding) => finding.level === 'error');
  return [
    `${failed ? page.ink.red('x ') : page.ink.green('ok')} ${page.ink.bold('config')}`,
    ...findingList(general, undefined, page),
  ];
}

function verdictLines(entry: EntryReport, own: readonly Finding[], page: Page): string[] {
  const failed =
    entry.budgets.some((budget) => budget.verdict === 'fail') ||
    own.some((finding) => finding.level === 'error');
  const mark = failed ? page.ink.red('x ') : page.ink.green('ok');
  const totals = `${plural(entry.totals.eager.modules, 'module')}, ${bytes(entry.totals.eager.bytes)}`;
  const numbers = entry.budgets.map(({ metric, actual, limit, verdict }) => ({
    text: overBudget(metric, actual, limit),
    failed: verdict === 'fail',
  }));
  const lines = [`${mark} ${page.ink.bold(entry.name)}`];
  let used = 3 + entry.name.length;
  for (const { text, failed } of numbers.length > 0 ? numbers : [{ text: totals, failed: false }]) {
    const fits = used + 2 + text.length <= page.width;
    const painted = failed ? page.ink.red(text) : page.ink.dim(text);
    if (fits) lines.push(`${lines.pop() ?? ''}  ${painted}`);
    else lines.push(`   ${painted}`);
    used = (fits ? used + 2 : 3) + text.length;
  }
  return lines;
}

function findingList(findings: readonly Finding[], entry: EntryReport | undefined, page: Page): string[] {
  const sorted = LEVELS.flatMap((level) => findings.filter((finding) => finding.level === level));
  const { shown, more } = head(page, sorted, FINDINGS_SHOWN);
  const blocks = shown.map((finding) => findingLines(finding, entry, page));
  return [
    ...blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines])),
    ...moreLine(page, more, '   '),
  ];
}

function findingLines(finding: Finding, entry: EntryReport | undefined, page: Page): string[] {
  const { ink, width } = page;
  const words = findingWords(finding, entry);
  const paint = { error: ink.red, warning: ink.yellow, info: ink.cyan }[finding.level];
  const [title = '', ...rest] = wrap(`${words.label} ${words.what}`, width, '     ', '   ');
  const named = finding.rule === 'forbidden' ? finding.package : null;
  const target = targetName(finding.chain, named, '');
  return [
    title.replace(words.label, paint.bold(words.label)),
    ...rest,
    ...(words.why === null ? [] : wrap(words.why, width, '     ').map((line) => ink.dim(line))),
    ...(finding.chain.length === 0 ? [] : chainLines(finding.chain, target, page, '     ')),
    ...wrap(words.next, width, '          ', `     fix: `).map((line, index) =>
      index === 0 ? line.replace('fix:', ink.green('fix:')) : line,
    ),
  ];
}

function summaryLine(report: Report, page: Page, analysed: number): string {
  const counts = LEVELS.map(
    (level) => [level, report.findings.filter((finding) => finding.level === level).length] as const,
  );
  const parts = counts
    .filter(([, size]) => size > 0)
    .map(([level, size]) => plural(size, ...LEVEL_NOUN[level]));
  const failed =
    counts.some(([level, size]) => level === 'error' && size > 0) ||
    report.entries.some(({ budgets }) => budgets.some(({ verdict }) => verdict === 'fail'));
  const what = `${parts.length > 0 ? parts.join(', ') : 'no findings'} in ${plural(report.entries.length, 'entry', 'entries')}, ${plural(analysed, 'module')} analysed`;
  return failed ? page.ink.red.bold(`${LEVEL_MARK.error}  ${what}`) : `${page.ink.green('ok')} ${what}`;
}
