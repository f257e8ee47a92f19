import type { Finding } from '../model/finding.ts';
import type { BudgetReport } from '../model/report.ts';
import { isInconclusive } from '../model/verdict.ts';

/** Whether a finding makes the check fail. */
export function fails(finding: Finding): boolean {
  return finding.level === 'error' && !finding.preExisting && !isInconclusive(finding);
}

/** The worst of what was found of one entry; limits that are only to warn decide nothing. */
export function entryVerdict(
  budgets: readonly BudgetReport[],
  findings: readonly Finding[],
): BudgetReport['verdict'] {
  if (findings.some(fails)) return 'fail';
  const isUndecided = budgets.some(({ level, verdict }) => level === 'error' && verdict === 'inconclusive');
  return isUndecided ? 'inconclusive' : 'pass';
}
