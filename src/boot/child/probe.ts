import Module from 'node:module';
import { EVENT, type ChildSettings, type ThreadHeader } from '../protocol.ts';
import type { BodyWatch } from './body-watch.ts';
import { Brackets } from './brackets.ts';
import { followChildren } from './children.ts';
import { watchCommonJs } from './common-js.ts';
import { watchDescriptors } from './descriptors.ts';
import { watchEsModules } from './es-modules.ts';
import { hideFrames } from './hidden-frames.ts';
import { findInternals, type NodeInternals } from './node-internals.ts';
import type { Recorder } from './recorder.ts';
import { watchByRegisterHooks } from './register-hooks.ts';
import { watchByRegister } from './register.ts';
import { readyReporter, startRecorder } from './start.ts';
import { isInternalThread, isMainThread } from './thread-kind.ts';
import { watchReady } from './watch-ready.ts';

type Mode = Exclude<ThreadHeader['mode'], null>;

/**
 * Times every module this thread loads.
 *
 * @param watch makes somebody who is told of every body; undefined where nobody is
 */
export function runProbe(
  settings: ChildSettings,
  watch?: (recorder: Recorder, internals: NodeInternals | undefined) => BodyWatch,
): void {
  if (isInternalThread) return;
  const entered = performance.now();
  const internals = settings.mode === null || settings.mode === 'internal' ? findInternals() : undefined;
  const mode = settings.mode ?? bestMode(internals);
  const recorder = startRecorder(settings, mode, entered);
  if (internals !== undefined)
    attempt(recorder, 'hide its frames in stack traces', () => hideFrames(internals));
  const bodies = watch?.(recorder, internals);
  const follows = followChildren(settings, internals);
  if (isMainThread) {
    if (!follows) {
      recorder.problem('its own NODE_OPTIONS shows the probe to the program');
    }
    if (internals !== undefined) watchDescriptors(recorder, internals);
    const { internalBinding } = internals ?? {};
    watchReady(settings.ready, readyReporter(recorder, settings.folder), {
      ...(internalBinding !== undefined && { internalBinding }),
      loadedAt: () => recorder.loadedAt,
    });
  }
  attempt(recorder, 'see ES modules', () => install(mode, recorder, internals, bodies, settings));
  attempt(recorder, 'see CommonJS modules', () => watchCommonJs(recorder, bodies));
  recorder.event(EVENT.installed, 0, 0);
  recorder.flush();
}

/** Best first; what there is decides, not the version. */
function bestMode(internals: NodeInternals | undefined): Mode {
  if (internals !== undefined) return 'internal';
  const module = Module as { registerHooks?: unknown; register?: unknown };
  if (typeof module.registerHooks === 'function') return 'register-hooks';
  return typeof module.register === 'function' && isMainThread ? 'register' : 'cjs-only';
}

function install(
  mode: Mode,
  recorder: Recorder,
  internals: NodeInternals | undefined,
  bodies: BodyWatch | undefined,
  settings: ChildSettings,
): void {
  if (mode === 'internal' && internals !== undefined) {
    watchEsModules(recorder, internals, new Brackets(recorder, bodies));
  } else if (mode === 'register-hooks') watchByRegisterHooks(recorder, new Brackets(recorder, bodies));
  else if (mode === 'register' && isMainThread) watchByRegister(recorder, settings);
}

function attempt(recorder: Recorder, what: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    recorder.problem(`the probe could not ${what}: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}
