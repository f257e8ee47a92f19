import { createRequire } from 'node:module';
import { isAbsolute, posix, relative, resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { isFile } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import { plainEntry } from './plain-entry.ts';

/**
 * The entries that a command line names.
 *
 * @param asked names or globs of the config's entries, or files as `[name=]path`
 * @param root absolute path, forward slashes
 * @throws UsageError when one is neither an entry nor a file, or two files share a name
 */
export async function askedEntries(
  asked: readonly string[],
  config: Pick<Config, 'entries'>,
  root: string,
  host: Host,
): Promise<EntryConfig[]> {
  const entries: EntryConfig[] = [];
  for (const name of asked) {
    const found = await named(name, config.entries);
    entries.push(...(found.length > 0 ? found : entriesOfFile(name, config, root, host)));
  }
  return unique(entries);
}

/** Entries of the config by name or glob; the matcher is loaded only where there are names to match. */
async function named(asked: string, entries: readonly EntryConfig[]): Promise<EntryConfig[]> {
  if (asked === '' || entries.length === 0) return [];
  const { compileNamePatterns } = await import('../rules/name-pattern.ts');
  const matches = compileNamePatterns([asked]);
  return entries.filter(({ name }) => matches(name));
}

/** Every entry of the config with that file, or a plain one; `name=path` makes it one entry of that name. */
function entriesOfFile(
  asked: string,
  config: Pick<Config, 'entries'>,
  root: string,
  host: Host,
): EntryConfig[] {
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
  const same = config.entries.filter((entry) => posix.normalize(entry.file) === file);
  if (name === undefined) return same.length > 0 ? same : [plainEntry(file, file)];
  const known = same.find((entry) => entry.name === name) ?? same[0];
  return [{ ...(known ?? plainEntry(name, file)), name }];
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

/**
 * The same file or entry asked for twice counts once.
 *
 * @throws UsageError when two files share a name: findings and budgets know entries by name
 */
function unique(entries: readonly EntryConfig[]): EntryConfig[] {
  const byName = new Map<string, EntryConfig>();
  for (const entry of entries) {
    const other = byName.get(entry.name) ?? entry;
    if (posix.normalize(other.file) !== posix.normalize(entry.file)) throw sharedName(entry, other);
    byName.set(entry.name, entry);
  }
  return [...byName.values()];
}

function sharedName({ name, file }: EntryConfig, other: EntryConfig): UsageError {
  return new UsageError({
    code: 'entry-name-shared',
    message: `two entries are called '${name}': ${other.file} and ${file}`,
    hint: 'Give each a name of its own: --entry NAME=FILE.',
    at: { file },
  });
}
