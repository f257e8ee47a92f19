import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { renderJunit } from '../../../src/reporters/junit.ts';
import { allElements, readXml, type XmlElement } from '../../support/read-xml.ts';
import { gateReport, NASTY } from '../../support/sample-gate.ts';
import { emptyReport, hostileReport, sampleReport } from '../../support/sample-report.ts';

const render = (report: Report) => readXml(renderJunit(report, { color: false, width: 80, verbose: false }));

/** `failure budget: 11 modules...` of each case. */
function casesOf(suite: XmlElement): string[] {
  return suite.children.map((it) => {
    const [outcome] = it.children;
    return `${outcome?.name ?? 'passed'} ${it.attributes['name']}`;
  });
}

it('is a suite an entry, a case a limit or finding', () => {
  const suites = render(sampleReport('check')).children;
  expect(suites.map((suite) => [suite.attributes['name'], casesOf(suite)])).toEqual([
    ['config', ['failure stale-exception: "src/a.ts -> zod" expired on 2026-03-01']],
    [
      'cli:help',
      [
        'failure forbidden: typescript reaches startup',
        'failure budget: 11 modules, limit 8 (+3)',
        'system-out required: src/commands/sync.ts must be at startup but is loaded only later',
        'passed budget: 10.5 MB, limit 12.0 MB',
      ],
    ],
    [
      'sync',
      [
        'system-out dependency-cruiser: no-circular: src/log.ts:1 imports src/paint.ts',
        'system-out dependency-cruiser: no-orphans: src/types.ts',
        'passed budget: 2 packages, limit 4 packages',
      ],
    ],
  ]);
});

it('skips what is undecided or known', () => {
  const skipped = render(gateReport())
    .children.flatMap(casesOf)
    .filter((row) => row.startsWith('skipped'));
  expect(skipped).toEqual([
    expect.stringMatching(/^skipped budget: CPU 412 ms/),
    expect.stringMatching(/^skipped budget: CPU 412 ms/),
    'skipped forbidden: src/bus.ts reaches startup',
  ]);
});

it.each([gateReport(), sampleReport('graph'), emptyReport('check'), hostileReport('check')])(
  'counts what it holds',
  (report) => {
    const root = render(report);
    for (const suite of [root, ...root.children]) {
      const all = allElements(suite);
      const of = (name: string) => String(all.filter((it) => it.name === name).length);
      expect(suite.attributes).toMatchObject({
        tests: of('testcase'),
        failures: of('failure'),
        errors: of('error'),
        skipped: of('skipped'),
      });
    }
  },
);

describe('where there is little to say', () => {
  it('an entry without findings has a case that passes', () => {
    const report = sampleReport('check');
    const entries = report.entries.map((entry) => ({ ...entry, budgets: [] }));
    const { children } = render({ ...report, entries, findings: [] });
    expect(children.map(casesOf)).toEqual([['passed no findings'], ['passed no findings']]);
  });

  it('nothing is no success', () => {
    expect(render(emptyReport('check')).children.map(casesOf)).toEqual([['skipped nothing was analysed']]);
    const graph = render({
      ...sampleReport('graph'),
      entries: gateReport().entries.map((it) => ({ ...it, budgets: [] })),
    });
    expect(graph.children.flatMap(casesOf).filter((row) => !row.startsWith('skipped'))).toEqual([]);
  });

  it('a failed command is an error', () => {
    const error = { code: 'c', message: 'it ended with 3', hint: 'mend it' };
    expect(render({ ...sampleReport('check'), error }).children.map(casesOf)[0]![0]).toBe(
      'error could-not: it ended with 3',
    );
  });
});

it('is XML whatever a name holds', () => {
  const report = sampleReport('check');
  const [finding] = report.findings;
  const cases = render({ ...report, findings: [{ ...finding!, reason: `${NASTY}]]><!--` }] });
  expect(allElements(cases).some(({ text }) => text.includes(']]><!--'))).toBe(true);
});
