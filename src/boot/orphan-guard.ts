import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Every line names the process groups that run, all of them; where the input ends, we are gone and they go too. A
 * terminal's Ctrl-C is for us to answer.
 */
const SCRIPT = `trap '' INT TERM HUP
groups=
while read -r line; do groups=$line; done
for group in $groups; do kill -9 -- "-$group"; done`;
/** A program that uses us as a library may live on for days after its last boot. */
const IDLE_MS = 5000;

let guard: ChildProcess | undefined;
let idle: NodeJS.Timeout | undefined;
const groups = new Set<number>();

/**
 * Starts the process that ends our boots if we are killed and can do it no more (SIGKILL, out of memory): a shell that
 * waits for its input to end. Does nothing where it runs already, or on Windows. To be called before a boot is timed.
 */
export function startOrphanGuard(platform: NodeJS.Platform): void {
  clearTimeout(idle);
  if (guard !== undefined || platform === 'win32') return;
  // In a session of its own: what is killed with our group would guard nothing. Without our folder or environment, by
  // which it would be taken for a process of a boot.
  guard = spawn('/bin/sh', ['-c', SCRIPT], {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.on('error', () => {});
  guard.stdin?.on('error', () => {});
  guard.unref();
  (guard.stdin as unknown as { unref?: () => void } | null)?.unref?.();
}

/**
 * Has a boot ended if we are killed.
 *
 * @param group the process group of its root
 * @returns to be called when the boot has been ended: its number may be somebody else's from then on
 */
export function guardOrphan(group: number): () => void {
  groups.add(group);
  tell();
  return () => {
    groups.delete(group);
    tell();
    if (groups.size === 0) idle = setTimeout(dismiss, IDLE_MS).unref();
  };
}

function tell(): void {
  if (guard?.stdin?.writable) guard.stdin.write(`${[...groups].join(' ')}\n`);
}

function dismiss(): void {
  guard?.stdin?.end();
  guard = undefined;
}
