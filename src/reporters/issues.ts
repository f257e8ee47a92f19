import type { BudgetFinding, Finding, Level, Place, RuleId } from '../model/finding.ts';
import type { EntryReport, Report } from '../model/report.ts';
import { isInconclusive } from '../model/verdict.ts';
import { compareIssues } from './compare-issues.ts';
import { fallbackPlace, placeToEdit } from './finding-place.ts';
import { fingerprint, fingerprints } from './fingerprint.ts';
import { chainText } from './chain-text.ts';
import { findingWords, type FindingWords } from './wording.ts';

/** One thing to tell a CI service, in words. Names inside are as they came in: each reporter escapes for its format. */
export interface Issue extends FindingWords {
  /** `pre-existing`: found on the base as well. `inconclusive`: not judged. `could-not`: the command failed. */
  readonly kind: 'finding' | 'pre-existing' | 'inconclusive' | 'could-not';
  /** Of one that fails nothing it is no longer `error`. */
  readonly level: Level;
  readonly rule: RuleId | 'compare' | 'could-not';
  readonly entry: string | null;
  /** From the entry to what it is about: `bin/a.ts:3 -> src/b.ts:1 -> zod`; null where there is no chain. */
  readonly chain: string | null;
  readonly place: Required<Place>;
  /** Stays the same from run to run, differs within one. */
  readonly fingerprint: string;
  readonly finding: Finding | null;
}

/**
 * All that a report has to say to a CI service: failures of the command first, then findings in the report's order (worst
 * first), then what could not be judged, then what was there before the change.
 *
 * @param folder of the root in its repository, with a slash at the end; empty for the top
 */
export function issuesOf(report: Report, folder: string): Issue[] {
  const findings = [...report.findings, ...undecidedBudgets(report)];
  const marks = fingerprints(findings);
  const issues = findings.map((finding, index) =>
    findingIssue(finding, marks[index] as string, report, folder),
  );
  const all = [...compareIssues(report, folder), ...issues];
  const of = (kind: Issue['kind']) => all.filter((issue) => issue.kind === kind);
  // Boots of a comparison that failed are told of entry by entry.
  const isTold = report.error?.code === 'boot-failed' && of('could-not').length > 0;
  const failed = report.error === undefined || isTold ? [] : [failureIssue(report, report.error, folder)];
  return [...failed, ...of('could-not'), ...of('finding'), ...of('inconclusive'), ...of('pre-existing')];
}

function findingIssue(finding: Finding, mark: string, report: Report, folder: string): Issue {
  const entry = report.entries.find(({ name }) => name === finding.entry);
  const kind =
    finding.preExisting === true ? 'pre-existing' : isInconclusive(finding) ? 'inconclusive' : 'finding';
  const level = kind === 'pre-existing' ? 'info' : kind === 'inconclusive' ? 'warning' : finding.level;
  return {
    ...findingWords(finding, entry),
    kind,
    level,
    rule: finding.rule,
    entry: finding.entry,
    chain: chainText(finding.chain),
    place: placeToEdit(finding, report, folder),
    fingerprint: mark,
    finding,
  };
}

function failureIssue(report: Report, error: NonNullable<Report['error']>, folder: string): Issue {
  return {
    label: 'COULD NOT',
    what: error.message,
    why: null,
    next: error.hint,
    kind: 'could-not',
    level: 'error',
    rule: 'could-not',
    entry: null,
    chain: null,
    place: fallbackPlace(report, null, folder),
    fingerprint: fingerprint(`could-not ${error.code}`),
    finding: null,
  };
}

/** Limits that could not be judged, where no finding says so. */
function undecidedBudgets({ command, entries, findings }: Report): BudgetFinding[] {
  if (command === 'compare') return [];
  const said = new Set(
    findings.filter(isInconclusive).map(({ entry, metric }) => `${metric} ${entry ?? ''}`),
  );
  return entries.flatMap((entry) =>
    entry.budgets
      .filter(({ verdict, metric }) => verdict === 'inconclusive' && !said.has(`${metric} ${entry.name}`))
      .map((budget) => toFinding(entry, budget)),
  );
}

function toFinding(
  { name }: EntryReport,
  { metric, actual, limit, level, measured, noise }: EntryReport['budgets'][number],
): BudgetFinding {
  return {
    rule: 'budget',
    verdict: 'inconclusive',
    level,
    entry: name,
    chain: [],
    metric,
    actual,
    limit,
    ...(measured && { measured }),
    ...(noise !== undefined && { noise }),
  };
}
