import { spawn, type ChildProcess } from 'node:child_process';
import { basename } from 'node:path';
import { isRunFolder } from './run-folder.ts';

/**
 * Every line names the boots that run, all of them, as `mark:group`; where the input ends, we are gone and they go too.
 * Process groups first (`kill -9 --` is none of POSIX), then whoever has a mark in its environment: what left the group,
 * and what we had started but not yet named. Between fork and exec that is our own environment, hence the rounds. A
 * terminal's Ctrl-C is for us to answer.
 */
const SCRIPT = `trap '' INT TERM HUP
boots=
while read -r line; do boots=$line; done
for round in 1 2 3; do
  for boot in $boots; do
    group=\${boot#*:}
    mark=\${boot%%:*}
    if [ -n "$group" ]; then kill -s KILL -- "-$group"; fi
    if [ -n "$mark" ] && [ -d /proc/self ]; then
      for file in $(grep -l -s -F -e "$mark" /proc/[0-9]*/environ); do
        pid=\${file#/proc/}
        kill -s KILL "\${pid%/environ}"
      done
    fi
  done
  if [ -z "$boots" ]; then exit; fi
  sleep 0.1
done`;
/** A program that uses us as a library may live on for days after its last boot. */
const IDLE_MS = 5000;

/** A boot that ends with us, however we end. */
export interface GuardedBoot {
  /** Its process group, once it is known. */
  readonly started: (group: number) => void;
  /** To be called when the boot has been ended: its number may be somebody else's from then on. */
  readonly release: () => void;
}

let guard: ChildProcess | undefined;
/** Something else may end it (who kills by name); what ends every one of them is not to be outrun. */
let restartsLeft = 5;
let idle: NodeJS.Timeout | undefined;
const boots = new Set<{ readonly mark: string; group: number | null }>();

/**
 * Has a boot ended when we are killed and can do it no more (SIGKILL, out of memory), by a shell that waits for its
 * input to end. To be called before the boot is started, and timed. Does nothing on Windows.
 *
 * @param folder of the run: its name is in the environment of what is started, where it is a run folder
 */
export function guardBoot(folder: string, platform: NodeJS.Platform): GuardedBoot {
  if (platform === 'win32') return { started: () => {}, release: () => {} };
  clearTimeout(idle);
  guard ??= startGuard();
  const boot = { mark: isRunFolder(folder) ? basename(folder) : '', group: null as number | null };
  boots.add(boot);
  tell();
  return {
    started(group) {
      boot.group = group;
      tell();
    },
    release() {
      boots.delete(boot);
      tell();
      if (boots.size === 0) idle = setTimeout(dismiss, IDLE_MS).unref();
    },
  };
}

/**
 * In a session of its own: what is killed with our group would guard nothing. Without our folder or environment, by
 * which it would be taken for a process of a boot.
 */
function startGuard(): ChildProcess {
  const started = spawn('/bin/sh', ['-c', SCRIPT], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  // There is no such shell.
  started.on('error', () => {});
  started.once('exit', () => restart(started));
  started.stdin.on('error', () => {});
  started.unref();
  // A socket, though its type does not say so.
  (started.stdin as unknown as { unref?: () => void }).unref?.();
  return started;
}

/** Boots that run would be unguarded without it. */
function restart(gone: ChildProcess): void {
  if (guard !== gone) return;
  guard = undefined;
  if (boots.size === 0 || restartsLeft === 0) return;
  restartsLeft--;
  guard = startGuard();
  tell();
}

function tell(): void {
  if (guard?.stdin?.writable !== true) return;
  guard.stdin.write(`${[...boots].map(({ mark, group }) => `${mark}:${group ?? ''}`).join(' ')}\n`);
}

function dismiss(): void {
  guard?.stdin?.end();
  guard = undefined;
}
