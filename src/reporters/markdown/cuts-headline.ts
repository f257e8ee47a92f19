import type { Report } from '../../model/report.ts';
import { verdictOf } from '../../model/verdict.ts';
import { summaryWords } from '../cut-words.ts';
import { plural } from '../numbers.ts';
import { VERDICT_MARK } from './headline.ts';
import { code } from './text.ts';

/** What `suggest` or `try` came to; null for other reports, and where the command failed. */
export function cutsHeadline(report: Report): string[] | null {
  const { cuts, tried, error } = report;
  if (error !== undefined) return null;
  if (tried !== undefined) {
    const what =
      tried.length === 0 ? 'nothing was tried' : `cuts tried in ${plural(tried.length, 'entry', 'entries')}`;
    return [`### ${tried.length === 0 ? '⚠️' : VERDICT_MARK[verdictOf(report)]} import-budget: ${what}`];
  }
  if (cuts === undefined) return null;
  const [only, ...others] = cuts;
  if (only === undefined) return ['### ⚠️ import-budget: no startup was looked at'];
  const what =
    others.length === 0
      ? `${summaryWords(only)} in ${code(only.entry)}`
      : `cuts of ${plural(cuts.length, 'startup')}`;
  return [`### ✂️ import-budget: ${what}`];
}
