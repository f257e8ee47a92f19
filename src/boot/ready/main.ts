import { WATCHED_BY_CHILD, type ReadyKind } from './ready-kind.ts';

/** The main script was evaluated, its top-level awaits included; what it left to callbacks is not part of the boot. */
export const mainKind: ReadyKind = {
  name: 'main',
  written: 'main',
  help: 'the main script is evaluated, top-level await included',
  make: (argument, written) =>
    argument === undefined
      ? { name: written, child: { kind: 'main' }, ...WATCHED_BY_CHILD }
      : 'main takes no argument',
};
