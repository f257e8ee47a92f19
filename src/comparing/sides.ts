import { resolve } from 'node:path';
import type { CompareSide } from '../model/compare.ts';
import { toModuleId, type ModuleId } from '../model/module-id.ts';
import { runPrepare } from './run-prepare.ts';
import { installPackages } from './install-packages.ts';
import { linkPackages } from './link-packages.ts';
import { commitOf, headCommit, isDirty, type Repository } from './repository.ts';
import { addWorktree, type Worktree } from './worktree.ts';

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
  /** Run in the root of a commit's files once they have packages: what builds the program. */
  readonly prepare?: string | undefined;
  /** What `prepare` sees of the environment; undefined for all of ours. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly signal: AbortSignal;
}

/** The working tree as it is. */
export async function workingTree({ repository, root }: LayOutRequest): Promise<LaidOutSide> {
  const commit = await headCommit(repository);
  const dirty = await isDirty(repository);
  return {
    root,
    side: {
      kind: 'working-tree',
      name: 'working tree',
      commit,
      packages: 'own',
      ...(dirty && { dirty: true }),
    },
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
  const { repository, root, install, prepare, env = process.env, signal } = request;
  const commit = await commitOf(repository, ref);
  const tree = await addWorktree(repository, commit.hash);
  let linked = false;
  try {
    if (install) await installPackages(tree.root, tree.top, signal);
    else linked = linkPackages(repository.top, tree.top) > 0;
    if (prepare !== undefined) await runPrepare(prepare, tree.root, env, signal);
  } catch (error) {
    await tree.remove();
    throw error;
  }
  return {
    root: tree.root,
    side: { kind: 'commit', name: ref, commit, packages: install ? 'installed' : linked ? 'linked' : 'own' },
    rename: (id) => idInWorkingTree(id, tree, root),
    remove: tree.remove,
  };
}

/** Linked packages lie where they are linked to: in the working tree, or wherever that has them from. */
function idInWorkingTree(id: ModuleId, { root: own, top }: Worktree, root: string): ModuleId {
  if (!id.startsWith('../')) return id;
  const path = resolve(own, id).replaceAll('\\', '/');
  return path.startsWith(`${top}/`) ? id : toModuleId(path, root);
}
