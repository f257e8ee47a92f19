import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import type { Readable } from 'node:stream';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { OutputTail } from './output-tail.ts';
import type { Started } from './ready/ready-probe.ts';
import { startProblem } from './start-problem.ts';
import { windowsCommand } from './windows-command.ts';

/** After the root's end its output is waited for as long as some comes within this time. */
const QUIET_MS = 50;
const MOST_QUIET_WAITS = 10;

export interface StartRequest {
  /** Program and arguments. */
  readonly command: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly needsChannel: boolean;
  /** Kept of each stream. */
  readonly outputBytes: number;
  readonly platform: NodeJS.Platform;
}

/** How the root ended. */
export interface RootExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** `process.hrtime.bigint()`. */
  readonly atNs: bigint;
}

/** A command that runs, its output read all the time. */
export interface RunningCommand extends Started {
  readonly pid: number;
  /** Settles when the root ends, whoever may still hold its output. */
  readonly exited: Promise<RootExit>;
  readonly stdout: OutputTail;
  readonly stderr: OutputTail;
  /**
   * Waits for the rest of the output, but not for somebody who holds the pipes and is silent. Waits only once.
   *
   * @returns whether both streams ended then
   */
  readonly drain: () => Promise<boolean>;
  /** Lets go of pipes and channel. */
  readonly close: () => void;
}

/**
 * Starts a command as the leader of a session and process group of its own, without input.
 *
 * @returns what runs, or in words why nothing does
 */
export async function startCommand(request: StartRequest): Promise<RunningCommand | { problem: string }> {
  const { command, cwd } = request;
  try {
    const child = spawnChild(request);
    if (child.pid !== undefined) return follow(child, child.pid, request.outputBytes);
    throw await new Promise((resolve) => child.once('error', resolve));
  } catch (error) {
    return { problem: startProblem(command, cwd, error as NodeJS.ErrnoException) };
  }
}

function spawnChild({ command, cwd, env, needsChannel, platform }: StartRequest): ChildProcess {
  const isWindows = platform === 'win32';
  const options: SpawnOptions = {
    cwd,
    env,
    detached: !isWindows,
    stdio: ['ignore', 'pipe', 'pipe', ...(needsChannel ? (['ipc'] as const) : [])],
    windowsHide: true,
  };
  const [file = '', ...args] = command;
  if (!isWindows) return spawn(file, args, options);
  const windows = windowsCommand(command, cwd, env);
  if (windows === null) throw Object.assign(new Error('not found'), { code: 'ENOENT' });
  return spawn(windows.file, [...windows.args], { ...options, windowsVerbatimArguments: windows.verbatim });
}

type OutputListener = Parameters<Started['onOutput']>[0];

function follow(child: ChildProcess, pid: number, outputBytes: number): RunningCommand {
  const exited = new Promise<RootExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal, atNs: process.hrtime.bigint() }));
  });
  // Messages nobody listens to would be kept for ever; errors are those of the channel, and of no use.
  child.on('message', () => {}).on('error', () => {});
  const tails = { stdout: new OutputTail(outputBytes), stderr: new OutputTail(outputBytes) };
  const listeners = new Set<OutputListener>();
  const ended = (['stdout', 'stderr'] as const).map((name) =>
    read(child[name], (bytes) => {
      const atNs = process.hrtime.bigint();
      tails[name].add(bytes);
      for (const listener of listeners) listener(name, bytes, atNs);
    }),
  );
  let drained: Promise<boolean> | undefined;
  const seen = () => tails.stdout.seen + tails.stderr.seen;
  return {
    pid,
    exited,
    ...tails,
    onOutput: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    drain: () => (drained ??= Promise.race([Promise.all(ended).then(() => true), silence(seen)])),
    close: () => letGo(child),
  };
}

/** Reads a stream to its end. */
function read(stream: Readable | null, take: (bytes: Buffer) => void): Promise<void> {
  return new Promise((resolve) => {
    if (stream === null) return resolve();
    stream
      .on('data', take)
      .once('close', resolve)
      .on('error', () => resolve());
  });
}

/** Settles with false when nothing came for a while. */
async function silence(seen: () => number): Promise<false> {
  for (let waits = 0; waits < MOST_QUIET_WAITS; waits++) {
    const before = seen();
    await sleep(QUIET_MS, undefined, { ref: false });
    // On a busy machine the time may be over before what had come was read.
    await nextTurn();
    if (seen() === before) break;
  }
  return false;
}

function letGo(child: ChildProcess): void {
  if (child.connected) child.disconnect();
  child.stdout?.destroy();
  child.stderr?.destroy();
  child.unref();
}
