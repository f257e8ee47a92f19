import { execFile } from 'node:child_process';
import { UsageError } from '../errors.ts';

/** Set by git for its hooks: they would lead every git below to another repository, or to another index. */
const NOT_OURS = /^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|OBJECT_DIRECTORY|COMMON_DIR|NAMESPACE)$/;
const MOST_OUTPUT = 256 * 1024 * 1024;

export interface GitResult {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs git without its hooks, pager, prompts, and without what it says being translated.
 *
 * @param folder absolute path to run in
 * @throws UsageError `no-git` where there is no such program
 */
export function git(folder: string, args: readonly string[]): Promise<GitResult> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_OURS.test(name)));
  const options = {
    cwd: folder,
    env: { ...env, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
    maxBuffer: MOST_OUTPUT,
  };
  const own = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.quotePath=false', '-c', 'core.fsmonitor=false'];
  return new Promise((resolve, reject) => {
    execFile('git', [...own, ...args], options, (error, stdout, stderr) => {
      if ((error as NodeJS.ErrnoException | null)?.code === 'ENOENT') reject(noGit());
      else resolve({ ok: error === null, stdout, stderr });
    });
  });
}

/**
 * What git prints, of a command that is not expected to fail.
 *
 * @throws UsageError `git-failed` with what git said
 */
export async function gitText(folder: string, args: readonly string[]): Promise<string> {
  const { ok, stdout, stderr } = await git(folder, args);
  if (ok) return stdout;
  throw new UsageError({
    code: 'git-failed',
    message: `git ${args[0] ?? ''} failed: ${stderr.trim().split('\n').slice(-3).join('\n')}`,
    hint: 'Run it yourself to see what is wrong; the repository may be damaged, or belong to another user.',
  });
}

function noGit(): UsageError {
  return new UsageError({
    code: 'no-git',
    message: 'git cannot be started: there is no such program, or the folder is gone',
    hint: 'Install git and put it on the PATH, or compare two saved reports: import-budget compare BASE.json HEAD.json',
  });
}
