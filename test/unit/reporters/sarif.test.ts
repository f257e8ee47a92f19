import Ajv from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { renderSarif } from '../../../src/reporters/sarif.ts';
import { gateReport, NASTY } from '../../support/sample-gate.ts';
import { emptyReport, hostileReport, sampleReport } from '../../support/sample-report.ts';

const PLAIN = { color: false, width: 80, verbose: false };
const ROOT = new URL('../../../', import.meta.url);

// The schema is of draft 4; nothing in it means something else in the draft that is used here.
const {
  $schema: _draft,
  id: _id,
  ...schema
} = JSON.parse(readFileSync(new URL('test/support/sarif-2.1.0.schema.json', ROOT), 'utf8')) as Record<
  string,
  unknown
>;
const ajv = new Ajv.default({
  allErrors: true,
  strict: false,
  unicodeRegExp: false,
  formats: {
    uri: (text: string) => URL.canParse(text),
    'uri-reference': (text: string) =>
      /^[\w%.~!*'();:@&=+$,/?#-]*$/.test(text) && !/%(?![\dA-F]{2})/.test(text),
    'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
  },
});
const validate = ajv.compile(schema);

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind?: string;
  readonly level: string;
  readonly baselineState?: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: PhysicalLocation }[];
  readonly codeFlows?: readonly unknown[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

interface PhysicalLocation {
  readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
  readonly region: { readonly startLine: number };
}

interface Run {
  readonly tool: {
    readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri: string }[] };
  };
  readonly invocations: readonly { readonly executionSuccessful: boolean; readonly exitCode: number }[];
  readonly results: readonly Result[];
}

function runOf(report: Report, folder = ''): Run {
  const log = JSON.parse(renderSarif(report, { ...PLAIN, folder })) as { runs: [Run] };
  expect(validate(log) ? [] : validate.errors).toEqual([]);
  return log.runs[0];
}

const ERROR = { code: 'boot-exit-code', message: 'it ended with 3', hint: 'mend it' };

describe('by the schema of the standard', () => {
  it.each([
    ['findings of every rule', gateReport()],
    ['nothing', emptyReport('check')],
    ['a graph', sampleReport('graph')],
    ['a failure', { ...gateReport(), error: ERROR }],
    ['hostile names', hostileReport('check')],
  ])('%s is valid', (_, report) => {
    runOf(report, 'packages/a b/');
  });

  it('a log with a mistake is not', () => {
    const log = JSON.parse(renderSarif(gateReport(), PLAIN)) as { runs: { results: { level: string }[] }[] };
    log.runs[0]!.results[0]!.level = 'fatal';
    expect(validate(log)).toBe(false);
  });
});

it('describes each rule it names once, with a page that exists', () => {
  const { tool, results } = runOf(gateReport());
  const { rules } = tool.driver;
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]?.id).toBe(ruleId);
  for (const { helpUri } of rules)
    expect(existsSync(new URL(new URL(helpUri).hash.slice(1), ROOT)), helpUri).toBe(true);
});

it('places results at the import to edit, from the top of the repository, with the chain', () => {
  const [first] = runOf(sampleReport('check'), 'packages/tracker/').results;
  expect(first!.locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: 'packages/tracker/src/commands/migrate.ts', uriBaseId: '%SRCROOT%' },
        region: { startLine: 1, startColumn: 1 },
      },
    },
  ]);
  expect(JSON.stringify(first!.codeFlows)).toContain('packages/tracker/bin/tracker.ts');
});

it('tells levels, what is open and what is known', () => {
  const rows = runOf(gateReport()).results.map(({ ruleId, kind, level, baselineState }) =>
    [ruleId, kind, level, baselineState].filter(Boolean).join(' '),
  );
  expect(rows).toContain('forbidden error');
  expect(rows).toContain('required warning');
  expect(rows).toContain('budget open none');
  expect(rows.filter((row) => row.includes('unchanged'))).toEqual(['forbidden note unchanged']);
});

it('gives the exit code and says what failed', () => {
  const invocation = (report: Report) => runOf(report).invocations[0];
  expect(invocation(emptyReport('check'))).toEqual({ executionSuccessful: true, exitCode: 0 });
  expect(invocation(gateReport())).toEqual({ executionSuccessful: true, exitCode: 1 });
  expect(invocation({ ...gateReport(), error: ERROR })).toEqual({
    executionSuccessful: false,
    exitCode: 2,
    toolExecutionNotifications: [{ level: 'error', message: { text: 'it ended with 3\nmend it' } }],
  });
  expect(invocation({ ...gateReport(), findings: [] })?.exitCode).toBe(3);
});

it('makes neither a link nor a placeholder of a name', () => {
  const report = sampleReport('check');
  const [finding] = report.findings;
  const { text } = runOf({ ...report, findings: [{ ...finding!, reason: NASTY }] }).results[0]!.message;
  expect(text).toContain('[l] (http://x.org)');
  expect(text).toContain('{{0}} ${{a}}');
});
