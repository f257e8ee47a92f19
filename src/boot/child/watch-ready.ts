import type { ChildReady } from '../protocol.ts';
import { watchIdle } from './watch-idle.ts';
import { type InternalBinding, watchListen } from './watch-listen.ts';
import { watchMain } from './watch-main.ts';
import { watchMark } from './watch-mark.ts';
import { watchSend } from './watch-send.ts';
import { watchTold } from './watch-told.ts';

interface ProbeTools {
  readonly internalBinding?: InternalBinding;
  /** When a module was loaded last, in ms of the thread's clock. */
  readonly loadedAt?: () => number;
}

/**
 * Watches for the awaited moment inside the measured process: to be called before the program, on its main thread only.
 * Nothing of it keeps the process alive, changes its end or can be enumerated; once told, the patches are taken back.
 *
 * @param reached is called once at most: with the name of what came (`listen`), a TCP port or 0, and the moment in ms
 *   of `performance.now()` where it lies in the past
 * @param tools what the per-module probe has got hold of; plain runs do without
 */
export function watchReady(
  ready: ChildReady,
  reached: (what: string, port: number, atMs?: number) => void,
  tools: ProbeTools = {},
): void {
  let over = false;
  const once = (what: string, port: number, atMs?: number): void => {
    if (over) return;
    over = true;
    try {
      reached(what, port, atMs);
    } catch {
      // The program must not notice.
    }
  };
  try {
    watch(ready, once, tools);
  } catch {
    // A Node without what we rely on: the moment is never told, and the launcher's time limit ends the run.
  }
}

function watch(
  ready: ChildReady,
  reached: (what: string, port: number, atMs?: number) => void,
  { internalBinding, loadedAt }: ProbeTools,
): void {
  switch (ready.kind) {
    case 'none':
      return;
    case 'main':
      return watchMain((atMs) => reached('main', 0, atMs));
    case 'listen':
      return void watchListen(ready.port, true, (port) => reached('listen', port), internalBinding);
    case 'mark':
      return watchMark(ready.name, () => reached('mark', 0));
    case 'send':
      return watchSend(() => reached('send', 0));
    case 'idle':
      return void watchIdle(ready.idleMs, false, (atMs) => reached('idle', 0, atMs), loadedAt);
    case 'told':
      return watchTold(ready.file, () => reached('told', 0));
    case 'auto': {
      const isIdle = (atMs: number): void => {
        stopListen();
        reached('idle', 0, atMs);
      };
      const stopIdle = watchIdle(ready.idleMs, true, isIdle, loadedAt);
      const stopListen = watchListen(
        0,
        false,
        (port) => {
          stopIdle();
          reached('listen', port);
        },
        internalBinding,
      );
    }
  }
}
