import { apply, now } from './saved.ts';
import { type AnyFunction, wrapMethod } from './watch-patch.ts';

/** What is known of the import that Node starts for an entry which is an ES module. */
export interface EntryImport {
  /** It was started and has not ended. */
  readonly isPending: () => boolean;
  readonly stop: () => void;
}

/**
 * Tells when Node's import of the entry has ended, top-level await included, failed or not. From Node 22 on it is
 * announced on a diagnostics channel; before, Node keeps a listener of `exit` as long as the import is pending, which
 * it takes back by `process.off`. Neither loads anything. Promise jobs that the modules queued may run first.
 *
 * @param ended is called once at most, with the moment in ms
 */
export function watchEntryImport(ended: (atMs: number) => void): EntryImport {
  const major = Number.parseInt(process.versions.node, 10);
  const watches: EntryImport[] = [];
  if (major <= 22) watches.push(watchExitListener(ended));
  if (major >= 22) watches.push(watchChannel(ended));
  return {
    isPending: () => watches[0]?.isPending() === true || watches[1]?.isPending() === true,
    stop: () => {
      watches[0]?.stop();
      watches[1]?.stop();
    },
  };
}

const START = 'tracing:module.import:start';
const END = 'tracing:module.import:asyncEnd';

function watchChannel(ended: (atMs: number) => void): EntryImport {
  const { subscribe, unsubscribe } = process.getBuiltinModule('node:diagnostics_channel');
  let entry: unknown;
  let pending = false;
  const onStart = (message: unknown): void => {
    // Only the entry is imported by nobody; --import has the working folder for a parent.
    if ((message as { readonly parentURL?: unknown }).parentURL !== undefined) return;
    unsubscribe(START, onStart);
    entry = message;
    pending = true;
  };
  const onEnd = (message: unknown): void => {
    if (!pending || message !== entry) return;
    pending = false;
    ended(now());
  };
  subscribe(START, onStart);
  subscribe(END, onEnd);
  return {
    isPending: () => pending,
    stop: () => {
      unsubscribe(START, onStart);
      unsubscribe(END, onEnd);
    },
  };
}

const LISTENER = 'handleProcessExit';

function watchExitListener(ended: (atMs: number) => void): EntryImport {
  const { listeners, off } = process;
  const isListener = (value: unknown): boolean => typeof value === 'function' && value.name === LISTENER;
  const isPending = (): boolean => {
    const found: unknown[] = apply(listeners, process, ['exit']);
    for (let index = 0; index < found.length; index++) if (isListener(found[index])) return true;
    return false;
  };
  // process.exit takes the listener back as well, but no promise job runs after that.
  const endUnlessExiting = async (atMs: number): Promise<void> => {
    await undefined;
    ended(atMs);
  };
  const undo = wrapMethod(
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
  return { isPending, stop: undo };
}
