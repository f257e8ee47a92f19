import type { RunOutcome } from '../model/boot.ts';
import type { ReadyProbe } from './ready/ready-probe.ts';
import type { RootExit, RunningCommand } from './start-command.ts';
import { readReadyPid, watchReadyFile } from './watch-ready-file.ts';

const SETTLE_MS = 50;

/** When and how a boot was over. */
export interface Moment {
  readonly outcome: Exclude<RunOutcome, 'crashed' | 'not-started'>;
  /** `process.hrtime.bigint()`. */
  readonly atNs: bigint;
  /** The root's end, where that ended the boot. */
  readonly exit: RootExit | null;
}

export interface Awaited {
  readonly folder: string;
  readonly ready: ReadyProbe;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits for the awaited moment, the end of the command, the time limit or an interrupt, whichever is first. Nothing it
 * used to wait (timers, watchers) is left.
 */
export function awaitMoment(command: RunningCommand, awaited: Awaited): Promise<Moment> {
  const { folder, ready, timeoutMs, signal } = awaited;
  const { promise, settle, cleanUp } = settleOnce();
  const reached = (atNs: bigint) => settle({ outcome: 'ready', atNs, exit: null });
  const interrupted = () => settle({ outcome: 'interrupted', atNs: process.hrtime.bigint(), exit: null });

  if (ready.child.kind !== 'none') {
    const told = ready.endsAtExit ? unlessItEnds(reached, cleanUp) : reached;
    cleanUp(watchReadyFile(folder, told));
  }
  if (ready.watch !== undefined) cleanUp(ready.watch(command, reached));
  // On a busy machine the limit may be over before an end that came in time was noticed: a turn of the loop for that.
  let hasEnded = false;
  const late = () => {
    if (!hasEnded) settle({ outcome: 'timed-out', atNs: process.hrtime.bigint(), exit: null });
  };
  const timer = setTimeout(() => setImmediate(late), timeoutMs);
  cleanUp(() => clearTimeout(timer));
  signal?.addEventListener('abort', interrupted, { once: true });
  cleanUp(() => signal?.removeEventListener('abort', interrupted));
  if (signal?.aborted === true) interrupted();

  void command.exited.then(async (exit) => {
    hasEnded = true;
    settle(await momentOfExit(command, awaited, exit));
  });
  return promise;
}

/**
 * Where nobody said what is awaited, a program that listens and then ends at once (its second port is taken) has not
 * booted: its end is waited for, shortly.
 */
function unlessItEnds(
  reached: (atNs: bigint) => void,
  cleanUp: (stop: () => void) => void,
): (atNs: bigint) => void {
  return (atNs) => {
    const timer = setTimeout(() => reached(atNs), SETTLE_MS);
    cleanUp(() => clearTimeout(timer));
  };
}

/** What the end of the command means: the moment may have come just before, its notice still on the way. */
async function momentOfExit(command: RunningCommand, awaited: Awaited, exit: RootExit): Promise<Moment> {
  const { atNs } = exit;
  if (awaited.ready.endsAtExit) return { outcome: 'ready', atNs, exit };
  if (awaited.ready.child.kind !== 'none' && readReadyPid(awaited.folder) !== null)
    return { outcome: 'ready', atNs, exit };
  // A probe that reads the output may find it in the rest.
  await command.drain();
  return { outcome: 'exited', atNs, exit };
}

/** A promise for the first moment; what is given to `cleanUp` is called then, or at once where it has been. */
function settleOnce() {
  let stops: (() => void)[] | null = [];
  let resolve: (moment: Moment) => void = () => {};
  const promise = new Promise<Moment>((done) => (resolve = done));
  const settle = (moment: Moment) => {
    const waiting = stops;
    stops = null;
    for (const stop of waiting ?? []) stop();
    resolve(moment);
  };
  const cleanUp = (stop: () => void) => {
    if (stops === null) stop();
    else stops.push(stop);
  };
  return { promise, settle, cleanUp };
}
