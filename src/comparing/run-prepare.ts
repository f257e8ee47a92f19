import { exec } from 'node:child_process';
import { UsageError } from '../errors.ts';
import { redactText } from '../recording/redact.ts';
import { endOfOutput } from './end-of-output.ts';

/**
 * Runs the user's own command in the files of a commit: what git ignores (`dist`) is not among them.
 *
 * @param command of a shell
 * @param env what it sees of the environment
 * @throws UsageError `prepare-failed` with the end of what it printed
 */
export async function runPrepare(
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  const failure = await new Promise<string | null>((resolve) => {
    exec(command, { cwd, env, signal, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve(error === null ? null : `${stdout}\n${stderr || error.message}`.trim());
    });
  });
  if (failure === null || signal.aborted) return;
  throw new UsageError({
    code: 'prepare-failed',
    message: `--prepare: ${redactText(command)} failed:${endOfOutput(failure, env)}`,
    hint: 'It runs in the root of a fresh checkout, with the packages of the working tree or those that --install installs.',
  });
}
