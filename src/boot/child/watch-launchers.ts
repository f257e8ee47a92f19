import { launcherName } from '../launcher-protocol.ts';
import { apply, self } from './saved.ts';

/** Looked up before the program can change either. */
const launcher = launcherName(process.argv[1] ?? '');

/** Whether this process is a package manager or runner that starts the program in a process of its own. */
export function isLauncher(): boolean {
  return launcher !== null;
}

interface MaybeChild {
  readonly spawnfile?: unknown;
  readonly exitCode?: unknown;
  readonly stdio?: readonly unknown[];
}

/**
 * Made at start: tells whether a child process runs that writes to our own standard output. Then this process only
 * waits for it: a runner that is not known by name (nest, env-cmd).
 */
export function childSpeaksForUs(): () => boolean {
  const handles = (process as { _getActiveHandles?: () => readonly MaybeChild[] })._getActiveHandles;
  return () => {
    try {
      if (typeof handles !== 'function') return false;
      const active = apply(handles, self, []);
      for (let index = 0; index < active.length; index++) {
        const child = active[index];
        if (typeof child?.spawnfile !== 'string' || child.exitCode !== null) continue;
        if (child.stdio?.[1] === null) return true;
      }
    } catch {
      // Somebody's handle with surprises: no child of ours.
    }
    return false;
  };
}
