import { expect, it } from 'vitest';
import type { BudgetReport, Report } from '../../../src/model/report.ts';
import { verdictOf } from '../../../src/model/verdict.ts';
import { gateReport } from '../../support/sample-gate.ts';

const report = gateReport();
const [error] = report.findings;
const undecided = report.findings.find(
  (finding) => finding.rule === 'budget' && finding.verdict === 'inconclusive',
);
const budget: BudgetReport = {
  metric: 'cpuMs',
  actual: 4,
  limit: 4,
  verdict: 'inconclusive',
  level: 'error',
  headroomLeft: 0,
};
const entries = (budgets: BudgetReport[]) => report.entries.map((entry) => ({ ...entry, budgets }));
const failure = { code: 'c', message: 'm', hint: 'h' };

it.each<[string, string, Partial<Report>]>([
  ['clean', 'nothing', {}],
  ['clean', 'a warning', { findings: [{ ...error!, level: 'warning' }] }],
  ['clean', 'what the base has as well', { findings: [{ ...error!, preExisting: true }] }],
  ['clean', 'an undecided limit of level warning', { entries: entries([{ ...budget, level: 'warning' }]) }],
  [
    'clean',
    'an undecided limit that the base has as well',
    { findings: [{ ...undecided!, preExisting: true }] },
  ],
  ['inconclusive', 'an undecided limit', { entries: entries([budget]) }],
  ['inconclusive', 'a finding that says so', { findings: [undecided!] }],
  ['findings', 'an error', { findings: [error!] }],
  [
    'findings',
    'an error beside what is undecided',
    { findings: [undecided!, error!], entries: entries([budget]) },
  ],
  ['could-not', 'a failure beside an error', { findings: [error!], error: failure }],
])('%s: %s', (verdict, _, change) => {
  expect(verdictOf({ ...report, findings: [], entries: entries([]), ...change })).toBe(verdict);
});
