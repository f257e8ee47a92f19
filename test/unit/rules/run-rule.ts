import type { BudgetLimit, Config, EntryConfig, RuleConfig } from '../../../src/model/config.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { ModuleGraph } from '../../../src/model/module-graph.ts';
import { type CheckGiven, checkRules, type CheckResult } from '../../../src/rules/check.ts';
import type { RuleEntry } from '../../../src/rules/rule.ts';
import { graphOf } from '../../support/graph-of.ts';

/** A config entry with nothing but a name and a file. */
export function entryConfig(name: string, more: Partial<EntryConfig> = {}): EntryConfig {
  return { name, file: 'main', conditions: [], budget: {}, preloads: [], boot: {}, ...more };
}

/** A limit as the config has it where only a figure is written. */
export function limit(figure: number, more: Partial<BudgetLimit> = {}): BudgetLimit {
  return { limit: figure, level: 'error', headroom: 0, ...more };
}

export function configOf(more: Partial<Config>): Config {
  return {
    file: 'import-budget.config.json',
    entries: [],
    rules: [],
    exceptions: [],
    registrars: [],
    ...more,
  };
}

/** An entry under check whose module is the graph's first. */
export function firstModule(graph: ModuleGraph, name = 'web'): RuleEntry {
  return { name, file: graph.modules[0]!.id, node: 0 };
}

/** Checks the entry `web`, the first module named, by the rules of a config. */
export function check(
  text: string | ModuleGraph,
  more: Partial<Config>,
  given: Partial<CheckGiven> = {},
): CheckResult {
  const graph = typeof text === 'string' ? graphOf(text) : text;
  const config = configOf({ entries: [entryConfig('web')], ...more });
  const all = { today: '2026-01-15', projectFiles: [], dependencyCruiser: new Map(), ...given };
  return checkRules(config, [{ graph, entries: [firstModule(graph)] }], all);
}

/** Findings of one rule over the entry `web`. */
export function findingsOf<T extends Finding['rule']>(
  rule: RuleConfig & { type: T },
  text: string | ModuleGraph,
  given: Partial<CheckGiven> = {},
): Extract<Finding, { rule: T }>[] {
  const { findings } = check(text, { rules: [rule] }, given);
  return findings as Extract<Finding, { rule: T }>[];
}

/** A finding's chain as `a > b > c`. */
export function chainOf({ chain }: Finding): string {
  const first = chain[0];
  return first ? [first.from, ...chain.map((edge) => edge.to)].join(' > ') : '';
}
