import type { ReadyProbe } from './ready-probe.ts';

/** A way to tell that a boot is over, as it can be asked for. */
export interface ReadyKind {
  /** The word it begins with: `listen`. */
  readonly name: string;
  /** How it is written: `listen[:PORT]`. */
  readonly written: string;
  /** One line of help. */
  readonly help: string;
  /**
   * @param argument what follows the colon; undefined where there is none
   * @param written the whole of it, for the probe's name
   * @returns the probe, or one sentence on what is wrong with the argument
   */
  readonly make: (argument: string | undefined, written: string) => ReadyProbe | string;
}

/** What most probes have in common: the child code watches, and the end of the program is not what is awaited. */
export const WATCHED_BY_CHILD = { endsAtExit: false, needsChannel: false } as const;
