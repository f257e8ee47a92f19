import { fileURLToPath } from 'node:url';
import { TargetError } from '../errors.ts';

/**
 * What an exception that nobody caught, or a rejection that nobody handled, means for the command. Code of the user's
 * that was executed in this process (a config) may fail long after it was read: that is no mistake of ours.
 *
 * @param thrown anything
 * @returns a TargetError where no frame of its stack is ours, else what was thrown
 */
export function uncaughtError(thrown: unknown): unknown {
  const stack = thrown instanceof Error && typeof thrown.stack === 'string' ? thrown.stack : '';
  // ES modules stand in stacks by their URLs, in which some characters are escaped.
  const own = new URL('../', import.meta.url);
  const ours = [own.href, fileURLToPath(own)];
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const theirs = frames.filter((line) => !/\(?node:|<anonymous>|[\\/]node_modules[\\/]/.test(line));
  if (theirs.length === 0 || frames.some((line) => ours.some((folder) => line.includes(folder))))
    return thrown;
  const [what] = stack.split('\n');
  return new TargetError({
    code: 'foreign-code-failed',
    message: `code that was executed to read a config failed later: ${what ?? ''}`,
    hint: `It was thrown ${(theirs[0] ?? '').trim()}`,
  });
}
