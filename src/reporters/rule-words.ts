import type { RuleId } from '../model/finding.ts';

/** What each rule looks for, one sentence: for formats that describe rules apart from what they found. */
export const RULE_WORDS: Readonly<Record<RuleId, string>> = {
  forbidden: 'A module that must not load at startup is on the startup path.',
  required: 'What must be there at startup is missing from the startup path.',
  budget: 'An entry needs more at startup than its budget allows.',
  registrations: 'What modules register at startup differs from the baseline.',
  'late-registration': 'A module registers only after startup what belongs there.',
  'cold-load': 'A module does not load as the first one of a fresh process.',
  'cycle-hazard': 'In an import cycle a value is read before its module has set it.',
  prewarm: 'A module that must load at startup is left to its first use.',
  'new-heavy': 'Something new on the startup path costs more than newcomers may.',
  unresolved: 'An import that runs at startup leads nowhere.',
  'dependency-cruiser': 'A rule of the dependency-cruiser config is broken on the startup path.',
  'stale-baseline': 'The baseline names what startup no longer holds.',
  'stale-exception': 'An exception of the config has expired, or excuses nothing.',
};
