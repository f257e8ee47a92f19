import { watchEntryImport } from './watch-entry-import.ts';
import { childSpeaksForUs, isLauncher } from './watch-launchers.ts';
import { apply, getOwnPropertyDescriptor, self as thisProcess } from './saved.ts';
import { wrapMethod } from './watch-patch.ts';

/**
 * Tells when the main script was evaluated. A CommonJS one, and code of `--eval`, runs to its end before Node calls any
 * callback: the first one is ours, so that nothing of ours is on the program's stack. An ES module, and all that runs
 * after `--import`, ends with Node's import of it. Not told in package managers and runners, in a process
 * that has just handed over to a child, and for code from standard input.
 *
 * @param reached gets the moment in ms where it lies in the past
 */
export function watchMain(reached: (atMs?: number) => void): void {
  if (isLauncher()) return;
  const handedOver = childSpeaksForUs();
  let over = false;
  const finish = (atMs?: number): void => {
    if (over) return;
    over = true;
    stopWatching();
    if (!handedOver()) reached(atMs);
  };
  const stopWatching = watchEntryImport(finish);
  callFirst(() => {
    try {
      if (hasRunCommonJs()) finish();
    } catch {
      // Somebody made these properties into something else: then the moment stays unknown.
    }
  });
}

/**
 * Calls back before all ticks and promise jobs that are queued from now on. A tick of ours where there would be none
 * shows in the stacks of promise jobs, so that it is queued only just before the first one of anybody else.
 */
function callFirst(callback: () => void): void {
  let called = false;
  // Our function stays: to take it back while a module is evaluated would look as if the module had changed `nextTick`.
  wrapMethod(process, 'nextTick', (original, self, args) => {
    if (!called) {
      called = true;
      apply(original, thisProcess, [callback]);
    }
    return apply(original, self, args);
  });
  const asPromiseJob = async (): Promise<void> => {
    await undefined;
    called = true;
    callback();
  };
  void asPromiseJob();
}

/** Node sets these before it runs such code, and takes the first back where the file shows itself to be an ES module. */
function hasRunCommonJs(): boolean {
  const main: unknown = getOwnPropertyDescriptor(thisProcess, 'mainModule')?.value;
  if (typeof main === 'object' && main !== null) return true;
  return getOwnPropertyDescriptor(globalThis, '__filename')?.value === '[eval]';
}
