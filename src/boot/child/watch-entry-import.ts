import { apply, defineProperty, now, self } from './saved.ts';
import { type AnyFunction, wrapMethod } from './watch-patch.ts';

/**
 * Tells when Node's import of the entry has ended, top-level await included, failed or not. From Node 22 on it is
 * announced on a diagnostics channel; before, Node keeps a listener of `exit` as long as the import is pending, which
 * it takes back by `process.off`. Neither loads anything. Promise jobs that the modules queued may run first.
 *
 * @param ended is called once at most, with the moment in ms
 * @returns how to stop
 */
export function watchEntryImport(ended: (atMs: number) => void): () => void {
  const major = Number.parseInt(process.versions.node, 10);
  const stopListener = major <= 22 ? watchExitListener(ended) : undefined;
  const stopChannel = major >= 22 ? watchChannel(ended) : undefined;
  return () => {
    stopListener?.();
    stopChannel?.();
  };
}

const START = 'tracing:module.import:start';

/**
 * Listens for the start alone, and no longer than to the entry's: as long as anybody listens, all imports take more
 * steps. The end is seen by what Node then writes into the message.
 */
function watchChannel(ended: (atMs: number) => void): () => void {
  const { subscribe, unsubscribe } = process.getBuiltinModule('node:diagnostics_channel');
  const onStart = (message: unknown): void => {
    // Only the entry is imported by nobody; --import has the working folder for a parent.
    const entry = message as { readonly parentURL?: unknown };
    if (entry.parentURL !== undefined) return;
    unsubscribe(START, onStart);
    onceWritten(entry, 'result', () => ended(now()));
    onceWritten(entry, 'error', () => ended(now()));
  };
  subscribe(START, onStart);
  return () => unsubscribe(START, onStart);
}

/** Turns a property that is not there yet into one that calls when it is written for the first time. */
function onceWritten(owner: object, name: string, written: () => void): void {
  const place = (property: PropertyDescriptor): boolean =>
    defineProperty(owner, name, {
      __proto__: null,
      enumerable: true,
      configurable: true,
      ...property,
    } as object);
  place({
    get: () => undefined,
    set: (value: unknown) => {
      place({ value, writable: true });
      written();
    },
  });
}

const LISTENER = 'handleProcessExit';

function watchExitListener(ended: (atMs: number) => void): () => void {
  const { listeners, off } = process;
  const isListener = (value: unknown): boolean => typeof value === 'function' && value.name === LISTENER;
  const isPending = (): boolean => {
    const found: unknown[] = apply(listeners, self, ['exit']);
    for (let index = 0; index < found.length; index++) if (isListener(found[index])) return true;
    return false;
  };
  // process.exit takes the listener back as well, but no promise job runs after that.
  const endUnlessExiting = async (atMs: number): Promise<void> => {
    await undefined;
    ended(atMs);
  };
  return wrapMethod(
    process,
    'off',
    (original, self, args) => {
      const ends = args[0] === 'exit' && isListener(args[1]) && isPending();
      const atMs = ends ? now() : 0;
      const result: unknown = apply(original, self, args);
      if (ends) void endUnlessExiting(atMs);
      return result;
    },
    off as AnyFunction,
  );
}
