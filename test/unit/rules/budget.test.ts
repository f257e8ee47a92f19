import { describe, expect, it } from 'vitest';
import type { BudgetConfig } from '../../../src/model/config.ts';
import { findArrivals } from '../../../src/rules/arrivals.ts';
import { type BudgetCheck, checkBudget } from '../../../src/rules/budget.ts';
import { graphOf } from '../../support/graph-of.ts';

// Eager: main, a, two modules of zod; conditional: one of pg; lazy: one of ws.
const graph = graphOf(
  'main -> a -> @zod -> @zod/x, a -> node:fs, a -> unresolved:y, main ?> @pg, main ~> @ws, a :> @types',
  { main: 1, a: 2, '@zod': 4, '@zod/x': 8, '@pg': 16, '@ws': 32 },
);

function budget(limits: Partial<BudgetConfig>): BudgetCheck {
  return checkBudget({ needsBoot: [], ...limits }, 'web', graph, findArrivals(graph, 0));
}

describe('budget', () => {
  it('counts what loads for certain, without builtins and unresolved modules', () => {
    expect(budget({ modules: 99, packages: 99, bytes: 99 }).reports).toEqual([
      { metric: 'modules', actual: 4, limit: 99, verdict: 'pass' },
      { metric: 'packages', actual: 1, limit: 99, verdict: 'pass' },
      { metric: 'bytes', actual: 15, limit: 99, verdict: 'pass' },
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
    expect(budget({ needsBoot: ['cpuMs', 'rss'] }).notices).toMatchObject([
      { code: 'not-judged', level: 'warning', message: expect.stringContaining('cpuMs, rss') },
    ]);
  });
});
