import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TRACE_SUFFIX } from '../protocol.ts';
import { readTrace, type ThreadTrace } from './read-trace.ts';

/** A trace with the name of its file: `<pid>-<threadId>.trace`, `<pid>-hooks.trace` for loader hooks. */
export interface TraceFile {
  readonly file: string;
  readonly trace: ThreadTrace;
}

/**
 * Reads all traces of a run.
 *
 * @param folder the run's folder, absolute
 * @returns in order of file name; empty where the folder or every file is missing
 */
export function readTraces(folder: string): TraceFile[] {
  return namesIn(folder)
    .filter((name) => name.endsWith(TRACE_SUFFIX))
    .toSorted()
    .flatMap((file) => {
      const bytes = bytesOf(join(folder, file));
      return bytes === undefined ? [] : [{ file, trace: named(file, readTrace(bytes)) }];
    });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** A trace that lost its header still has its process in its name. */
function named(file: string, trace: ThreadTrace): ThreadTrace {
  if (trace.header.pid !== 0) return trace;
  const [pid, thread] = file.slice(0, -TRACE_SUFFIX.length).split('-');
  return { ...trace, header: { ...trace.header, pid: Number(pid) || 0, threadId: Number(thread) || 0 } };
}
