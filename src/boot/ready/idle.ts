import { WATCHED_BY_CHILD, type ReadyKind } from './ready-kind.ts';

const DEFAULT_IDLE_MS = 200;
const LONGEST_IDLE_MS = 600_000;

/** The event loop has nothing to do for a while; the moment is the start of that while. */
export const idleKind: ReadyKind = {
  name: 'idle',
  written: 'idle[:MS]',
  help: `the event loop is idle for that many milliseconds (${DEFAULT_IDLE_MS}); their start is the moment`,
  make: (argument, written) => {
    const idleMs = argument === undefined ? DEFAULT_IDLE_MS : durationOf(argument);
    if (idleMs === undefined) {
      return `"${argument}" is not a duration: milliseconds, more than 0 and at most ${LONGEST_IDLE_MS}`;
    }
    return { name: written, child: { kind: 'idle', idleMs }, ...WATCHED_BY_CHILD };
  },
};

function durationOf(text: string): number | undefined {
  const durationMs = /^\d{1,9}(\.\d{1,6})?$/.test(text) ? Number(text) : 0;
  return durationMs > 0 && durationMs <= LONGEST_IDLE_MS ? durationMs : undefined;
}
