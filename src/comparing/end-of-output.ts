import { redactOutput } from '../recording/redact.ts';

const LINES = 8;
/** Far more than those lines have, and no work even where a program printed megabytes. */
const CHARACTERS = 64 * 1024;

/**
 * The last lines of what a failed program printed, for an error's message: indented, and without secrets.
 *
 * @param env what the program was started with
 */
export function endOfOutput(output: string, env: NodeJS.ProcessEnv): string {
  const shown = redactOutput(output.slice(-CHARACTERS), { command: [], env, ownEnv: {} });
  return shown
    .split('\n')
    .slice(-LINES)
    .map((line) => `\n  ${line}`)
    .join('');
}
