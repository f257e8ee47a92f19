import type { RuleConfig } from '../model/config.ts';
import { coldLoad } from './cold-load.ts';
import { cycleHazard } from './cycle-hazard.ts';
import { dependencyCruiser } from './dependency-cruiser.ts';
import { forbidden } from './forbidden.ts';
import { lateRegistration } from './late-registration.ts';
import { newHeavy } from './new-heavy.ts';
import { prewarm } from './prewarm.ts';
import { registrations } from './registrations.ts';
import { required } from './required.ts';
import type { PreparedRule, Rule, RuleGiven } from './rule.ts';
import { unresolved } from './unresolved.ts';

/** Every rule a config can hold, by its `type`. */
export const rules = {
  forbidden,
  required,
  registrations,
  'late-registration': lateRegistration,
  'cold-load': coldLoad,
  'cycle-hazard': cycleHazard,
  prewarm,
  'new-heavy': newHeavy,
  unresolved,
  'dependency-cruiser': dependencyCruiser,
} satisfies { [T in RuleConfig['type']]: Rule<Extract<RuleConfig, { type: T }>> };

/** Prepares the rule that a config entry asks for. */
export function prepareRule(config: RuleConfig, given: RuleGiven): PreparedRule {
  const rule: Rule<never> = rules[config.type];
  return rule.prepare(config as never, given);
}

/** Whether a rule asks for files of the project that no import may lead to. */
export function needsProjectFiles({ type }: RuleConfig): boolean {
  return type === 'required' || type === 'cold-load' || type === 'prewarm';
}
