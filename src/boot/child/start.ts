import { join } from 'node:path';
import { EVENT, READY_FILE, type ChildSettings, type ThreadHeader } from '../protocol.ts';
import { threadHeader } from './header.ts';
import { watchEnd } from './lifecycle.ts';
import { Recorder } from './recorder.ts';
import * as saved from './saved.ts';
import { isMainThread, threadId } from './thread-kind.ts';

/** Opens the trace of this thread and says who it is. */
export function startRecorder(
  settings: ChildSettings,
  mode: ThreadHeader['mode'],
  entered: number,
): Recorder {
  const recorder = new Recorder(join(settings.folder, `${process.pid}-${threadId}.trace`));
  recorder.event(EVENT.start, recorder.id(JSON.stringify(threadHeader(mode))), entered);
  if (isMainThread) watchEnd(recorder);
  return recorder;
}

/**
 * Records that the awaited moment has come, and tells the launcher.
 *
 * @returns what to call then: with its name, the port, and the time in ms where it was earlier than now
 */
export function readyReporter(
  recorder: Recorder,
  folder: string,
): (what: string, port: number, atMs?: number) => void {
  const path = join(folder, READY_FILE);
  const pid = String(process.pid);
  let reached = false;
  return (what, port, atMs) => {
    if (reached) return;
    reached = true;
    recorder.onEnd();
    recorder.eventAt(EVENT.ready, recorder.id(what), port, atMs ?? saved.now());
    recorder.metrics();
    recorder.flush();
    recorder.onReady(() => {
      try {
        const file = saved.openSync(path, 'wx', 0o600);
        saved.writeSync(file, pid);
        saved.closeSync(file);
      } catch {
        // Another process of the tree was first.
      }
    });
  };
}
