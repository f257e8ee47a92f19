import type { ReadyKind } from './ready-kind.ts';

/** Long enough that a program which waits for a database or a child's answer is not taken for one that has booted. */
const AUTO_IDLE_MS = 1_000;

/** For programs nothing is said about: whichever comes first of what ends the boots of tools, servers and the rest. */
export const autoKind: ReadyKind = {
  name: 'auto',
  written: 'auto',
  help: `the program ends, listens on TCP, or is idle for ${AUTO_IDLE_MS} ms without a child process`,
  make: (argument, written) =>
    argument === undefined
      ? {
          name: written,
          child: { kind: 'auto', idleMs: AUTO_IDLE_MS },
          endsAtExit: true,
          needsChannel: false,
        }
      : 'auto takes no argument',
};
