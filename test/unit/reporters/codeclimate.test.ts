import { expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { renderCodeClimate } from '../../../src/reporters/codeclimate.ts';
import { gateReport } from '../../support/sample-gate.ts';
import { emptyReport, sampleReport } from '../../support/sample-report.ts';

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const render = (report: Report, folder = '') =>
  JSON.parse(renderCodeClimate(report, { color: false, width: 80, verbose: false, folder })) as Issue[];

it('has all that GitLab asks for', () => {
  const [first] = render(sampleReport('check'), 'packages/tracker/');
  expect(first).toEqual({
    type: 'issue',
    check_name: 'import-budget/forbidden',
    description: 'FORBIDDEN cli:help: typescript reaches startup',
    content: {
      body: expect.stringContaining("fix: in src/commands/migrate.ts:1 use await import('ts-morph')"),
    },
    categories: ['Performance'],
    severity: 'major',
    fingerprint: expect.stringMatching(/^[\da-f]{32}$/),
    location: { path: 'packages/tracker/src/commands/migrate.ts', lines: { begin: 1 } },
  });
});

it('tells issues apart, and how bad they are', () => {
  const issues = render({ ...gateReport(), error: { code: 'c', message: 'm', hint: 'h' } });
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  const severities = new Set(issues.map(({ severity }) => severity));
  expect([...severities].toSorted()).toEqual(['blocker', 'info', 'major', 'minor']);
  expect(issues[0]!.severity).toBe('blocker');
  expect(issues.at(-1)).toMatchObject({ severity: 'info', check_name: 'import-budget/forbidden' });
});

it('is an empty array where nothing was found', () => {
  expect(render(emptyReport('check'))).toEqual([]);
});
