import type { BootProcess } from '../../model/boot.ts';
import { launcherName } from '../launcher-protocol.ts';
import { EVENT, type ThreadHeader } from '../protocol.ts';
import { accountModules } from './account.ts';
import type { TraceFile } from './read-traces.ts';
import type { ThreadTrace } from './read-trace.ts';
import { threadFacts } from './thread-facts.ts';

export interface BootThreadOptions {
  /** What the READY_FILE said when the boot was over; null where there was none. */
  readonly readyPid: number | null;
  /** `process.hrtime` of the end of the boot: what reached the moment later did so while it was being ended. */
  readonly endedNs?: bigint;
  /** How a command line is shown; default as it is. */
  readonly shown?: (command: readonly string[]) => readonly string[];
}

/** Which of a run's threads is the boot. */
export interface BootThread {
  /** Null where nothing was traced. */
  readonly boot: TraceFile | null;
  /** What the loader hooks of its process wrote. */
  readonly hooks: ThreadTrace | null;
  /** All others, in order of start. */
  readonly others: readonly BootProcess[];
}

/**
 * Finds the thread to report. That is the one that reached the awaited moment. Where the moment is the end, or is seen
 * from outside only: the first process that wrote a trace, or, where that is a known launcher, the one below it that lived
 * longest and is none.
 *
 * @param files all traces of the run
 */
export function bootThread(files: readonly TraceFile[], options: BootThreadOptions): BootThread {
  const threads = files.filter(({ file }) => !isHooks(file)).toSorted(byStart);
  const boot = reached(threads, options) ?? started(threads);
  const hooks =
    boot === null || boot.trace.header.threadId !== 0
      ? undefined
      : files.find(({ file, trace }) => isHooks(file) && pidOf(trace) === pidOf(boot.trace));
  const endedAt = boot === null ? Infinity : momentOf(boot.trace);
  return {
    boot,
    hooks: hooks?.trace ?? null,
    others: threads
      .filter((thread) => thread !== boot)
      .map(({ trace }) => describe(trace, endedAt, options.shown)),
  };
}

function isHooks(file: string): boolean {
  return file.endsWith('-hooks.trace');
}

function pidOf({ header }: ThreadTrace): number {
  return header.pid;
}

function byStart(left: TraceFile, right: TraceFile): number {
  return left.trace.header.timeOrigin - right.trace.header.timeOrigin;
}

/** A launcher may reach a moment like the end of its main script as well: then it is not the one meant. */
function reached(threads: readonly TraceFile[], { readyPid, endedNs }: BootThreadOptions): TraceFile | null {
  // Who is idle finds out later that it was so before the end: nobody had told by then.
  if (readyPid === null && endedNs !== undefined) return null;
  const ready = threads
    .filter(({ trace }) => isReady(trace, endedNs))
    .toSorted((left, right) => momentOf(left.trace) - momentOf(right.trace));
  const named = [...ready, ...threads].find(({ trace }) => pidOf(trace) === readyPid);
  if (named !== undefined && !isLauncher(named)) return named;
  return ready.find((thread) => !isLauncher(thread)) ?? named ?? null;
}

function isReady(trace: ThreadTrace, endedNs: bigint | undefined): boolean {
  const { readyMs } = threadFacts(trace);
  const { hrtimeNs, nowMs } = trace.header;
  if (readyMs === null || endedNs === undefined || hrtimeNs === 0) return readyMs !== null;
  return hrtimeNs + (readyMs - nowMs) * 1e6 <= Number(endedNs);
}

function started(threads: readonly TraceFile[]): TraceFile | null {
  const processes = threads.filter(({ trace }) => trace.header.threadId === 0);
  const root = firstOf(processes);
  if (root === undefined || !isLauncher(root)) return root ?? null;
  const meant = processes.filter((each) => !isLauncher(each));
  meant.sort((left, right) => threadFacts(right.trace).endMs - threadFacts(left.trace).endMs);
  return meant[0] ?? root;
}

/** The first whose parent is none of them: a shell may stand between. */
function firstOf(processes: readonly TraceFile[]): TraceFile | undefined {
  const pids = new Set(processes.map(({ trace }) => pidOf(trace)));
  return processes.find(({ trace }) => !pids.has(trace.header.ppid)) ?? processes[0];
}

function isLauncher({ trace }: TraceFile): boolean {
  return isLauncherProcess(trace.header);
}

function isLauncherProcess({ threadId, argv }: ThreadHeader): boolean {
  return threadId === 0 && launcherName(argv[1] ?? '') !== null;
}

/** When it reached the awaited moment, or its end: ms since 1970. */
function momentOf(trace: ThreadTrace): number {
  const { readyMs, endMs } = threadFacts(trace);
  return trace.header.timeOrigin + (readyMs ?? endMs);
}

const LONGEST_TITLE = 200;

function describe(
  trace: ThreadTrace,
  endedAt: number,
  shown: BootThreadOptions['shown'] = (command) => command,
): BootProcess {
  const { argv, threadId, timeOrigin } = trace.header;
  const account = accountModules(trace);
  const exits = timeOrigin + exitMs(trace);
  // A worker does not know its script yet when we look.
  const script = account.modules.find(({ format }) => format !== 'builtin')?.key ?? '';
  const given = argv.slice(1);
  const words = threadId === 0 ? ['node', ...given] : given.length > 0 ? given : [script];
  return {
    kind: threadId > 0 ? 'worker' : isLauncherProcess(trace.header) ? 'launcher' : 'child',
    title: shown(words).join(' ').slice(0, LONGEST_TITLE),
    modules: account.modules.filter(({ format }) => format !== 'builtin').length,
    // The figures of a worker are those of its whole process.
    cpuMs: threadId > 0 ? null : ((account.usedAtEnd ?? account.usedAtReady)?.cpuMs ?? null),
    // A launcher waits for what it has launched, and ends after it.
    left: threadId === 0 && !isLauncherProcess(trace.header) && exits > endedAt,
  };
}

/** Infinity where it did not say goodbye. */
function exitMs({ events }: ThreadTrace): number {
  for (let at = events.length - 4; at >= 0; at -= 4) {
    if (events[at] === EVENT.exit) return events[at + 3] as number;
  }
  return Infinity;
}
