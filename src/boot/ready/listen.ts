import { WATCHED_BY_CHILD, type ReadyKind } from './ready-kind.ts';

const HIGHEST_PORT = 65_535;

/** A process of the program listens: on any TCP port or pipe, or on one TCP port. */
export const listenKind: ReadyKind = {
  name: 'listen',
  written: 'listen[:PORT]',
  help: 'the program listens, on any TCP port or pipe or on this TCP port',
  make: (argument, written) => {
    const port = argument === undefined ? 0 : portOf(argument);
    if (port === undefined) return `"${argument}" is not a port: a whole number from 1 to ${HIGHEST_PORT}`;
    return { name: written, child: { kind: 'listen', port }, ...WATCHED_BY_CHILD };
  },
};

function portOf(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= HIGHEST_PORT ? port : undefined;
}
