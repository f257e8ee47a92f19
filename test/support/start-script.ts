import { execFile } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

export interface Ended {
  readonly code: number;
  /** What it wrote, to stdout and stderr. */
  readonly stdout: string;
}

/** Runs a script of the action in a folder whose own programs come first, with nothing but these variables. */
export function startScript(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
  cwd: string,
) {
  return new Promise<Ended>((resolve) => {
    const path = [cwd, dirname(process.execPath), process.env['PATH']].join(delimiter);
    execFile(program, args, { cwd, env: { ...env, PATH: path } }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout: stdout + stderr });
    });
  });
}
