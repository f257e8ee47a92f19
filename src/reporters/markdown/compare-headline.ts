import type { CompareReport, StartupChange } from '../../model/compare.ts';
import type { Report } from '../../model/report.ts';
import { verdictOf } from '../../model/verdict.ts';
import { judges, sumWords } from '../issue-counts.ts';
import type { Issue } from '../issues.ts';
import { byWords, changeHead } from './compare-changes.ts';
import { drawing, VERDICT_MARK } from './headline.ts';
import { code, prose } from './text.ts';

const NAMES_SHOWN = 3;

/** Of a comparison: the verdict with its figures, the import that brought most, what to do, and what is lost silently. */
export function compareHeadline(report: Report, compare: CompareReport, issues: readonly Issue[]): string[] {
  const verdict = verdictOf(report);
  const mark = verdict === 'clean' && !judges(report) ? 'ℹ️' : VERDICT_MARK[verdict];
  const wanted = { 'could-not': 'could-not', findings: 'finding', inconclusive: 'inconclusive', clean: null };
  const worst = issues.find(({ kind }) => kind === wanted[verdict]);
  const sum = sumWords(report, issues);
  if (!worst) return [`### ${mark} import-budget: ${sum}`, ...lost(compare)];
  const brought = compare.entries.find(({ name }) => name === worst.entry)?.arrived[0];
  const name = worst.entry === null ? '' : `${code(worst.entry)} `;
  return [
    `### ${mark} import-budget: ${name}${prose(worst.what)}`,
    '',
    ...cause(worst, brought),
    `**Next:** ${prose(worst.next)}`,
    '',
    `In all: ${sum}.`,
    ...lost(compare),
    ...(brought === undefined || worst.kind === 'could-not' ? [] : drawing(brought.chain)),
  ];
}

/** Of what could not be measured the cause is no import. */
function cause({ kind, rule }: Issue, brought: StartupChange | undefined): string[] {
  if (kind === 'could-not' || rule !== 'compare') return [];
  if (brought === undefined)
    return ['**Cause:** no module arrived: what runs at startup changed itself.<br/>'];
  const by = byWords(brought);
  return [`**Arrived:** ${changeHead(brought)}${by === null ? '' : `, by ${by}`}<br/>`];
}

/** A registration that vanished is silent: nobody should have to unfold it. */
function lost({ entries }: CompareReport): string[] {
  const rows = entries.flatMap(({ name, registrations }) => {
    const names = registrations?.vanished ?? [];
    if (names.length === 0) return [];
    const more = names.length - NAMES_SHOWN;
    const shown = names.slice(0, NAMES_SHOWN).map(code).join(', ');
    return [`${code(name)} ${shown}${more > 0 ? `, … and ${more} more` : ''}`];
  });
  if (rows.length === 0) return [];
  const others = rows.length - NAMES_SHOWN;
  const words = [...rows.slice(0, NAMES_SHOWN), ...(others > 0 ? [`… and in ${others} more entries`] : [])];
  return ['', `⚠️ No longer registered while booting: ${words.join('; ')}.`];
}
