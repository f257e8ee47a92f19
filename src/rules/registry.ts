import type { RuleConfig } from '../model/config.ts';
import { dependencyCruiser } from './dependency-cruiser.ts';
import { forbidden } from './forbidden.ts';
import { required } from './required.ts';
import type { PreparedRule, Rule, RuleGiven } from './rule.ts';

/** Every rule a config can hold, by its `type`. */
export const rules = {
  forbidden,
  required,
  'dependency-cruiser': dependencyCruiser,
} satisfies { [T in RuleConfig['type']]: Rule<Extract<RuleConfig, { type: T }>> };

/** Prepares the rule that a config entry asks for. */
export function prepareRule(config: RuleConfig, given: RuleGiven): PreparedRule {
  const rule: Rule<never> = rules[config.type];
  return rule.prepare(config as never, given);
}
