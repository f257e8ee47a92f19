import type { RuleConfig } from '../model/config.ts';
import type { Level } from '../model/finding.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { RuleContext } from './rule.ts';

/** What findings of every rule have in common. */
export function findingBase(
  config: RuleConfig,
  { entry }: Pick<RuleContext, 'entry'>,
  chain: readonly ImportEdge[],
  level: Level = config.level,
) {
  return {
    level,
    entry: entry.name,
    chain,
    ...(config.reason !== undefined && { reason: config.reason }),
    ...(config.fix !== undefined && { fix: config.fix }),
  };
}

/** For what may well be in order: the reader decides. */
export function atMostWarning(level: Level): Level {
  return level === 'error' ? 'warning' : level;
}
