import type { ReadyKind } from './ready-kind.ts';

/** The boot is the whole run of the command, as for a command line tool. */
export const exitKind: ReadyKind = {
  name: 'exit',
  written: 'exit',
  help: 'the program ends',
  make: (argument, written) =>
    argument === undefined
      ? { name: written, child: { kind: 'none' }, endsAtExit: true, needsChannel: false }
      : 'exit takes no argument',
};
