import { join } from 'node:path';
import { findConfig } from '../config/find.ts';
import { discoverEntries } from '../entries/discover.ts';
import { UsageError } from '../errors.ts';
import { exists, isFile, writeText } from '../io/files.ts';
import { renderConfig, type InitEntry, type InitFormat } from './init-template.ts';
import type { Measured } from './propose-budget.ts';

export interface InitOptions {
  /** Absolute path. */
  readonly root: string;
  /** Replace the config that is there. */
  readonly force: boolean;
  /** Print instead of writing. */
  readonly dryRun: boolean;
  readonly format: InitFormat;
  /** Taken instead of those that package.json names; empty for these. */
  readonly asked?: readonly InitEntry[];
  /** Counts what each entry loads now, by name; without it no budgets are proposed. */
  readonly measure?: (
    entries: readonly { readonly name: string; readonly file: string }[],
  ) => Promise<ReadonlyMap<string, Measured>>;
  readonly stdout: (text: string) => void;
}

/** What a new user asks himself now. */
const NEXT = `
Next
  import-budget check --static-only  judges the imports by it; runs none of your code
  import-budget check                boots every entry as well: as node FILE, or as its "run" says
`;

const CRUISER_CONFIGS = ['cjs', 'js', 'mjs', 'json'].map((extension) => `.dependency-cruiser.${extension}`);

/**
 * Writes a commented config with the entries found.
 *
 * @returns the absolute path written, null on a dry run
 * @throws UsageError `init-exists` (use --force), `init-other-config`, `init-no-entries`
 */
export async function runInit(options: InitOptions): Promise<{ file: string | null }> {
  const { root, format } = options;
  const name = `import-budget.config.${format}`;
  const file = join(root, name);
  if (!options.dryRun) await refuseToOverwrite(root, file, name, options.force);
  const { entries, lookedAt } = await entriesFor(options);
  const usable = entries.filter((entry) => !entry.missing);
  if (usable.length === 0) throw noEntries(entries, lookedAt);
  const text = renderConfig(format, {
    entries,
    measured:
      options.measure === undefined
        ? null
        : await options.measure(usable.map(({ name, file }) => ({ name, file }))),
    dependencyCruiser: CRUISER_CONFIGS.find((config) => isFile(join(root, config))) ?? null,
  });
  if (options.dryRun) {
    options.stdout(text);
    return { file: null };
  }
  writeText(file, text, options.force ? 'replace' : 'create');
  options.stdout(
    `Wrote ${name} with ${usable.length === 1 ? '1 entry' : `${usable.length} entries`}.\n${NEXT}`,
  );
  return { file };
}

async function entriesFor({
  root,
  asked = [],
}: InitOptions): Promise<{ readonly entries: readonly InitEntry[]; readonly lookedAt: readonly string[] }> {
  return asked.length > 0 ? { entries: asked, lookedAt: [] } : discoverEntries(root);
}

async function refuseToOverwrite(root: string, file: string, name: string, force: boolean): Promise<void> {
  if (exists(file)) {
    if (force) return;
    throw new UsageError({
      code: 'init-exists',
      message: `${name} exists already`,
      hint: 'Give --force to replace it, or --dry-run to see what would be written.',
      at: { file: name },
    });
  }
  const other = await findConfig(root);
  if (other === null) return;
  const shown = other.kind === 'package' ? 'package.json#importBudget' : other.shown;
  throw new UsageError({
    code: 'init-other-config',
    message: `There is a config already: ${shown}; two would be refused`,
    hint: `Remove ${shown} first, or give --dry-run to see what would be written.`,
    at: { file: other.shown },
  });
}

function noEntries(entries: readonly InitEntry[], lookedAt: readonly string[]): UsageError {
  const missing = entries.map((entry) => `${entry.declared} (${entry.name})`);
  const absent = missing.length === 0 ? '' : `. Named, but not there: ${missing.join(', ')}`;
  return new UsageError({
    code: 'init-no-entries',
    message: `No entry was found. Looked at: ${lookedAt.join(', ')}${absent}`,
    hint: 'Name the program: --entry server=src/server.js, or in package.json (main, bin or a start script).',
    at: { file: 'package.json' },
  });
}
