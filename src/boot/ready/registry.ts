import { UsageError } from '../../errors.ts';
import { autoKind } from './auto.ts';
import { exitKind } from './exit.ts';
import { httpKind } from './http.ts';
import { idleKind } from './idle.ts';
import { listenKind } from './listen.ts';
import { mainKind } from './main.ts';
import { markKind } from './mark.ts';
import type { ReadyKind } from './ready-kind.ts';
import type { ReadyProbe } from './ready-probe.ts';
import { sendKind } from './send.ts';
import { stdoutKind } from './stdout.ts';

const KINDS: readonly ReadyKind[] = [
  autoKind,
  exitKind,
  mainKind,
  listenKind,
  markKind,
  sendKind,
  stdoutKind,
  httpKind,
  idleKind,
];

/** All ways to say when a boot is over, in the order of the help. */
export const READY_FORMS: readonly Pick<ReadyKind, 'name' | 'written' | 'help'>[] = KINDS;

/**
 * The probe for what the user wrote: `listen:3000`, `mark:ready`, `http://localhost:3000/health`.
 *
 * @throws UsageError (`bad-ready`) for an unknown word, port, pattern, address or duration
 */
export function readyProbe(written: string): ReadyProbe {
  const colon = written.indexOf(':');
  const word = colon < 0 ? written : written.slice(0, colon);
  const argument = colon < 0 ? undefined : written.slice(colon + 1);
  const kind = KINDS.find(({ name }) => name === (word.toLowerCase() === 'https' ? 'http' : word));
  const made = kind?.make(argument, written) ?? `"${word}" is not a way to tell that a boot is over`;
  if (typeof made !== 'string') return made;
  throw new UsageError({
    code: 'bad-ready',
    message: `Cannot wait for "${written}": ${made}.`,
    hint: `Write one of ${READY_FORMS.map((form) => form.written).join(', ')}.`,
  });
}

/**
 * The written form of what a config says under `ready`.
 *
 * @param config a word, or an object with one of port, mark, stdout, http, idleMs; checked against the schema before
 * @returns undefined where it says nothing
 */
export function readyText(config: unknown): string | undefined {
  if (typeof config === 'string') return config;
  if (typeof config !== 'object' || config === null) return undefined;
  const { port, mark, stdout, http, idleMs } = config as Readonly<Record<string, unknown>>;
  if (port !== undefined) return `listen:${String(port)}`;
  if (mark !== undefined) return `mark:${String(mark)}`;
  if (stdout !== undefined) return `stdout:${String(stdout)}`;
  if (http !== undefined) return `http:${String(http)}`;
  return idleMs === undefined ? undefined : `idle:${String(idleMs)}`;
}
