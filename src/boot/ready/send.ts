import type { ReadyKind } from './ready-kind.ts';

/** The program sends its first message to the parent process, as under process managers. */
export const sendKind: ReadyKind = {
  name: 'send',
  written: 'send',
  help: 'the program calls process.send',
  make: (argument, written) =>
    argument === undefined
      ? { name: written, child: { kind: 'send' }, endsAtExit: false, needsChannel: true }
      : 'send takes no argument',
};
