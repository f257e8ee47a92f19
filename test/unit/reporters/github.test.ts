import { describe, expect, it } from 'vitest';
import { renderGithub } from '../../../src/reporters/github.ts';
import type { Report } from '../../../src/model/report.ts';
import { workflowCommand } from '../../support/read-formats.ts';
import { gateReport } from '../../support/sample-gate.ts';
import { emptyReport, sampleReport } from '../../support/sample-report.ts';

const PLAIN = { color: false, width: 80, verbose: false };
const commands = (text: string) => text.split('\n').flatMap((line) => workflowCommand(line) ?? []);
const annotations = (report: Report, folder = '') =>
  commands(renderGithub(report, { ...PLAIN, folder })).filter(({ command }) => !command.endsWith('group'));

function withFindings(size: number, reason = 'why'): Report {
  const report = sampleReport('check');
  const [finding] = report.findings;
  return {
    ...report,
    findings: Array.from({ length: size }, (_, at) => ({ ...finding!, reason: `${reason} ${at}` })),
  };
}

describe('annotations', () => {
  it('stand at the import to edit, with level, entry, chain and fix', () => {
    const [first, ...others] = annotations(sampleReport('check'));
    expect(first).toEqual({
      command: 'error',
      properties: { file: 'src/commands/migrate.ts', line: '1', col: '1', title: 'FORBIDDEN cli:help' },
      data: [
        'typescript reaches startup',
        'the help text must not wait for a compiler',
        'bin/tracker.ts:3 -> src/cli.ts:14 -> src/commands/migrate.ts:1 -> ts-morph/dist/ts-morph.js:5 -> typescript/lib/typescript.js',
        "fix: in src/commands/migrate.ts:1 use await import('ts-morph') where it is needed",
      ].join('\n'),
    });
    expect(others.map(({ command }) => command)).toEqual(['error', 'warning', 'warning', 'notice', 'error']);
  });

  it('name files from the top of the repository', () => {
    const files = annotations(sampleReport('check'), 'packages/tracker/').map(
      ({ properties }) => properties['file'],
    );
    expect(files).toContain('packages/tracker/src/commands/migrate.ts');
    expect(files.filter((file) => !file?.startsWith('packages/tracker/'))).toEqual([]);
  });

  it.each([
    [9, 9, 0],
    [10, 10, 0],
    [11, 10, 1],
    [40, 10, 30],
  ])('of %i findings are %i, and %i more are told of', (size, shown, more) => {
    const text = renderGithub(withFindings(size), PLAIN);
    expect(commands(text).filter(({ command }) => command === 'error')).toHaveLength(shown);
    expect(text.match(/^- error /gm) ?? []).toHaveLength(more);
    expect(text.includes(`${more} more than the annotations`)).toBe(more > 0);
    expect(text.trimEnd().split('\n').at(-1)).toContain(`${size} errors in 2 entries`);
  });

  it('are not made of what the base has as well', () => {
    const report = gateReport();
    const findings = report.findings.map((finding) => ({ ...finding, preExisting: true as const }));
    const text = renderGithub({ ...report, entries: [], findings }, PLAIN);
    expect(commands(text).map(({ command }) => command)).toEqual(['group', 'endgroup']);
    expect(text.match(/^- info /gm)).toHaveLength(findings.length);
  });

  it('tell a command that failed first', () => {
    const error = { code: 'boot-exit-code', message: 'it ended with 3', hint: 'mend it' };
    const [first] = annotations({ ...withFindings(12), error });
    expect(first).toMatchObject({ command: 'error', data: 'it ended with 3\nfix: mend it' });
  });

  it('mean what was meant, whatever is in a name', () => {
    const nasty = 'a%0Ab,c:d::error file=x::y%25\u007f';
    const report = withFindings(11, nasty);
    const [entry] = report.entries;
    const named = {
      ...report,
      entries: [{ ...entry!, name: nasty }],
      findings: report.findings.map((finding) => ({ ...finding, entry: nasty })),
    };
    const all = commands(renderGithub(named, PLAIN)).filter(({ command }) => command === 'error');
    expect(all).toHaveLength(10);
    for (const { properties, data } of all) {
      expect(properties['title']).toBe(`FORBIDDEN ${nasty.replace('\u007f', '\\u{7f}')}`);
      expect(data).toContain('a%0Ab,c:d::error file=x::y%25');
    }
  });
});

it('cannot be made to run an old command by a line of the log', () => {
  const text = renderGithub(withFindings(12, '##[add-path]/tmp'), PLAIN);
  for (const line of text.split('\n')) expect(line.startsWith('::') || !line.includes('##[')).toBe(true);
});

it('says so where nothing was judged', () => {
  expect(renderGithub(emptyReport('check'), PLAIN)).toBe(
    'import-budget: no findings in 0 entries; nothing was analysed\n',
  );
  expect(renderGithub(sampleReport('graph'), PLAIN)).toBe(
    'import-budget: no findings in 2 entries; graph judges nothing\n',
  );
});
