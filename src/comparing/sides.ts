import type { EntryConfig } from '../model/config.ts';
import type { CompareSide } from '../model/compare.ts';
import type { ModuleId } from '../model/module-id.ts';
import { toModuleId } from '../model/module-id.ts';
import { installPackages } from './install-packages.ts';
import { linkPackages } from './link-packages.ts';
import { commitOf, headCommit, isDirty, type Repository } from './repository.ts';
import { addWorktree } from './worktree.ts';

/** One side of a comparison, its files laid out. */
export interface LaidOutSide {
  /** The project's root in it, absolute real path, forward slashes. */
  readonly root: string;
  readonly side: CompareSide;
  /** The id that a module of an analysis of this side has in the working tree. */
  readonly rename: (id: ModuleId) => ModuleId;
  readonly remove: () => Promise<void>;
}

export interface LayOutRequest {
  readonly repository: Repository;
  /** Absolute real path of the project in the working tree. */
  readonly root: string;
  /** Installs packages instead of linking those of the working tree. */
  readonly install: boolean;
  readonly signal: AbortSignal;
}

/** The working tree as it is. */
export async function workingTree({ repository, root }: LayOutRequest): Promise<LaidOutSide> {
  const commit = await headCommit(repository);
  const dirty = await isDirty(repository);
  return {
    root,
    side: { kind: 'working-tree', name: 'working tree', commit, packages: 'own', ...(dirty && { dirty: true }) },
    rename: (id) => id,
    remove: () => Promise.resolve(),
  };
}

/**
 * The files of a commit, with packages.
 *
 * @throws UsageError where there is no such ref, or it cannot be checked out, or its packages cannot be installed
 */
export async function laidOutCommit(ref: string, request: LayOutRequest): Promise<LaidOutSide> {
  const { repository, root, install, signal } = request;
  const commit = await commitOf(repository, ref);
  const tree = await addWorktree(repository, commit.hash);
  try {
    if (install) await installPackages(tree.root, tree.top, signal);
    else linkPackages(repository.top, tree.top);
  } catch (error) {
    await tree.remove();
    throw error;
  }
  // Ids of linked packages lead from the worktree back to the working tree.
  const back = toModuleId(`${root}/x`, tree.root).slice(0, -1);
  return {
    root: tree.root,
    side: { kind: 'commit', name: ref, commit, packages: install ? 'installed' : 'linked' },
    rename: (id) => (id.startsWith(back) ? (id.slice(back.length) as ModuleId) : id),
    remove: tree.remove,
  };
}

/** The entries of a side whose file is there: the others came or went with the change. */
export function presentEntries(
  entries: readonly EntryConfig[],
  isThere: (file: string) => boolean,
): readonly EntryConfig[] {
  return entries.filter(({ file }) => isThere(file));
}
