import type { Baseline } from '../model/baseline.ts';
import type { RuleConfig } from '../model/config.ts';
import type { RuleContext } from './rule.ts';
import { missing, type Unjudged } from './unjudged.ts';

/** That a rule cannot tell what is new or lost, for want of a baseline of the entry; nothing where there is one. */
export function needsBaseline(
  rule: Extract<RuleConfig['type'], 'registrations' | 'new-heavy'>,
  { entry: { name } }: RuleContext,
  baseline: Baseline | null,
): Unjudged[] {
  if (baseline?.entries.has(name) === true) return [];
  const why = baseline === null ? 'there is no baseline' : `${baseline.file} does not hold this entry`;
  const boot = rule === 'registrations' ? ' --boot' : '';
  // Only where there is no file at all may it grow unasked.
  const how = baseline === null ? boot : ` ${name}${boot} --allow-additions`;
  return [missing(name, rule, why, `Record what startup is now: import-budget baseline update${how}`)];
}
