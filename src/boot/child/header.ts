import { threadId } from 'node:worker_threads';
import type { ThreadHeader } from '../protocol.ts';
import * as saved from './saved.ts';

/** What this thread says about itself. */
export function threadHeader(mode: ThreadHeader['mode']): ThreadHeader {
  const { version: node, pid, ppid, argv, execArgv } = process;
  return {
    node,
    pid,
    ppid,
    threadId,
    argv,
    execArgv,
    cwd: workingFolder(),
    timeOrigin: performance.timeOrigin,
    nowMs: saved.now(),
    hrtimeNs: Number(saved.hrtime()),
    mode,
  };
}

/** The folder may have been removed. */
function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '';
  }
}
