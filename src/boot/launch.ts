import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunOutcome } from '../model/boot.ts';
import { awaitMoment, type Moment } from './await-moment.ts';
import { GRACE_MS, killSteps, killSystem, killTree } from './kill-tree.ts';
import { addLiveBoot } from './live-boots.ts';
import { guardBoot, type GuardedBoot } from './orphan-guard.ts';
import { findTree, newTree, type ProcessTree } from './process-tree.ts';
import type { ReadyProbe } from './ready/ready-probe.ts';
import { startCommand, type RootExit, type RunningCommand } from './start-command.ts';
import { readReadyPid } from './watch-ready-file.ts';

const OUTPUT_BYTES = 64 * 1024;
/** A child that ends with the root is not left behind, even if it needs a moment for it. */
const LEAVING_MS = 25;
const LEAVING_LOOKS = 4;
/** How long a root that was killed may take to be noticed as ended. */
const REAPED_MS = 1000;

export interface LaunchRequest {
  /** Program and arguments. */
  readonly command: readonly string[];
  readonly cwd: string;
  /** All of it: nothing is added. */
  readonly env: NodeJS.ProcessEnv;
  /** The run's folder, made by `makeRunFolder`; NODE_OPTIONS in `env` names it. */
  readonly folder: string;
  readonly ready: ReadyProbe;
  readonly timeoutMs: number;
  /** How long a process may take to end after SIGTERM; default 1.5 s. */
  readonly graceMs?: number | undefined;
  /** Kept of the end of each stream; default 64 KiB. */
  readonly outputBytes?: number | undefined;
  /** Ends the boot. A signal's name as the reason is handed on to the processes. */
  readonly signal?: AbortSignal | undefined;
}

export interface LaunchResult {
  /** Never `crashed`: what an exit means is for the reader of `exit` to say. */
  readonly outcome: RunOutcome;
  /** `process.hrtime.bigint()` just before the start. */
  readonly startedNs: bigint;
  /** `process.hrtime.bigint()` of the awaited moment, or of what ended the boot instead. */
  readonly endedNs: bigint;
  /** The process that made the READY_FILE. */
  readonly readyPid: number | null;
  /** How the root ended; null where we ended it. */
  readonly exit: { readonly code: number | null; readonly signal: string | null } | null;
  /** The last of it; where it was cut, a first line says so. */
  readonly stdout: string;
  readonly stderr: string;
  /** What ran besides the root when the boot was over. */
  readonly left: readonly { readonly pid: number; readonly title: string }[];
  /** Pids that run in spite of SIGKILL. */
  readonly unkilled: readonly number[];
  /** Why the command was not started and what to do. */
  readonly problem?: string;
}

/**
 * Starts a command, waits until its boot is over, and ends every process that came of it. Leaves no process, timer or
 * open file of ours; the run's folder stays, with the traces in it. Never rejects for what the command does.
 */
export async function launch(request: LaunchRequest): Promise<LaunchResult> {
  if (request.signal?.aborted === true) return nothingRan('interrupted', process.hrtime.bigint());
  const guarded = guardBoot(request.folder, process.platform);
  try {
    return await launchGuarded(request, guarded);
  } finally {
    guarded.release();
  }
}

async function launchGuarded(request: LaunchRequest, guarded: GuardedBoot): Promise<LaunchResult> {
  const { command, cwd, env, ready, folder, outputBytes = OUTPUT_BYTES } = request;
  const { platform } = process;
  const startedNs = process.hrtime.bigint();
  const { needsChannel } = ready;
  const running = await startCommand({ command, cwd, env, needsChannel, outputBytes, platform });
  if ('problem' in running) return { ...nothingRan('not-started', startedNs), problem: running.problem };
  guarded.started(running.pid);
  const tree = newTree(running.pid, folder, platform);
  const forget = addLiveBoot(tree);
  let exit: RootExit | null = null;
  void running.exited.then((end) => {
    tree.rootEnded = true;
    exit = end;
  });
  try {
    const moment = await awaitMoment(running, request);
    // What is left may reach the moment as well, while it is being ended.
    const readyPid = readReadyPid(folder);
    const left = await besideRoot(running, tree, moment);
    const ownExit = exit as RootExit | null;
    const unkilled = await endTree(running, tree, request);
    return {
      outcome: moment.outcome,
      startedNs,
      endedNs: moment.atNs,
      readyPid,
      exit: ownExit === null ? null : { code: ownExit.code, signal: ownExit.signal },
      stdout: running.stdout.text(),
      stderr: running.stderr.text(),
      left,
      unkilled,
    };
  } catch (error) {
    await endTree(running, tree, request);
    throw error;
  } finally {
    running.close();
    forget();
  }
}

/** What still runs beside the root now that the boot is over. */
async function besideRoot(
  running: RunningCommand,
  tree: ProcessTree,
  { exit }: Moment,
): Promise<LaunchResult['left']> {
  if (exit !== null) tree.outputHeld = !(await running.drain());
  let found = findTree(tree, process.platform);
  const looks = exit === null ? 0 : LEAVING_LOOKS;
  for (let look = 0; look < looks && found.length > 0; look++) {
    await sleep(LEAVING_MS);
    found = findTree(tree, process.platform);
  }
  return found.filter(({ pid }) => pid !== tree.rootPid).map(({ pid, title }) => ({ pid, title }));
}

/** @returns pids that could not be ended */
async function endTree(
  running: RunningCommand,
  tree: ProcessTree,
  { graceMs = GRACE_MS, signal }: LaunchRequest,
): Promise<readonly number[]> {
  const steps = killSteps(graceMs, forwarded(signal));
  const unkilled = await killTree(killSystem(tree, process.platform), steps);
  await Promise.race([running.exited, sleep(REAPED_MS, undefined, { ref: false })]);
  await running.drain();
  return unkilled;
}

/** The signal that was given as the reason of an interrupt. */
function forwarded(signal: AbortSignal | undefined): NodeJS.Signals | undefined {
  const reason: unknown = signal?.aborted === true ? signal.reason : undefined;
  return typeof reason === 'string' && reason in constants.signals ? (reason as NodeJS.Signals) : undefined;
}

function nothingRan(outcome: 'interrupted' | 'not-started', atNs: bigint): LaunchResult {
  return {
    outcome,
    startedNs: atNs,
    endedNs: process.hrtime.bigint(),
    readyPid: null,
    exit: null,
    stdout: '',
    stderr: '',
    left: [],
    unkilled: [],
  };
}
