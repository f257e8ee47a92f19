import { createRequire } from 'node:module';
import { basename, isAbsolute, posix, relative, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { isFile, realPath } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { Notice } from '../model/finding.ts';
import type { GlobalFlags } from './flags.ts';

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
  const root = rootOf(host, flags);
  const { loadConfig } = await import('../config/load.ts');
  const { config, notices } = await loadConfig({
    root,
    noConfigCode: !flags.configCode,
    ...(flags.config !== undefined && { configFile: resolve(host.cwd, flags.config) }),
  });
  const asked = [...flags.entry, ...names];
  if (asked.length > 0) {
    const entries: EntryConfig[] = [];
    for (const name of asked) {
      const found = await named(name, config.entries);
      entries.push(...(found.length > 0 ? found : [entryOfFile(name, config, root, host)]));
    }
    return { root, config, entries: withConditions(unique(entries), flags), notices };
  }
  if (config.entries.length > 0) {
    return { root, config, entries: withConditions(config.entries, flags), notices };
  }
  const found = await discovered(root);
  return {
    root,
    config,
    entries: withConditions(found.entries, flags),
    notices: [...notices, ...found.notices],
  };
}

/** An entry for a file that no config describes. */
export function plainEntry(name: string, file: string): EntryConfig {
  return { name, file, conditions: [], budget: { needsBoot: [] }, preloads: [], boot: {} };
}

export function rootOf(host: Host, flags: GlobalFlags): string {
  const given = resolve(host.cwd, flags.root);
  const root = realPath(given);
  if (isFile(root) || root === '' || realPath(`${root}/.`) !== root) {
    throw new UsageError({
      code: 'root-not-found',
      message: `there is no folder ${flags.root}`,
      hint: 'Give --root the folder that holds the package.json of the program.',
      at: { file: flags.root },
    });
  }
  return root.replaceAll('\\', '/');
}

/** Entries of the config by name or glob; the matcher is loaded only where there are names to match. */
async function named(asked: string, entries: readonly EntryConfig[]): Promise<EntryConfig[]> {
  if (asked === '' || entries.length === 0) return [];
  const { compileNamePatterns } = await import('../rules/name-pattern.ts');
  const matches = compileNamePatterns([asked]);
  return entries.filter(({ name }) => matches(name));
}

function entryOfFile(asked: string, config: Config, root: string, host: Host): EntryConfig {
  const [, name, path = asked] = /^([^=/\\]+)=(.+)$/.exec(asked) ?? [];
  const file = fileOf(path, root, host);
  if (file === undefined) {
    const known = config.entries.map((entry) => entry.name);
    throw new UsageError({
      code: 'entry-not-found',
      message: `'${asked}' is neither an entry of the config nor a file`,
      hint:
        known.length > 0
          ? `Entries of the config: ${known.join(', ')}. Files are looked up in the root and in the present folder.`
          : 'Files are looked up in the root and in the present folder.',
      at: { file: asked },
    });
  }
  const known = config.entries.find((entry) => posix.normalize(entry.file) === file);
  return known === undefined ? plainEntry(name ?? file, file) : { ...known, name: name ?? known.name };
}

/**
 * Path relative to the root, forward slashes; undefined where there is no such file. As for `node path`, the extension
 * may be left out and a folder stands for its main file.
 */
function fileOf(path: string, root: string, host: Host): string | undefined {
  // An unset variable of a shell, not the folder it would stand for.
  if (path === '') return undefined;
  const candidates = isAbsolute(path) ? [path] : [resolve(root, path), resolve(host.cwd, path)];
  const found = candidates.find(isFile) ?? candidates.map(asNodeWould).find((file) => file !== undefined);
  return found && relative(root, found).replaceAll('\\', '/');
}

function asNodeWould(path: string): string | undefined {
  try {
    return createRequire(`${path}/`).resolve(path);
  } catch {
    return undefined;
  }
}

/** The same file or entry asked for twice counts once; two files that share a name keep both. */
function unique(entries: readonly EntryConfig[]): EntryConfig[] {
  const byFile = new Map(entries.map((entry) => [`${entry.name}\0${entry.file}`, entry]));
  return [...byFile.values()];
}

function withConditions(entries: readonly EntryConfig[], flags: GlobalFlags): EntryConfig[] {
  if (flags.conditions.length === 0) return [...entries];
  return entries.map((entry) => ({
    ...entry,
    conditions: [...new Set([...entry.conditions, ...flags.conditions])],
  }));
}

async function discovered(root: string): Promise<{ entries: EntryConfig[]; notices: Notice[] }> {
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
