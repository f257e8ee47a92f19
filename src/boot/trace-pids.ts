import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TRACE_SUFFIX } from './protocol.ts';

/**
 * The processes that named themselves by a trace file.
 *
 * @param folder the run's folder
 * @returns pid -> when its first file was made, in ms since 1970: a process started later has only got its number
 */
export function tracePids(folder: string): ReadonlyMap<number, number> {
  const pids = new Map<number, number>();
  for (const name of namesIn(folder)) {
    const pid = Number(/^(\d+)-/.exec(name)?.[1] ?? NaN);
    if (Number.isNaN(pid) || !name.endsWith(TRACE_SUFFIX)) continue;
    const madeAt = birthOf(join(folder, name));
    if (madeAt !== undefined) pids.set(pid, Math.min(madeAt, pids.get(pid) ?? Infinity));
  }
  return pids;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function birthOf(file: string): number | undefined {
  try {
    return statSync(file).birthtimeMs;
  } catch {
    return undefined;
  }
}
