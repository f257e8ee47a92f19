import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { READY_FILE } from './protocol.ts';

/**
 * How late the moment may be noticed; the trace holds the exact time. `fs.watch` would be faster and dearer: Node can
 * only watch the whole folder, and then each piece of a trace wakes us (1,000 writes: 9 ms of our CPU and 2 ms of the
 * measured process, where this takes 3 and 0).
 */
const POLL_MS = 10;

/**
 * The pid in the run's READY_FILE: of the process that reached the awaited moment first.
 *
 * @returns null as long as there is none
 */
export function readReadyPid(folder: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(folder, READY_FILE), 'utf8'), 10);
    return Number.isNaN(pid) ? null : pid;
  } catch {
    return null;
  }
}

/**
 * Tells when a pid is in the run's READY_FILE.
 *
 * @param reached called with `process.hrtime.bigint()`
 * @returns how to stop
 */
export function watchReadyFile(folder: string, reached: (atNs: bigint) => void): () => void {
  const timer = setInterval(() => {
    const atNs = process.hrtime.bigint();
    if (readReadyPid(folder) === null) return;
    clearInterval(timer);
    reached(atNs);
  }, POLL_MS);
  return () => clearInterval(timer);
}
