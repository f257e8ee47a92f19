import { describe, expect, it } from 'vitest';
import type { BootRun, BootTrace, Measured } from '../../../src/model/boot.ts';
import type { BudgetLimit } from '../../../src/model/config.ts';
import type { BudgetMetric } from '../../../src/model/finding.ts';
import { findArrivals } from '../../../src/rules/arrivals.ts';
import { type BudgetCheck, type BudgetContext, checkBudget } from '../../../src/rules/budget.ts';
import { graphOf } from '../../support/graph-of.ts';
import { traceOf } from '../../support/rule-case.ts';
import { limit } from './run-rule.ts';

// Eager: main, a, two modules of zod; conditional: one of pg; lazy: one of ws.
const graph = graphOf(
  'main -> a -> @zod -> @zod/x, a -> node:fs, a -> unresolved:y, main ?> @pg, main ~> @ws, a :> @types',
  { main: 1, a: 2, '@zod': 4, '@zod/x': 8, '@pg': 16, '@ws': 32 },
);

type Limits = { readonly [M in BudgetMetric]?: number | BudgetLimit };

function budget(limits: Limits, more: Partial<BudgetContext> = {}): BudgetCheck {
  const config = Object.fromEntries(
    Object.entries(limits).map(([metric, it]) => [metric, typeof it === 'number' ? limit(it) : it]),
  );
  const arrivals = findArrivals(graph, 0);
  const context = { entry: 'web', graph, arrivals, observed: null, comparesWithBase: false, ...more };
  return checkBudget(config, context);
}

describe('budget', () => {
  it('counts what loads for certain, without builtins and unresolved modules', () => {
    const passed = { verdict: 'pass', level: 'error', headroomLeft: expect.any(Number) };
    expect(budget({ modules: 99, packages: 99, bytes: 99 }).reports).toEqual([
      { metric: 'modules', actual: 4, limit: 99, ...passed },
      { metric: 'packages', actual: 1, limit: 99, ...passed },
      { metric: 'bytes', actual: 15, limit: 99, ...passed },
    ]);
  });

  it('passes at the limit and fails above it', () => {
    expect(budget({ modules: 4 }).findings).toEqual([]);
    const failed = budget({ modules: 3, packages: 0, bytes: 14 });
    expect(failed.reports.map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'fail']);
    expect(failed.findings).toEqual([
      { rule: 'budget', level: 'error', entry: 'web', chain: [], metric: 'modules', actual: 4, limit: 3 },
      { rule: 'budget', level: 'error', entry: 'web', chain: [], metric: 'packages', actual: 1, limit: 0 },
      { rule: 'budget', level: 'error', entry: 'web', chain: [], metric: 'bytes', actual: 15, limit: 14 },
    ]);
  });

  it('judges only the limits that are set', () => {
    expect(budget({ bytes: 20 }).reports.map(({ metric }) => metric)).toEqual(['bytes']);
    expect(budget({})).toEqual({ reports: [], findings: [], notices: [], problems: [] });
  });

  it('says where the budget holds only without conditional imports', () => {
    expect(budget({ modules: 4 }).notices).toMatchObject([
      { code: 'not-judged', level: 'info', message: expect.stringContaining('may be 5') },
    ]);
    expect(budget({ modules: 5 }).notices).toEqual([]);
    expect(budget({ modules: 3 }).notices).toEqual([]);
  });

  it('names the limits that need the program to be run', () => {
    const { notices, problems } = budget({ cpuMs: 800, rss: 1 });
    expect(notices).toMatchObject([
      { code: 'not-judged', level: 'warning', message: expect.stringContaining('cpuMs, rss') },
    ]);
    expect(problems).toEqual([]);
  });
});

/** A boot with these totals; nothing else of it matters here. */
function observed(totals: Partial<BootTrace['totals']>, runs: readonly Partial<BootRun>[] = []) {
  const trace = traceOf({ modules: 'main', cpuMs: runs.map(() => 1) });
  const own = {
    ...trace,
    totals: { ...trace.totals, ...totals },
    runs: trace.runs.map((run, i) => ({ ...run, ...runs[i] })),
  };
  const startup = { modules: [], drift: { staticOnly: [], runtimeOnly: [], both: 0, mismatch: null } };
  return { observed: { trace: own, startup } };
}

const around = (value: number, margin: number, runs = 7): Measured => ({
  value,
  low: value - margin,
  high: value + margin,
  runs,
});

describe('limits of a boot', () => {
  it.each([
    ['wholly below', 89, 'pass', []],
    ['touching the limit from below', 90, 'pass', []],
    ['around the limit', 91, 'inconclusive', ['warning']],
    ['around the limit, its middle above', 105, 'inconclusive', ['warning']],
    ['touching the limit from above', 110, 'inconclusive', ['warning']],
    ['wholly above', 111, 'fail', ['error']],
  ] as const)('a range %s', (_, value, verdict, levels) => {
    const { reports, findings } = budget({ cpuMs: 100 }, observed({ cpuMs: around(value, 10), noise: 0.04 }));
    expect(reports).toMatchObject([{ metric: 'cpuMs', actual: value, limit: 100, verdict, noise: 0.04 }]);
    expect(findings.map(({ level }) => level)).toEqual(levels);
  });

  it('one run proves nothing', () => {
    const { reports } = budget({ cpuMs: 100 }, observed({ cpuMs: around(500, 0, 1) }));
    expect(reports.map(({ verdict }) => verdict)).toEqual(['inconclusive']);
  });

  it('takes each from its own figures, those of plain runs that came to the end', () => {
    const runs = [
      { heapBytes: 10 },
      { heapBytes: 12 },
      { heapBytes: 900, kind: 'probed' as const },
      { heapBytes: 900, outcome: 'crashed' as const },
    ];
    const totals = {
      multiple: around(6, 0.1),
      multipleNoise: 0.02,
      cpuMs: around(240, 2),
      noise: 0.1,
      rssBytes: around(90, 1),
    };
    const { reports } = budget({ heap: 1e6, rss: 91, cpuMs: 1000, cpu: 5 }, observed(totals, runs));
    expect(reports).toMatchObject([
      { metric: 'cpu', actual: 6, verdict: 'fail', noise: 0.02 },
      { metric: 'cpuMs', actual: 240, verdict: 'pass', noise: 0.1 },
      { metric: 'rss', actual: 90, verdict: 'pass' },
      { metric: 'heap', actual: 11, verdict: 'pass', measured: { runs: 2 } },
    ]);
    expect(reports[2]).not.toHaveProperty('noise');
  });

  it('says which limits the boots gave no figure for', () => {
    const figures = observed({ multiple: null, cpuMs: null, rssBytes: around(1, 0) });
    const { reports, notices, problems } = budget(
      { cpu: limit(3, { level: 'warning' }), cpuMs: 1, heap: 1, rss: 1 },
      figures,
    );
    expect(reports.map(({ metric }) => metric)).toEqual(['rss']);
    expect(notices).toMatchObject([{ level: 'warning', message: expect.stringMatching(/for it: cpu$/) }]);
    // A limit that can fail the check must not pass unseen.
    expect(problems).toMatchObject([
      { code: 'not-judged', message: expect.stringMatching(/for it: cpuMs, heap$/) },
    ]);
  });

  it('leaves growth to the comparison with a base', () => {
    const boot = observed({});
    expect(budget({ regression: 0.05 }, boot).notices).toMatchObject([
      { level: 'info', message: expect.stringContaining('without a base') },
    ]);
    expect(budget({ regression: 0.05 }, { ...boot, comparesWithBase: true })).toEqual({
      reports: [],
      findings: [],
      notices: [],
      problems: [],
    });
    expect(budget({ regression: 0.05 }).notices).toMatchObject([{ level: 'warning' }]);
  });
});

describe('level and headroom', () => {
  it('fail at the level of the limit', () => {
    const { reports, findings } = budget({ modules: limit(3, { level: 'info' }) });
    expect(reports).toMatchObject([{ verdict: 'fail', level: 'info' }]);
    expect(findings).toMatchObject([{ level: 'info' }]);
  });

  it('warn where less is left than wanted', () => {
    const tight = (share: number, figure: number) => budget({ modules: limit(figure, { headroom: share }) });
    expect(tight(0.2, 5).findings).toEqual([]);
    expect(tight(0.21, 5).findings).toMatchObject([
      { level: 'warning', verdict: 'headroom', actual: 4, limit: 5 },
    ]);
    expect(tight(0.21, 3).findings).toMatchObject([{ level: 'error' }]);
    expect(tight(0.21, 3).findings[0]).not.toHaveProperty('verdict');
  });

  it('say how much is left', () => {
    const left = (figure: number) => budget({ packages: figure }).reports[0]?.headroomLeft;
    expect([left(4), left(1), left(0)]).toEqual([0.75, 0, null]);
    expect(budget({ modules: 2 }).reports[0]?.headroomLeft).toBe(-1);
  });
});
