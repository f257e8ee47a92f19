import { basename, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { isFile, realPath } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { Notice } from '../model/finding.ts';
import { askedEntries } from './asked-entries.ts';
import type { GlobalFlags } from './flags.ts';
import { keepingNotices } from './keeping-notices.ts';
import { plainEntry } from './plain-entry.ts';

/** What a command works on: the root, the config, and the entries chosen by flags, config or package.json. */
export interface Project {
  /** Absolute real path, forward slashes. */
  readonly root: string;
  readonly config: Config;
  readonly entries: readonly EntryConfig[];
  readonly notices: readonly Notice[];
}

/**
 * Loads the config and chooses the entries: `--entry` and positional names or files, else all of the config's, else
 * those found in package.json.
 *
 * @throws UsageError when the root or an entry does not exist, the config is wrong, or there is nothing to analyse
 */
export async function loadProject(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
): Promise<Project> {
  const { root, config, notices } = await loadRoot(host, flags);
  const asked = [...flags.entry, ...names];
  return keepingNotices(notices, async () => {
    const chosen = await chooseEntries(asked, config, root, host);
    return {
      root,
      config,
      entries: withConditions(chosen.entries, flags),
      notices: [...notices, ...chosen.notices],
    };
  });
}

/**
 * Loads the config, for a command that is told otherwise what to work on.
 *
 * @throws UsageError when the root does not exist or the config is wrong
 */
export async function loadRoot(host: Host, flags: GlobalFlags): Promise<Omit<Project, 'entries'>> {
  const root = rootOf(host, flags);
  const { loadConfig } = await import('../config/load.ts');
  const { config, notices } = await loadConfig({
    root,
    noConfigCode: !flags.configCode,
    ...(flags.config !== undefined && { configFile: resolve(host.cwd, flags.config) }),
  });
  return { root, config, notices };
}

interface Chosen {
  readonly entries: readonly EntryConfig[];
  readonly notices: readonly Notice[];
}

async function chooseEntries(
  asked: readonly string[],
  config: Config,
  root: string,
  host: Host,
): Promise<Chosen> {
  if (asked.length === 0) {
    return config.entries.length > 0 ? { entries: config.entries, notices: [] } : discovered(root);
  }
  return { entries: await askedEntries(asked, config, root, host), notices: [] };
}

/**
 * The root that `--root` names.
 *
 * @returns absolute real path, forward slashes
 * @throws UsageError `root-not-found` where it is no folder
 */
export function rootOf(host: Host, flags: GlobalFlags): string {
  const given = resolve(host.cwd, flags.root);
  const root = realPath(given);
  if (isFile(root) || root === '' || realPath(`${root}/.`) !== root) {
    throw new UsageError({
      code: 'root-not-found',
      message: `there is no folder ${flags.root === '.' ? given : flags.root}`,
      hint: 'Give --root the folder that holds the package.json of the program.',
      at: { file: flags.root },
    });
  }
  return root.replaceAll('\\', '/');
}

function withConditions(entries: readonly EntryConfig[], flags: GlobalFlags): EntryConfig[] {
  if (flags.conditions.length === 0) return [...entries];
  return entries.map((entry) => ({
    ...entry,
    conditions: [...new Set([...entry.conditions, ...flags.conditions])],
  }));
}

async function discovered(root: string): Promise<Chosen> {
  const { discoverEntries } = await import('../entries/discover.ts');
  const { entries, lookedAt } = await discoverEntries(root);
  const usable = entries.filter((entry) => !entry.missing);
  if (usable.length === 0) {
    const missing = entries.map(({ name, file }) => `${name} (${file})`).join(', ');
    throw new UsageError({
      code: 'nothing-analysed',
      message:
        entries.length > 0
          ? `no entry to analyse: the files of ${missing} do not exist`
          : `no entry to analyse: found none in ${lookedAt.join(', ') || basename(root)}`,
      hint: 'Name one with --entry FILE, build the program first, or write a config with: import-budget init',
    });
  }
  const skipped = entries
    .filter((entry) => entry.missing)
    .map(({ name, file }): Notice => ({
      code: 'not-judged',
      level: 'warning',
      message: `entry '${name}' of package.json is left out: there is no ${file}`,
      at: { file: 'package.json' },
    }));
  return { entries: usable.map(({ name, file }) => plainEntry(name, file)), notices: skipped };
}
