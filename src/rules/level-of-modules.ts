import type { Config } from '../model/config.ts';
import type { Level } from '../model/finding.ts';
import { compileNamePatterns } from './name-pattern.ts';

/** Limits that are judged by what an entry loads. */
const BY_MODULES = ['modules', 'packages', 'bytes'] as const;

/** The level of what is judged by the modules that an entry loads: `error` where a rule or such a limit can fail it. */
export function levelOfModules({ entries, rules }: Pick<Config, 'entries' | 'rules'>, name: string): Level {
  const budget = entries.find((entry) => entry.name === name)?.budget ?? {};
  const fails =
    BY_MODULES.some((metric) => budget[metric]?.level === 'error') ||
    rules.some(
      (rule) =>
        rule.level === 'error' && (rule.entries === undefined || compileNamePatterns(rule.entries)(name)),
    );
  return fails ? 'error' : 'warning';
}
