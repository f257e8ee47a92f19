import { WATCHED_BY_CHILD, type ReadyKind } from './ready-kind.ts';

/** The program says so itself: `performance.mark(NAME)`, in any of its processes, worker threads left out. */
export const markKind: ReadyKind = {
  name: 'mark',
  written: 'mark:NAME',
  help: 'the program calls performance.mark with this name',
  make: (argument, written) =>
    argument
      ? { name: written, child: { kind: 'mark', name: argument }, ...WATCHED_BY_CHILD }
      : 'mark needs the name of a performance mark',
};
