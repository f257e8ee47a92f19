import type { CompareReport } from '../model/compare.ts';
import type { Notice } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { sideWords } from './compare-words.ts';
import { issuesOf, type Issue } from './issues.ts';
import { percent, plural } from './numbers.ts';
import type { RenderOptions } from './reporter.ts';
import { sentence } from './sentence.ts';
import { noticeHeading, limitWords } from './wording.ts';
import { compareChanges } from './markdown/compare-changes.ts';
import { compareHeadline } from './markdown/compare-headline.ts';
import { compareTable } from './markdown/compare-table.ts';
import { cutParts } from './markdown/cuts.ts';
import { cycleParts } from './markdown/cycles.ts';
import { entryTable } from './markdown/entry-table.ts';
import { fitted, folded, size, type Part } from './markdown/fold.ts';
import { cutsHeadline } from './markdown/cuts-headline.ts';
import { headline } from './markdown/headline.ts';
import { code, prose } from './markdown/text.ts';
import { triedParts } from './markdown/tried.ts';

/** Found again by who updates the comment: one comment a pull request, rewritten in place. */
export const COMMENT_MARK = '<!-- import-budget -->';

/** GitHub takes 65,536 characters in a comment. */
const LARGEST_BYTES = 64_000;

const LEVEL_MARK: Record<Issue['level'], string> = { error: '❌', warning: '⚠️', info: 'ℹ️' };
const KIND_MARK: Partial<Record<Issue['kind'], string>> = { inconclusive: '❔', 'could-not': '⛔' };

/**
 * The report for a comment on a pull request or a job's summary: the verdict with its number, cause and fix, a table of
 * entries, and all the rest folded. Never larger than GitHub takes; says what was left out.
 */
export function renderMarkdown(report: Report, { folder = '' }: RenderOptions): string {
  const issues = issuesOf(report, folder);
  const { compare } = report;
  const head = [
    COMMENT_MARK,
    ...(compare
      ? compareHeadline(report, compare, issues)
      : (cutsHeadline(report) ?? headline(report, issues))),
  ];
  const foot = ['', `<sub>${measuredWords(report)}${acceptWords(report)}</sub>`, ''];
  const room = LARGEST_BYTES - size([...head, ...foot].join('\n'));
  const tables = compare
    ? [compareTable(compare), compareChanges(compare)]
    : aboutCuts(report)
      ? []
      : [entryTable(report, issues)];
  return [...head, ...fitted([...tables, ...details(report, issues)], room), ...foot].join('\n');
}

function details(report: Report, issues: readonly Issue[]): Part[] {
  // What a comparison found out stands in its own table and list.
  const now = issues.filter(({ kind, rule }) => kind !== 'pre-existing' && rule !== 'compare');
  const older = issues.filter(({ kind }) => kind === 'pre-existing');
  const judged = report.command === 'check' ? report.entries : [];
  const budgets = judged.flatMap(({ name, budgets }) =>
    budgets.map(({ metric, actual, limit, verdict }) => {
      const mark = { pass: '✅', fail: '❌', inconclusive: '❔' }[verdict];
      return `- ${mark} ${code(name)} ${prose(limitWords(metric, actual, limit))}`;
    }),
  );
  const warnings = report.notices.filter(({ level }) => level === 'warning');
  return [
    ...cycleParts(report),
    ...cutParts(report),
    ...triedParts(report),
    folded(plural(now.length, 'finding'), now.map(issueItem)),
    folded(`${plural(older.length, 'finding')} that the base has as well`, older.map(issueItem)),
    folded(plural(budgets.length, 'limit'), budgets),
    folded(`${plural(warnings.length, 'warning')} about the analysis`, warnings.map(noticeItem)),
  ];
}

/** Their parts hold all there is to say of entries. */
function aboutCuts({ cuts, tried }: Report): boolean {
  return cuts !== undefined || tried !== undefined;
}

function issueItem({ kind, level, label, entry, what, why, chain, next }: Issue): string {
  const lines = [
    `- ${KIND_MARK[kind] ?? LEVEL_MARK[level]} **${label}** ${entry === null ? '' : `${code(entry)} `}${prose(what)}`,
    ...(why === null ? [] : [prose(why)]),
    ...(chain === null ? [] : [chain.split(' -> ').map(code).join(' → ')]),
    `Fix: ${prose(next)}`,
  ];
  return lines.join('<br/>\n  ');
}

function noticeItem({ code: kind, message, at }: Notice): string {
  const place = at ? ` ${code(at.line === undefined ? at.file : `${at.file}:${at.line}`)}` : '';
  return `- ${noticeHeading(kind, 1)}${place}: ${prose(message)}`;
}

/** How the figures came about, in one line. */
function measuredWords({ boots = [], compare, cuts = [], tried, notices }: Report): string {
  const [first] = boots;
  if (compare) return comparedWords(compare, notices);
  if (tried) return 'Booted with the cuts and without, in turn; no file was changed.';
  if (cuts.some(({ basis }) => basis === 'measured')) return 'Times are those of the last boots.';
  if (!first) return 'Judged by the import graph alone; nothing was booted.';
  const plain = Math.min(...boots.map(({ runs }) => runs.filter(({ kind }) => kind === 'plain').length));
  const noise = Math.max(...boots.map(({ totals }) => totals.noise ?? 0));
  const { node, platform, arch, cpus, cpu } = first.environment;
  return (
    `Measured in at least ${plural(plain, 'cold boot')} of each entry with bare Node in between (Node ${code(node)}, ` +
    `${prose(`${platform} ${arch}`)}, ${cpus} x ${code(cpu)}); noise up to ${percent(noise)}.`
  );
}

/** What it rests on belongs to it: shared packages, figures that are no verdict. */
function comparedWords({ base, head }: CompareReport, notices: readonly Notice[]): string {
  const remarks = notices.filter(({ code }) => code === 'shared-packages' || code === 'separate-series');
  const sides = `Compared ${prose(sideWords(base))} with ${prose(sideWords(head))}.`;
  return [sides, ...remarks.map(({ message }) => `${sentence(prose(message))}.`)].join(' ');
}

function acceptWords({ config, command }: Report): string {
  if (command !== 'check') return '';
  const where = config === null ? 'the config' : code(config);
  return ` To accept a finding, raise the limit or add an exception with a reason in ${where}.`;
}
