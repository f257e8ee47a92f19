import type { ChildReady } from '../protocol.ts';

/** What a probe sees of the started command from outside. */
export interface Started {
  /** Calls back for every piece of output, with `process.hrtime.bigint()` of its arrival. Returns how to stop. */
  readonly onOutput: (
    listener: (stream: 'stdout' | 'stderr', bytes: Buffer, atNs: bigint) => void,
  ) => () => void;
}

/** Tells when a boot is over. One file a probe; `registry.ts` lists them. */
export interface ReadyProbe {
  /** As the user writes it: `exit`, `listen:3000`, `stdout:ready`. */
  readonly name: string;
  /** What the child code watches for; it makes the READY_FILE then. `none` where this side sees the moment alone. */
  readonly child: ChildReady;
  /** Whether the end of the command is itself the awaited moment (`exit`, `auto`). */
  readonly endsAtExit: boolean;
  /** Whether the command must be started with an IPC channel (`send`). */
  readonly needsChannel: boolean;
  /**
   * Watches from outside; absent where the child code does it all.
   *
   * @param reached to be called once, with `process.hrtime.bigint()` of the moment
   * @returns how to stop; nothing may stay behind (timers, sockets)
   */
  readonly watch?: (started: Started, reached: (atNs: bigint) => void) => () => void;
}
