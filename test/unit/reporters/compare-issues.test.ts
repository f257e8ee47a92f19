import { describe, expect, it } from 'vitest';
import type { CpuVerdict } from '../../../src/model/compare.ts';
import type { Report } from '../../../src/model/report.ts';
import { issuesOf } from '../../../src/reporters/issues.ts';
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
      why: '1 module arrived by src/cli.ts:14 (3f2c1a9b0 2026-03-01 Add migrate)',
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
    expect(text).toContain('| `cli:help` | 437 ms | +6.1 % ±2.3 % | 10 / 8 | ❌ 1 error |');
    expect(text).toContain('the registration of listener process SIGTERM vanished');
    expect(text).toContain('Compared `base.json` with `head.json`.');
  });

  it('is a rule of its own for SARIF', () => {
    const log = JSON.parse(renderSarif(compared({}), PLAIN)) as { runs: { results: object[] }[] };
    expect(log.runs[0]!.results).toMatchObject([{ ruleId: 'compare', level: 'error' }]);
  });
});
