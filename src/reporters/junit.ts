import type { CompareReport, EntryComparison } from '../model/compare.ts';
import type { EntryReport, Report } from '../model/report.ts';
import { outcomeOf } from './compare-sum.ts';
import { pairWords, verdictWords } from './compare-words.ts';
import { judges } from './issue-counts.ts';
import { issuesOf, type Issue } from './issues.ts';
import type { RenderOptions } from './reporter.ts';
import { metricWords } from './wording.ts';
import { xmlElement, xmlText } from './xml.ts';

interface TestCase {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly message: string;
  /** Lines; empty where there is nothing to say. */
  readonly text: readonly string[];
  readonly file: string | null;
}

interface TestSuite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

/**
 * JUnit XML: a suite an entry, a case a budget and a finding. Findings below level error pass with their text; what could
 * not be judged, and what the base has as well, is skipped.
 *
 * Source: the form that Jenkins and GitLab read; there is no standard.
 */
export function renderJunit(report: Report, { folder = '' }: RenderOptions): string {
  const suites = suitesOf(report, issuesOf(report, folder));
  const root = xmlElement(
    'testsuites',
    { name: 'import-budget', ...counts(suites.flatMap(({ cases }) => cases)) },
    suites.map(({ name, cases }) =>
      xmlElement(
        'testsuite',
        { name, ...counts(cases) },
        cases.map((it) => caseElement(it, name)),
      ),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
}

function suitesOf(report: Report, issues: readonly Issue[]): TestSuite[] {
  if (report.compare !== undefined) return comparedSuites(report.compare, issues);
  const { entries, command } = report;
  const names = new Set(entries.map(({ name }) => name));
  const general = issues.filter(({ entry }) => entry === null || !names.has(entry));
  const suites = entries.map((entry) => ({
    name: entry.name,
    cases: entryCases(
      entry,
      issues.filter((issue) => issue.entry === entry.name),
      judges(report),
    ),
  }));
  if (general.length > 0) suites.unshift({ name: 'config', cases: general.map(issueCase) });
  if (suites.length > 0 && judges(report)) return suites;
  const why = suites.length === 0 ? 'nothing was analysed' : `${command} judges nothing`;
  return [{ name: 'import-budget', cases: [caseOf(why, 'skipped', why)] }, ...suites];
}

/** A comparison has a verdict for an entry or none: limits, which its head may have been held against, are not its question. */
function comparedSuites({ entries }: CompareReport, issues: readonly Issue[]): TestSuite[] {
  const names = new Set(entries.map(({ name }) => name));
  const general = issues.filter(({ entry }) => entry === null || !names.has(entry));
  const suites = entries.map((entry) => {
    const own = issues.filter((issue) => issue.entry === entry.name);
    return { name: entry.name, cases: own.length > 0 ? own.map(issueCase) : [comparedCase(entry)] };
  });
  const first = general.length > 0 ? [{ name: 'import-budget', cases: general.map(issueCase) }] : [];
  if (first.length + suites.length > 0) return [...first, ...suites];
  return [
    { name: 'import-budget', cases: [caseOf('nothing was compared', 'skipped', 'nothing was compared')] },
  ];
}

function comparedCase(entry: EntryComparison): TestCase {
  const { cpu } = entry;
  if (cpu?.kind === 'verdict') return caseOf(`compare: ${verdictWords(cpu)}`, 'passed', pairWords(cpu));
  const why = `no CPU was judged: ${outcomeOf(entry)}`;
  return caseOf(`compare: ${why}`, 'skipped', why);
}

function entryCases({ budgets }: EntryReport, issues: readonly Issue[], judged: boolean): TestCase[] {
  const kept = budgets
    .filter(
      ({ metric }) => !issues.some(({ finding }) => finding?.rule === 'budget' && finding.metric === metric),
    )
    .map(({ metric, actual, limit, verdict }) => {
      const words = `${metricWords(metric, actual)}, limit ${metricWords(metric, limit)}`;
      return caseOf(`budget: ${words}`, verdict === 'fail' ? 'failure' : 'passed', words);
    });
  const cases = [...issues.map(issueCase), ...kept];
  return cases.length > 0
    ? cases
    : [caseOf('no findings', judged ? 'passed' : 'skipped', 'nothing was judged')];
}

function caseOf(name: string, outcome: TestCase['outcome'], message: string): TestCase {
  return { name, outcome, message, text: [], file: null };
}

function issueCase({ kind, level, rule, label, what, why, chain, next, place }: Issue): TestCase {
  const failed = level === 'error' ? 'failure' : 'passed';
  const outcome = {
    finding: failed,
    'could-not': 'error',
    inconclusive: 'skipped',
    'pre-existing': 'skipped',
  };
  const message = kind === 'pre-existing' ? `on the base as well: ${what}` : what;
  return {
    name: `${rule}: ${what}`,
    outcome: outcome[kind] as TestCase['outcome'],
    message,
    text: [`${label} ${what}`, why, chain, `fix: ${next}`].filter((line) => line !== null),
    file: place.file,
  };
}

function caseElement({ name, outcome, message, text, file }: TestCase, suite: string): string {
  const lines = text.map(xmlText);
  const inside = {
    passed: () => (lines.length === 0 ? [] : [xmlElement('system-out', {}, lines)]),
    failure: () => [xmlElement('failure', { message, type: name.split(':')[0] ?? name }, lines)],
    error: () => [xmlElement('error', { message, type: 'could-not' }, lines)],
    skipped: () => [
      xmlElement('skipped', { message }),
      ...(lines.length === 0 ? [] : [xmlElement('system-out', {}, lines)]),
    ],
  };
  return xmlElement('testcase', { classname: suite, name, file }, inside[outcome]());
}

function counts(cases: readonly TestCase[]): Record<'tests' | 'failures' | 'errors' | 'skipped', number> {
  const of = (outcome: TestCase['outcome']) => cases.filter((it) => it.outcome === outcome).length;
  return { tests: cases.length, failures: of('failure'), errors: of('error'), skipped: of('skipped') };
}
