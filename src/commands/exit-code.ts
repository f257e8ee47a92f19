import { EXIT } from '../errors.ts';
import type { Report } from '../model/report.ts';
import { verdictOf } from '../model/verdict.ts';

/** The exit code that a report deserves, now or when it is read again. */
export function exitCodeOfReport(report: Report): number {
  const verdict = verdictOf(report);
  if (verdict === 'could-not') return EXIT.couldNot;
  if (verdict === 'inconclusive') return EXIT.inconclusive;
  return verdict === 'findings' ? EXIT.findings : EXIT.clean;
}
