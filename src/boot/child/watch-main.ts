import { apply, getOwnPropertyDescriptor } from './saved.ts';
import { watchEntryImport } from './watch-entry-import.ts';
import { childSpeaksForUs, isLauncher } from './watch-launchers.ts';
import { type AnyFunction, wrapMethod } from './watch-patch.ts';

/**
 * Tells when the main script was evaluated: a CommonJS one when its load as the main module returns or throws, an ES
 * module when Node's import of it ends, code of `--eval` or standard input when it has run. Not in package managers
 * and runners, nor in a process that has just handed over to a child.
 */
export function watchMain(reached: (atMs?: number) => void): void {
  if (isLauncher()) return;
  const handedOver = childSpeaksForUs();
  const undo: (() => void)[] = [];
  let over = false;
  const finish = (atMs?: number): void => {
    if (over) return;
    over = true;
    entryImport.stop();
    for (let index = 0; index < undo.length; index++) undo[index]?.();
    if (!handedOver()) reached(atMs);
  };
  const entryImport = watchEntryImport(finish);
  /** An entry of no declared kind is loaded as CommonJS first, and imported when that shows it to be an ES module. */
  const finishUnlessImported = (): void => {
    try {
      if (
        typeof getOwnPropertyDescriptor(process, 'mainModule')?.value === 'object' ||
        !entryImport.isPending()
      )
        finish();
    } catch {
      finish();
    }
  };
  const { Module } = process.getBuiltinModule('node:module');
  undo[0] = watchMainLoad(Module, finishUnlessImported);
  if (hasNoFile()) undo[1] = watchEvaluated(Module.prototype, finishUnlessImported);
}

function watchMainLoad(Module: object, ended: () => void): () => void {
  let isInMain = false;
  const undo = wrapMethod(Module, '_load', (original, self, args) => {
    if (isInMain || !args[2]) return apply(original, self, args);
    // Everything else is loaded by a loader without us.
    isInMain = true;
    undo();
    try {
      return apply(original, self, args);
    } finally {
      ended();
    }
  });
  return undo;
}

function hasNoFile(): boolean {
  const script = process.argv[1];
  return (process as { _eval?: unknown })._eval !== undefined || script === undefined || script === '-';
}

/** Node compiles a wrapper of one of these names, which returns a function that runs the code. */
const EVAL_WRAPPER = '[eval]-wrapper';
const STDIN_WRAPPER = '[stdin]-wrapper';

function watchEvaluated(prototype: object, ended: () => void): () => void {
  const undo = wrapMethod(prototype, '_compile', (original, self, args) => {
    const result: unknown = apply(original, self, args);
    if (args[1] !== EVAL_WRAPPER && args[1] !== STDIN_WRAPPER) return result;
    if (typeof result !== 'function') return result;
    undo();
    const run = result as AnyFunction;
    return (...given: unknown[]): unknown => {
      try {
        return apply(run, undefined, given);
      } finally {
        ended();
      }
    };
  });
  return undo;
}
