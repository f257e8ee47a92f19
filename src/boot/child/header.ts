import type { ThreadHeader } from '../protocol.ts';
import * as saved from './saved.ts';
import { threadId } from './thread-kind.ts';

/** What this thread says about itself. */
export function threadHeader(mode: ThreadHeader['mode']): ThreadHeader {
  const { version: node, pid, ppid, argv, execArgv } = process;
  return {
    node,
    pid,
    ppid,
    threadId,
    argv: shortened(argv),
    execArgv: shortened(execArgv),
    cwd: workingFolder(),
    timeOrigin: performance.timeOrigin,
    nowMs: saved.now(),
    hrtimeNs: Number(saved.hrtime()),
    mode,
  };
}

/** A text of the trace has a limit of 32 KiB, whatever its characters; a program may be told its whole input by arguments. */
function shortened(words: readonly string[]): string[] {
  return words.slice(0, 16).map((word, at) => word.slice(0, at < 2 ? 1500 : 100));
}

/** The folder may have been removed. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '';
  }
}
