import type { BudgetConfig, Config, EntryConfig, ExceptionConfig, RuleConfig } from '../model/config.ts';
import type { UserBudget, UserConfig, UserEntry, UserRule } from './define.ts';
import { readNodeFlags } from './preloads.ts';
import { sizeInBytes } from './size.ts';

/** Keys of an entry that only a boot uses. */
const BOOT_KEYS = ['run', 'ready', 'env', 'node', 'exitCode'] as const satisfies (keyof UserEntry)[];

/** Limits that only a boot can judge. */
const BOOT_BUDGETS = ['cpu', 'cpuMs', 'rss', 'heap', 'regression'] as const satisfies (keyof UserBudget)[];

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

function normaliseBudget(budget: UserBudget): BudgetConfig {
  const { modules, packages, bytes } = budget;
  return {
    ...defined({ modules, packages }),
    ...(bytes === undefined ? {} : { bytes: sizeInBytes(bytes) }),
    needsBoot: BOOT_BUDGETS.filter((key) => budget[key] !== undefined),
  };
}

function normaliseRule(rule: UserRule): RuleConfig {
  return defined({ ...rule, level: rule.level ?? 'error' });
}

/** Without the keys whose value is undefined: a config in code may set them so. */
function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
