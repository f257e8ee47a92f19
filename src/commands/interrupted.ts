import { exitCodeOf } from '../boot/guard-interrupts.ts';
import { knownError } from '../errors.ts';

/**
 * The exit code of a command that a signal has ended: that its boots fail then is no failure of the program's.
 *
 * @param signal aborted with the name of the signal
 * @throws the error itself where nobody interrupted, or it is none of the user's or the program's making
 */
export function codeIfInterrupted(error: unknown, signal: AbortSignal): number {
  if (!signal.aborted) throw error;
  knownError(error);
  return exitCodeOf(signal.reason as NodeJS.Signals);
}
