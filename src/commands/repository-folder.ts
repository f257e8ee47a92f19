import { posix } from 'node:path';
import { exists } from '../io/files.ts';

/**
 * Where a root lies in its repository: code hosts name files from there.
 *
 * @param root absolute, forward slashes; need not be on this machine
 * @returns with a slash at the end (`packages/api/`); empty for the top, and where no repository is found
 */
export function repositoryFolder(root: string): string {
  for (let folder = root; ; folder = posix.dirname(folder)) {
    // A file in worktrees and submodules.
    if (exists(`${folder}/.git`))
      return folder === root ? '' : `${root.slice(folder.length).replace(/^\//, '')}/`;
    if (folder === posix.dirname(folder)) return '';
  }
}
