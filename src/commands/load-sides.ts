import { join, posix, relative } from 'node:path';
import type { LaidOutSide } from '../comparing/sides.ts';
import { saying } from '../comparing/base-findings.ts';
import { UsageError } from '../errors.ts';
import { isFile } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { Notice } from '../model/finding.ts';
import type { GlobalFlags } from './flags.ts';
import { loadProject } from './project.ts';

/** One side's config and the entries to compare. */
export interface LoadedSide {
  readonly config: Config;
  readonly entries: readonly EntryConfig[];
  readonly notices: readonly Notice[];
}

/**
 * Loads the config of each side. Entries are those of each side's own config; a side that has none yet is compared by the
 * other one's, as far as it has their files. With `--entry` they are the ones asked for.
 *
 * @param sides with the project's root in the working tree
 * @throws UsageError where a config is wrong, or no side has an entry
 */
export async function loadSides(
  host: Host,
  flags: GlobalFlags,
  sides: { readonly root: string; readonly base: LaidOutSide; readonly head: LaidOutSide },
): Promise<{ base: LoadedSide; head: LoadedSide }> {
  const load = (side: LaidOutSide) =>
    saying(side.side.name, () =>
      loadProject(hostIn(host, sides.root, side), flagsIn(host, flags, side, sides.root), []),
    );
  const head = await orNothing(() => load(sides.head));
  const base = await orNothing(() => load(sides.base));
  if (head === null && base === null) return { head: await load(sides.head), base: await load(sides.base) };
  const known = (head ?? base)!;
  const other = (side: LaidOutSide, own: LoadedSide | null, wanted: LoadedSide): LoadedSide => {
    const loaded =
      own === null || (own.config.file === null && wanted.config.file !== null)
        ? { ...wanted, config: own?.config ?? wanted.config }
        : own;
    return {
      ...loaded,
      entries: loaded.entries.filter(({ file }) => isFile(posix.resolve(side.root, file))),
    };
  };
  return { head: other(sides.head, head, known), base: other(sides.base, base, known) };
}

/** A side without anything to analyse has no entries; any other failure is one. */
async function orNothing(load: () => Promise<LoadedSide>): Promise<LoadedSide | null> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof UsageError && NOTHING.has(error.detail.code)) return null;
    throw error;
  }
}

const NOTHING: ReadonlySet<string> = new Set(['nothing-analysed', 'entry-not-found', 'root-not-found']);

function hostIn(host: Host, root: string, { root: own }: LaidOutSide): Host {
  const inside = relative(root, host.cwd);
  return inside.startsWith('..') ? { ...host, cwd: own } : { ...host, cwd: join(own, inside) };
}

/** A config named by a path of the working tree is that side's own, where it has it. */
function flagsIn(
  host: Host,
  flags: GlobalFlags,
  { root: own, side }: LaidOutSide,
  root: string,
): GlobalFlags {
  if (side.kind === 'working-tree') return flags;
  const asked = { ...flags, root: own };
  if (flags.config === undefined) return asked;
  const path = posix.resolve(host.cwd.replaceAll('\\', '/'), flags.config);
  const moved = posix.join(own, posix.relative(root, path));
  return { ...asked, config: isFile(moved) ? moved : path };
}
