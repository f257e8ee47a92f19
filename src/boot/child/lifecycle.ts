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
 * before the exit event is sent, by Node itself as by process.exit(): then ours is added, as the last one.
 */
function watchEmit(end: (code: unknown) => void): void {
  try {
    let emit: unknown = process.emit;
    let added = false;
    saved.defineProperty(process, 'emit', {
      configurable: true,
      enumerable: false,
      get() {
        if (!added && (process as { _exiting?: boolean })._exiting === true) {
          added = true;
          addListener(end);
        }
        return emit;
      },
      set(value: unknown) {
        emit = value;
      },
    });
  } catch {
    process.once('exit', end);
  }
}

const { on } = process;

function addListener(end: (code: unknown) => void): void {
  try {
    saved.apply(on, process, ['exit', end]);
  } catch {
    // The figures are then missing; what was traced is written.
  }
}

/** `process.reallyExit` ends the process at once. (So does `process.abort`, but its dump would show a frame of ours.) */
function watchReallyExit(end: (code: unknown) => void): void {
  const owner = process as unknown as { reallyExit?: (code?: number) => unknown };
  const original = owner.reallyExit;
  if (typeof original !== 'function') return;
  saved.replaceMethod(
    owner,
    'reallyExit',
    function (this: unknown, code?: number) {
      end(code);
      return saved.apply(original, this, arguments);
    },
    original,
  );
}
