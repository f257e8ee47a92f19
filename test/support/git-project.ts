import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const WHO = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_AUTHOR_DATE: '2026-03-01T10:00:00+02:00',
  GIT_COMMITTER_DATE: '2026-03-01T10:00:00+02:00',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};

/** Runs git in a folder, as one author and at one time. */
export function gitIn(folder: string, ...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: folder, env: { ...process.env, ...WHO }, encoding: 'utf8' }).trim();
}

/** Makes a folder a repository with the branch `main`. */
export function initRepository(folder: string): void {
  gitIn(folder, 'init', '--quiet', '--initial-branch=main');
}

/**
 * Changes files and commits all that git does not ignore.
 *
 * @param files path -> text; null removes
 * @returns the hash
 */
export function commitFiles(
  folder: string,
  subject: string,
  files: Readonly<Record<string, string | null>>,
): string {
  putFiles(folder, files);
  gitIn(folder, 'add', '--all');
  gitIn(folder, 'commit', '--quiet', '--message', subject);
  return gitIn(folder, 'rev-parse', 'HEAD');
}

/** Writes files, or removes those that are null. */
export function putFiles(folder: string, files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    if (text === null) rmSync(file);
    else writeFileSync(file, text);
  }
}
