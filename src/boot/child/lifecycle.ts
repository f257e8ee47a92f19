import { EVENT } from '../protocol.ts';
import type { Recorder } from './recorder.ts';
import * as saved from './saved.ts';

/**
 * Takes the last figures as late as can be: after the program's own exit listeners.
 *
 * @param recorder of the main thread
 */
export function watchEnd(recorder: Recorder): void {
  let ended = false;
  const end = (code: unknown) => {
    if (ended) return;
    ended = true;
    recorder.onEnd();
    recorder.metrics();
    recorder.event(EVENT.exit, typeof code === 'number' ? code : 0, 0);
    recorder.flush();
  };
  watchEmit(end);
  watchReallyExit(end);
}

/**
 * A listener of ours would be seen, and others could be added behind it. Reading `process.emit` is what comes right
 * before the exit event is sent, by Node itself as by process.exit(): then ours is added, as the last one. It is read
 * through an object between `process` and EventEmitter.prototype, so that `process` has no property more.
 */
function watchEmit(end: (code: unknown) => void): void {
  try {
    const { self } = saved;
    const between = saved.getPrototypeOf(self) as object;
    const emitter = saved.getPrototypeOf(between) as { emit: unknown };
    let own: { emit: unknown } | undefined;
    let added = false;
    saved.defineProperty(between, 'emit', {
      configurable: true,
      enumerable: false,
      get() {
        if (!added && self === this && (self as { _exiting?: boolean })._exiting === true) {
          added = true;
          addListener(end);
        }
        return (own ?? emitter).emit;
      },
      set(value: unknown) {
        if (this === self) own = { emit: value };
        else
          saved.defineProperty(this, 'emit', {
            __proto__: null,
            value,
            configurable: true,
            enumerable: true,
            writable: true,
          } as PropertyDescriptor);
      },
    });
  } catch {
    process.once('exit', end);
  }
}

type Listener = (code: unknown) => void;

/** Not by `on`: that would tell listeners of `newListener`. */
function addListener(end: Listener): void {
  try {
    const emitter = saved.self as unknown as {
      _events: Record<string, Listener | Listener[] | undefined>;
      _eventsCount: number;
    };
    const exit = emitter._events['exit'];
    if (exit === undefined) {
      emitter._events['exit'] = end;
      emitter._eventsCount++;
    } else if (typeof exit === 'function') emitter._events['exit'] = [exit, end];
    else exit[exit.length] = end;
  } catch {
    // The figures are then missing; what was traced is written.
  }
}

/** `process.reallyExit` ends the process at once. (So does `process.abort`, but its dump would show a frame of ours.) */
function watchReallyExit(end: (code: unknown) => void): void {
  const owner = saved.self as unknown as { reallyExit?: (code?: number) => unknown };
  const original = owner.reallyExit;
  if (typeof original !== 'function') return;
  // A method has no `prototype`, like the original.
  const replacement = {
    reallyExit(this: unknown, code?: number) {
      end(code);
      return saved.apply(original, this, arguments);
    },
  };
  saved.replaceMethod(owner, 'reallyExit', replacement.reallyExit, original);
}
