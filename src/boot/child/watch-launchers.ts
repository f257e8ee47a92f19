import { apply, self } from './saved.ts';

/** Tools whose own main script, pipes and waiting say nothing about the program they start. */
const LAUNCHER =
  /[\\/](npm-cli|npx-cli|npm-prefix|yarn(pkg)?|yarn-[\d.]+|pnpm|pnpx|corepack)\.[cm]?js$|[\\/](\.bin|bin)[\\/](npm|npx|yarn|pnpm|pnpx|corepack|tsx)$|[\\/]tsx[\\/]dist[\\/]cli\.[cm]js$/;

/** Whether this process is a package manager or runner that starts the program in a process of its own. */
export function isLauncher(): boolean {
  const script = process.argv[1];
  return typeof script === 'string' && LAUNCHER.test(script);
}

interface MaybeChild {
  readonly spawnfile?: unknown;
  readonly exitCode?: unknown;
  readonly stdio?: readonly unknown[];
}

/**
 * Made at start: tells whether a child process runs that writes to our own standard output. Then this process only
 * waits for it: a runner that is not known by name (nest, cross-env).
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
