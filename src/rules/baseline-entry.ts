import type { Baseline } from '../model/baseline.ts';
import type { RuleConfig } from '../model/config.ts';
import type { Notice } from '../model/finding.ts';
import { notJudged } from './registered.ts';
import type { RuleContext } from './rule.ts';

/** That a rule cannot tell what is new or lost, for want of a baseline of the entry; nothing where there is one. */
export function needsBaseline(
  rule: RuleConfig['type'],
  { entry }: RuleContext,
  baseline: Baseline | null,
): Notice[] {
  if (baseline?.entries.has(entry.name) === true) return [];
  const why = baseline === null ? 'there is no baseline' : `${baseline.file} does not hold this entry`;
  return [notJudged(entry.name, rule, why, 'Record what startup is now: import-budget baseline update')];
}
