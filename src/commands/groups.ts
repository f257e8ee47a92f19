import type { BudgetReport } from '../model/report.ts';
import type { Analysis } from '../pipeline.ts';
import type { AssembleGroup } from '../report/assemble.ts';

/** Hands an analysis on to the report, with the budgets judged for its entries. */
export function toGroups(
  analysis: Analysis,
  budgets: ReadonlyMap<string, readonly BudgetReport[]> = new Map(),
): AssembleGroup[] {
  return analysis.groups.map(({ built, entries }) => ({
    graph: built.graph,
    unfollowed: built.unfollowed,
    entries: entries.map((entry) => ({ ...entry, budgets: budgets.get(entry.name) ?? [] })),
  }));
}
