import { describe, expect, it } from 'vitest';
import type { CpuVerdict } from '../../../src/model/compare.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { Report } from '../../../src/model/report.ts';
import { renderGithub } from '../../../src/reporters/github.ts';
import { issuesOf } from '../../../src/reporters/issues.ts';
import { renderJunit } from '../../../src/reporters/junit.ts';
import { renderMarkdown } from '../../../src/reporters/markdown.ts';
import { renderSarif } from '../../../src/reporters/sarif.ts';
import { sampleReport } from '../../support/sample-report.ts';

const PLAIN = { color: false, width: 80, verbose: false };
const graph = sampleReport('graph');
const chain = sampleReport('check').findings[0]!.chain.slice(0, 2);

function compared(cpu: Partial<CpuVerdict>): Report {
  const [head] = graph.entries;
  const { eager } = head!.totals;
  const side = { kind: 'report', name: 'base.json', commit: null, packages: null } as const;
  return {
    ...graph,
    command: 'compare',
    compare: {
      base: side,
      head: { ...side, name: 'head.json' },
      entries: [
        {
          name: 'cli:help',
          presence: 'both',
          totals: { base: eager, head: eager },
          arrived: [
            {
              edge: chain[1]!,
              chain,
              line: { hash: '3f2c1a9b0d', date: '2026-03-01T00:00:00Z', subject: 'Add migrate' },
              timing: 'eager',
              modules: [chain[1]!.to],
              packages: [],
              bytes: 10,
            },
          ],
          left: [],
          registrations: { arrived: [], vanished: ['listener process SIGTERM'] },
          cpu: {
            kind: 'verdict',
            verdict: 'slower',
            shift: { value: 0.061, low: 0.039, high: 0.084 },
            pairs: 20,
            baseCpuMs: 412,
            headCpuMs: 437,
            leastShift: 0.03,
            margin: 0.03,
            stopped: null,
            ...cpu,
          },
        },
      ],
    },
  };
}

describe('a comparison', () => {
  it('that found it slower is an error at the import that came', () => {
    const [issue, ...others] = issuesOf(compared({}), 'app/');
    expect(others).toEqual([]);
    expect(issue).toMatchObject({
      kind: 'finding',
      level: 'error',
      rule: 'compare',
      entry: 'cli:help',
      why: '1 module arrived by src/cli.ts:14 (3f2c1a9b0 2026-03-01 Add migrate), 10 B: src/commands/migrate.ts',
      place: { file: 'app/src/cli.ts', line: 14, column: 1 },
    });
    expect(issue!.what).toMatch(/^slower by 6.1 % .*412 -> 437 ms CPU, 20 pairs of boots in turn$/);
  });

  it.each<[string, Partial<CpuVerdict>, string[]]>([
    ['undecided', { verdict: 'inconclusive' }, ['inconclusive']],
    ['faster', { verdict: 'faster' }, []],
    ['not slower', { verdict: 'no-difference' }, []],
    [
      'not measured',
      { verdict: 'inconclusive', stopped: { why: 'failed', message: 'm', stderr: '' } },
      ['could-not'],
    ],
  ])('that is %s is no error of the program', (_, cpu, kinds) => {
    expect(issuesOf(compared(cpu), '').map(({ kind }) => kind)).toEqual(kinds);
  });

  it('is a comment with the change, what came and what vanished', () => {
    const text = renderMarkdown(compared({}), PLAIN);
    expect(text).toContain('### ❌ import-budget: `cli:help` slower by 6.1 %');
    expect(text).toContain(
      '| `cli:help` | 412 → 437 ms | ❌ slower by 6.1 % (95 %: +3.9 % to +8.4 %) | 10 | 3 | 10.5 MB |',
    );
    expect(text).toContain(
      "**Arrived:** **1 module**, 10 B: `src/commands/migrate.ts`, by `src/cli.ts:14` `import './commands/migrate.ts'` (3f2c1a9b0 2026-03-01 Add migrate)",
    );
    expect(text).toContain('⚠️ No longer registered while booting: `cli:help` `listener process SIGTERM`.');
    expect(text).toContain(
      '<summary>What changed at startup: 1 module arrived; 1 registration vanished</summary>',
    );
    expect(text).toContain('Compared `base.json` with `head.json`.');
  });

  it('that judged no CPU is no green comment', () => {
    const report = compared({});
    const entries = report.compare!.entries.map((entry) => ({ ...entry, cpu: null }));
    const heading = renderMarkdown({ ...report, compare: { ...report.compare!, entries } }, PLAIN).split(
      '\n',
    )[1];
    expect(heading).toBe(
      '### ℹ️ import-budget: 1 entry not booted; 1 module arrived; 1 registration vanished; no CPU was judged',
    );
  });

  it('of many entries and modules is no longer than GitHub takes', () => {
    const report = compared({});
    const [entry] = report.compare!.entries;
    const [change] = entry!.arrived;
    const modules = Array.from({ length: 20 }, () => '|'.repeat(300) as ModuleId);
    const arrived = Array.from({ length: 50 }, () => ({ ...change!, modules }));
    const entries = Array.from({ length: 200 }, (_, at) => ({ ...entry!, name: `e${at}`, arrived }));
    const text = renderMarkdown({ ...report, compare: { ...report.compare!, entries } }, PLAIN);
    expect(Buffer.byteLength(text)).toBeLessThan(64 * 1024);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });

  it('is told at the import that came, once, and loudest what is lost', () => {
    const lines = renderGithub(compared({ verdict: 'faster' }), { ...PLAIN, folder: 'app/' }).split('\n');
    expect(lines[0]).toMatch(
      /^::warning file=app\/bin\/tracker.ts,.*LOST cli%3Ahelp::nothing registers listener/,
    );
    expect(lines[1]).toMatch(
      /^::notice file=app\/src\/cli.ts,line=14,.*ARRIVED cli%3Ahelp::1 module arrived .*10 B: src\/commands/,
    );
    expect(lines.at(-2)).toBe('import-budget: 1 entry faster; 1 module arrived; 1 registration vanished');
    const slow = renderGithub(compared({}), PLAIN);
    expect(slow).toMatch(/^::error file=src\/cli.ts,line=14/);
    expect(slow).not.toContain('ARRIVED');
  });

  it('annotates an import once, whatever entries it concerns, and ten in all', () => {
    const report = compared({ verdict: 'faster' });
    const [entry] = report.compare!.entries;
    const [change] = entry!.arrived;
    const arrived = Array.from({ length: 12 }, (_, at) => ({
      ...change!,
      edge: { ...change!.edge!, to: `src/${at}.ts` as never },
    }));
    const entries = ['one', 'two'].map((name) => ({ ...entry!, name, arrived, registrations: null }));
    const text = renderGithub({ ...report, compare: { ...report.compare!, entries } }, PLAIN);
    expect(text.match(/^::notice /gm)).toHaveLength(10);
    expect(text.match(/^- info /gm)).toHaveLength(2);
    expect(text.match(/also in two/g)).toHaveLength(10);
    expect(text).toContain('2 more than the annotations');
  });

  it('is a suite an entry, whatever limits its head has been held against', () => {
    const xml = (report: Report) => renderJunit(report, PLAIN);
    expect(xml(compared({}))).toMatch(/<testsuites .*tests="1" failures="1"/);
    expect(xml(compared({ verdict: 'no-difference' }))).toMatch(
      /<testsuites .*tests="1" failures="0" errors="0" skipped="0"/,
    );
    const report = compared({});
    const entries = report.compare!.entries.map((entry) => ({ ...entry, cpu: null }));
    expect(xml({ ...report, compare: { ...report.compare!, entries } })).toMatch(
      /tests="1" failures="0" errors="0" skipped="1"/,
    );
  });

  it('is a rule of its own for SARIF', () => {
    const log = JSON.parse(renderSarif(compared({}), PLAIN)) as { runs: { results: object[] }[] };
    expect(log.runs[0]!.results).toMatchObject([{ ruleId: 'compare', level: 'error' }]);
  });
});
