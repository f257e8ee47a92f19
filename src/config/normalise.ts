import type { Config, EntryConfig, ExceptionConfig, RuleConfig } from '../model/config.ts';
import type { UserConfig, UserEntry, UserRule } from './define.ts';
import { readNodeFlags } from './preloads.ts';
import { normaliseBudget } from './limits.ts';
import { sizeInBytes } from './size.ts';

/** Keys of an entry that only a boot uses. */
const BOOT_KEYS = ['run', 'ready', 'env', 'node', 'exitCode'] as const satisfies (keyof UserEntry)[];

/** From where on a newcomer is heavy. */
const HEAVY = { ms: 10, bytes: 100_000 };

/**
 * Brings a valid config into the one form the rest of the program knows.
 *
 * @param user valid by the schema
 * @param file where it came from, relative to the root
 */
export function normaliseConfig(user: UserConfig, file: string): Config {
  return {
    file,
    entries: Object.entries(user.entries ?? {}).map(([name, entry]) =>
      normaliseEntry(name, typeof entry === 'string' ? { file: entry } : entry),
    ),
    rules: (user.rules ?? []).map(normaliseRule),
    exceptions: (user.exceptions ?? []).map((exception): ExceptionConfig => defined(exception)),
    registrars: user.registrars ?? [],
  };
}

function normaliseEntry(name: string, entry: UserEntry): EntryConfig {
  const flags = readNodeFlags(entry.run ?? [], entry.env?.['NODE_OPTIONS'] ?? '');
  return {
    name,
    file: entry.file,
    conditions: [...new Set([...(entry.conditions ?? []), ...flags.conditions])],
    budget: normaliseBudget(entry.budget ?? {}),
    preloads: flags.preloads,
    boot: Object.fromEntries(
      BOOT_KEYS.filter((key) => entry[key] !== undefined).map((key) => [key, entry[key]]),
    ),
  };
}

function normaliseRule(rule: UserRule): RuleConfig {
  const level = rule.level ?? 'error';
  switch (rule.type) {
    case 'required':
      return defined({ ...rule, level, modules: rule.modules ?? [] });
    case 'new-heavy':
      return defined({
        ...rule,
        level,
        ms: rule.ms ?? HEAVY.ms,
        bytes: rule.bytes === undefined ? HEAVY.bytes : sizeInBytes(rule.bytes),
      });
    default:
      return defined({ ...rule, level });
  }
}

/** Without the keys whose value is undefined: a config in code may set them so. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
