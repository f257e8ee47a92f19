import { relative } from 'node:path';
import { UsageError } from '../errors.ts';
import { git, gitText } from '../io/git.ts';
import { realPath } from '../io/files.ts';
import type { Commit } from '../model/compare.ts';

/** The git repository around a project. */
export interface Repository {
  /** Absolute real path of its working tree, forward slashes. */
  readonly top: string;
  /** The project's root below it, forward slashes; empty where it is the same. */
  readonly prefix: string;
}

/**
 * Finds the repository that a project belongs to.
 *
 * @param root absolute real path
 * @throws UsageError `no-repository`
 */
export async function repositoryOf(root: string): Promise<Repository> {
  const { ok, stdout, stderr } = await git(root, ['rev-parse', '--show-toplevel']);
  const top = stdout.trim();
  if (ok && top !== '') {
    const real = realPath(top).replaceAll('\\', '/');
    return { top: real, prefix: relative(real, root).replaceAll('\\', '/') };
  }
  const isForeign = stderr.includes('dubious ownership');
  throw new UsageError({
    code: 'no-repository',
    message: isForeign
      ? `git refuses ${root}: it belongs to another user`
      : `${root} is in no git repository with a working tree, so there are no refs to compare`,
    hint: isForeign
      ? `If you trust it: git config --global --add safe.directory ${root}`
      : 'Compare two saved reports instead: import-budget compare BASE.json HEAD.json',
  });
}

/**
 * The commit that a ref names.
 *
 * @throws UsageError `no-such-ref`
 */
export async function commitOf({ top }: Repository, ref: string): Promise<Commit> {
  const asked = await git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  const hash = asked.stdout.trim();
  if (!asked.ok || hash === '' || ref === '') throw await noSuchRef(top, ref);
  const [date = '', subject = ''] = (
    await gitText(top, ['show', '-s', '--no-show-signature', '--format=%aI%n%s', hash])
  ).split('\n');
  return { hash, date, subject };
}

/** The commit the working tree stands on; null in a repository without one. */
export async function headCommit(repository: Repository): Promise<Commit | null> {
  const { ok } = await git(repository.top, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  return ok ? commitOf(repository, 'HEAD') : null;
}

/** Whether files differ from the commit, or are not in it though git does not ignore them. */
export async function isDirty({ top }: Repository): Promise<boolean> {
  return (await gitText(top, ['status', '--porcelain', '--untracked-files=normal'])).trim() !== '';
}

async function noSuchRef(top: string, ref: string): Promise<UsageError> {
  const shallow = (await git(top, ['rev-parse', '--is-shallow-repository'])).stdout.trim() === 'true';
  return new UsageError({
    code: 'no-such-ref',
    message: `there is no commit '${ref}' in this repository${shallow ? ', which is a shallow clone' : ''}`,
    hint: shallow
      ? `Fetch it first: git fetch --depth=1 origin ${/^[\w./-]+$/.test(ref) && !ref.startsWith('-') ? ref : 'REF'} (then name it FETCH_HEAD), or clone with the whole history (actions/checkout: fetch-depth: 0).`
      : 'Name a branch, a tag or a commit that git knows (git branch --all, git tag). For a branch of the remote: origin/NAME.',
  });
}
