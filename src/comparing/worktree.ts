import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { makeRunFolder, removeRunFolder } from '../boot/run-folder.ts';
import { UsageError } from '../errors.ts';
import { realPath } from '../io/files.ts';
import { git } from '../io/git.ts';
import type { Repository } from './repository.ts';

/** A commit's files in a temporary folder. */
export interface Worktree {
  /** Absolute real path of the whole repository's files, forward slashes. */
  readonly top: string;
  /** The project's root in it. */
  readonly root: string;
  /** Takes it away; never throws. */
  readonly remove: () => Promise<void>;
}

/**
 * Checks a commit out into a folder of its own, beside the working tree and without touching it. The folder goes with
 * {@link Worktree.remove}, or when this process exits, however that comes; if it is killed, a later run sweeps it.
 *
 * @param hash the commit
 * @throws UsageError `worktree-failed`
 */
export async function addWorktree({ top, prefix }: Repository, hash: string): Promise<Worktree> {
  const folder = realPath(makeRunFolder());
  // The name of the repository's own folder: programs may show it, and git names the worktree after it.
  const tree = join(folder, 'tree');
  const prune = () => void spawnSync('git', ['worktree', 'prune'], { cwd: top, stdio: 'ignore' });
  // Behind the listener that removes the folder: git forgets a worktree only when it is gone.
  process.on('exit', prune);
  const remove = async () => {
    await git(top, ['worktree', 'remove', '--force', '--force', tree]).catch(() => undefined);
    removeRunFolder(folder);
    await git(top, ['worktree', 'prune']).catch(() => undefined);
    process.off('exit', prune);
  };
  const added = await git(top, ['worktree', 'add', '--detach', '--force', tree, hash]);
  if (added.ok) {
    const slashed = tree.replaceAll('\\', '/');
    return { top: slashed, root: prefix === '' ? slashed : `${slashed}/${prefix}`, remove };
  }
  await remove();
  throw new UsageError({
    code: 'worktree-failed',
    message: `git could not check out ${hash.slice(0, 10)}: ${added.stderr.trim().split('\n').slice(-3).join('\n')}`,
    hint: 'Check that the temporary folder has room, and that git itself can do it: git worktree add --detach /tmp/try',
  });
}
