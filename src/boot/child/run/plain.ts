import { isInternalThread, isMainThread } from '../thread-kind.ts';
import { EVENT, type ChildSettings } from '../../protocol.ts';
import { followChildren } from '../children.ts';
import { readyReporter, startRecorder } from '../start.ts';
import { watchReady } from '../watch-ready.ts';

/** The least that tells what a boot costs: who we are, when the awaited moment comes, what was used by then. */
export function run(settings: ChildSettings): void {
  const entered = performance.now();
  if (isInternalThread) return;
  const follows = followChildren(settings, undefined);
  if (!isMainThread) return;
  const recorder = startRecorder(settings, null, entered);
  if (!follows) recorder.problem('its own NODE_OPTIONS shows the probe to the program');
  watchReady(settings.ready, readyReporter(recorder, settings.folder), {});
  recorder.event(EVENT.installed, 0, 0);
  recorder.flush();
}
