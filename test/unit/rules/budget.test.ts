import { describe, expect, it } from 'vitest';
import type { Measured } from '../../../src/model/boot.ts';
import type { BudgetLimit } from '../../../src/model/config.ts';
import type { BudgetMetric } from '../../../src/model/finding.ts';
import { findArrivals } from '../../../src/rules/arrivals.ts';
import { type BudgetCheck, type BudgetContext, checkBudget } from '../../../src/rules/budget.ts';
import { graphOf } from '../../support/graph-of.ts';
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
    expect(budget({})).toEqual({ reports: [], findings: [], notices: [] });
  });

  it('says where the budget holds only without conditional imports', () => {
    expect(budget({ modules: 4 }).notices).toMatchObject([
      { code: 'not-judged', level: 'info', message: expect.stringContaining('may be 5') },
    ]);
    expect(budget({ modules: 5 }).notices).toEqual([]);
    expect(budget({ modules: 3 }).notices).toEqual([]);
  });

  it('names the limits that need the program to be run', () => {
    expect(budget({ cpuMs: 800, rss: 1 }).notices).toMatchObject([
      { code: 'not-judged', level: 'warning', message: expect.stringContaining('cpuMs, rss') },
    ]);
  });
});
