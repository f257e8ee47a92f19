import { constants } from 'node:os';
import { killLiveBoots } from './live-boots.ts';
import { removeOpenRunFolders } from './run-folder.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A terminal that sends Ctrl-C to a whole group may reach us twice at once (npx hands it on). */
const TWICE_MS = 200;

/** What guarding needs of our process; tests give their own. */
export type Interruptible = Pick<NodeJS.Process, 'on' | 'off' | 'exit'>;

/**
 * Takes over the signals that would end this process while boots run. The first one is told, so that the command ends
 * its boots and itself in order; a further one kills every process we started, removes the run folders and exits.
 *
 * @param onInterrupt called once, with the signal; give it to `AbortController.abort` as the reason
 * @returns how to give the signals back; to be called when no boot runs any more
 */
export function guardInterrupts(
  onInterrupt: (signal: NodeJS.Signals) => void,
  self: Interruptible = process,
  nowMs: () => number = () => performance.now(),
): () => void {
  let firstAt: number | undefined;
  const listener = (signal: NodeJS.Signals) => {
    if (firstAt === undefined) {
      firstAt = nowMs();
      onInterrupt(signal);
    } else if (nowMs() - firstAt >= TWICE_MS) {
      killLiveBoots();
      removeOpenRunFolders();
      self.exit(exitCodeOf(signal));
    }
  };
  for (const name of SIGNALS) self.on(name, listener);
  return () => {
    for (const name of SIGNALS) self.off(name, listener);
  };
}

/** The exit code shells give a process that was ended by a signal: 130 for Ctrl-C. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
