import { apply } from '../saved.ts';
import type { Add, Watcher } from './ledger.ts';
import type { ListenerWatcher } from './listeners.ts';
import { dataOf, isPlain, ownKeys, record } from './look.ts';

/** Requests come and go with every file that is read; the message port is that of Node's own loader thread. */
const PASSING = /Req|WriteWrap|ShutdownWrap|ConnectWrap|^MessagePort$/;
/** What a standard stream can be, where it is no file. */
const STREAM_TYPES = ['PipeWrap', 'TTYWrap', 'TCPSocketWrap'];
const STREAMS = ['process.stdin', 'process.stdout', 'process.stderr'];

type Counts = Record<PropertyKey, number>;

/**
 * Watches what keeps the process alive, by type: timers, immediates, handles. `unref()`'d ones don't, and are not seen.
 * A standard stream that appears is no registration; its listeners are watched from then on.
 */
export function watchResources(listeners: ListenerWatcher): Watcher {
  const countResources = resourceCounter();
  const watchStreams = streamFinder(listeners);
  let streams = watchStreams();
  let before = countResources();
  return {
    compare(add) {
      const now = countResources();
      if (isSame(before, now)) return;
      const found = watchStreams();
      for (let i = streams; i < found; i++) forgive(before, now);
      streams = found;
      const types = ownKeys(now);
      for (let i = 0; i < types.length; i++) note(types[i] as string, before, now, add);
      before = now;
    },
  };
}

/** Counts of active resources by type; types that are gone stay, with 0. */
function resourceCounter(): () => Counts {
  const list = process.getActiveResourcesInfo;
  const { test } = RegExp.prototype;
  const known = record<boolean>();
  return () => {
    const types = apply(list, process, []) as string[];
    const counts = record<number>();
    const all = ownKeys(known);
    for (let i = 0; i < all.length; i++) if (known[all[i] as string] === true) counts[all[i] as string] = 0;
    for (let i = 0; i < types.length; i++) {
      const type = types[i] as string;
      known[type] ??= !(apply(test, PASSING, [type]) as boolean);
      if (known[type] === true) counts[type] = (counts[type] ?? 0) + 1;
    }
    return counts;
  };
}

/** Finds the standard streams among the active handles, for to ask `process.stdout` would make it. */
function streamFinder(listeners: ListenerWatcher): () => number {
  const list = (process as { _getActiveHandles?: () => unknown[] })._getActiveHandles;
  return () => {
    const handles = list === undefined ? [] : (apply(list, process, []) as unknown[]);
    let found = 0;
    for (let i = 0; i < handles.length; i++) {
      const handle = handles[i];
      const fd = isPlain(handle) ? dataOf(handle, 'fd') : undefined;
      const target = typeof fd === 'number' ? STREAMS[fd] : undefined;
      if (target === undefined) continue;
      found++;
      listeners.watch(handle as object, target);
    }
    return found;
  };
}

function isSame(before: Counts, now: Counts): boolean {
  const types = ownKeys(now);
  for (let i = 0; i < types.length; i++) {
    const type = types[i] as string;
    if ((before[type] ?? 0) !== now[type]) return false;
  }
  return true;
}

/** Counts one new stream as if it had been there before. */
function forgive(before: Counts, now: Counts): void {
  for (let i = 0; i < STREAM_TYPES.length; i++) {
    const type = STREAM_TYPES[i] as string;
    if ((now[type] ?? 0) <= (before[type] ?? 0)) continue;
    before[type] = (before[type] ?? 0) + 1;
    return;
  }
}

function note(type: string, before: Counts, now: Counts, add: Add): void {
  const difference = (now[type] as number) - (before[type] ?? 0);
  if (difference === 0) return;
  const isTimer = type === 'Timeout' || type === 'Immediate';
  add(isTimer ? 'timer' : 'handle', 'process', type, difference);
}
