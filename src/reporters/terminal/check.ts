import type { Finding, Level } from '../../model/finding.ts';
import type { EntryReport, Report } from '../../model/report.ts';
import { verdictOf } from '../../model/verdict.ts';
import { fails } from '../entry-verdict.ts';
import { plural } from '../numbers.ts';
import { findingWords, LEVEL_MARK, LEVEL_NOUN } from '../wording.ts';
import { chainLines, targetName } from './imports.ts';
import { failureLines } from './boot-failure.ts';
import { markOf, verdictLines } from './check-verdict.ts';
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
    ...report.entries.map((entry) => entryLines(entry, report, page)),
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
    ...summaryLines(report, page, analysed),
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

function entryLines(entry: EntryReport, report: Report, page: Page): string[] {
  const own = report.findings.filter((finding) => finding.entry === entry.name);
  const boot = report.boots?.find((trace) => trace.entry === entry.name);
  return [
    ...verdictLines(entry, own, boot, page),
    ...(boot?.failure ? failureLines(boot, page) : []),
    ...findingList(own, entry, page),
  ];
}

function generalLines({ entries, findings }: Report, page: Page): string[] {
  const general = findings.filter((finding) => !entries.some((entry) => entry.name === finding.entry));
  if (general.length === 0) return [];
  const verdict = general.some(fails) ? 'fail' : 'pass';
  return [`${markOf(verdict, page)} ${page.ink.bold('config')}`, ...findingList(general, undefined, page)];
}

function findingList(findings: readonly Finding[], entry: EntryReport | undefined, page: Page): string[] {
  const sorted = [false, true].flatMap((known) =>
    LEVELS.flatMap((level) =>
      findings.filter((finding) => finding.level === level && (finding.preExisting === true) === known),
    ),
  );
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
  const known = finding.preExisting ? ' (on the base as well)' : '';
  const [title = '', ...rest] = wrap(`${words.label} ${words.what}${known}`, width, '     ', '   ');
  const named = finding.rule === 'unresolved' ? finding.specifier : packageOf(finding);
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

function packageOf(finding: Finding): string | null {
  return 'package' in finding ? finding.package : null;
}

function summaryLines(report: Report, page: Page, analysed: number): string[] {
  const added = report.findings.filter((finding) => !finding.preExisting);
  const parts = LEVELS.map((level) => [level, added.filter((finding) => finding.level === level)] as const)
    .filter(([, found]) => found.length > 0)
    .map(([level, found]) => plural(found.length, ...LEVEL_NOUN[level]));
  const known = report.findings.length - added.length;
  const found = [
    parts.length > 0 ? parts.join(', ') : 'no findings',
    ...(known > 0 ? [`${known} more on the base as well`] : []),
  ].join(', ');
  const what = `${found} in ${plural(report.entries.length, 'entry', 'entries')}, ${plural(analysed, 'module')} analysed`;
  const verdict = verdictOf(report);
  if (report.error) {
    const told = `not everything could be checked: ${report.error.message}`;
    return [...wrap(told, page.width, '   ', `${LEVEL_MARK.error}  `), ...wrap(what, page.width, '   ')].map(
      (line) => page.ink.red.bold(line),
    );
  }
  if (verdict === 'clean') return wrap(what, page.width, '   ', `${markOf('pass', page)} `);
  if (verdict === 'inconclusive')
    return wrap(`too close to tell: ${what}`, page.width, '   ', `${markOf('inconclusive', page)} `);
  return wrap(what, page.width, '   ', `${LEVEL_MARK.error}  `).map((line) => page.ink.red.bold(line));
}
