import { git, gitText } from '../io/git.ts';
import { commitOf, repositoryOf } from './repository.ts';

/**
 * Files that differ from where a ref and the working tree parted: what this branch changed, uncommitted and new files
 * included, and not what happened on the other one meanwhile.
 *
 * @param root absolute real path
 * @returns paths relative to the root, forward slashes; `../` where a file of the repository lies outside of it
 * @throws UsageError where there is no repository or no such ref
 */
export async function changedSince(ref: string, root: string): Promise<ReadonlySet<string>> {
  const repository = await repositoryOf(root);
  const { top, prefix } = repository;
  const { hash } = await commitOf(repository, ref);
  const parted = await git(top, ['merge-base', hash, 'HEAD']);
  // A shallow clone may not reach back to where they parted.
  const from = parted.ok ? parted.stdout.trim() : hash;
  const changed = await gitText(top, ['diff', '--name-only', '--no-renames', '--no-ext-diff', '-z', from]);
  const fresh = await gitText(top, ['ls-files', '--others', '--exclude-standard', '-z']);
  const files = `${changed}${fresh}`.split('\0').filter((file) => file !== '');
  return new Set(files.map((file) => relativeTo(prefix, file)));
}

function relativeTo(prefix: string, file: string): string {
  if (prefix === '') return file;
  const own = prefix.split('/');
  const parts = file.split('/');
  let shared = 0;
  while (shared < own.length && shared < parts.length - 1 && own[shared] === parts[shared]) shared++;
  return '../'.repeat(own.length - shared) + parts.slice(shared).join('/');
}
