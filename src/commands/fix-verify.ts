import { TargetError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { BootTrace } from '../model/boot.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import { runOnce } from '../recording/one-run.ts';
import { redactOutput } from '../recording/redact.ts';
import { modulesGone } from '../trying/gone.ts';
import { endedByItself, isSameOutput, type Output } from '../trying/same-output.ts';
import { bootAll } from './boot-all.ts';
import { requestOfEntry } from './boot-request.ts';
import type { GlobalFlags } from './flags.ts';

export interface VerifyOptions {
  readonly node?: string;
  readonly timeout?: number;
}

/** What boots of one entry showed, with the files as they are. */
export interface VerifyBoot {
  readonly trace: BootTrace;
  /** What runs that nothing of ours looked into printed, and how they ended. */
  readonly told: readonly Told[];
}

interface Told extends Output {
  readonly code: string;
}

/** What came of an entry: it prints what it printed, and ends as it ended. */
export interface VerifiedEntry {
  readonly entry: string;
  /** Median CPU; null where it could not be told. */
  readonly beforeMs: number | null;
  readonly afterMs: number | null;
  /** Modules that boots no longer load. */
  readonly modulesLeft: readonly ModuleId[];
}

/** A few boots of an entry: enough to see that it works and how large the change is. */
const RUNS = { runs: 3, probedRuns: 1, maxTime: 15_000, registrations: false } as const;
/** Boots whose output is compared: of two that differ, numbers are not compared. */
const OUTPUT_RUNS = 2;

/**
 * Boots entries, as `--verify` asks for (runs the user's code).
 *
 * @throws TargetError where a boot fails
 */
export async function verifyBoots(
  host: Host,
  flags: GlobalFlags,
  given: {
    readonly root: string;
    readonly config: Config;
    readonly entries: readonly EntryConfig[];
    readonly signal: AbortSignal;
  },
  options: VerifyOptions,
): Promise<readonly VerifyBoot[]> {
  const { root, config, entries, signal } = given;
  const boot = { ...RUNS, ...options };
  const { requests, boots } = await bootAll(host, flags, {
    requests: (context) => entries.map((entry) => requestOfEntry(entry, context)),
    context: { root, registrars: config.registrars, flags: boot, signal },
  });
  const traces = boots.map(({ trace }) => trace);
  const failed = traces.find(({ failure }) => failure !== null);
  if (failed?.failure) {
    const { kind, message, hint } = failed.failure;
    throw new TargetError({ code: `boot-${kind}`, message: `'${failed.entry}': ${message}`, hint });
  }
  const done: VerifyBoot[] = [];
  for (const [at, trace] of traces.entries()) {
    const request = requests[at]!;
    const told: Told[] = [];
    for (let run = 0; run < OUTPUT_RUNS && !signal.aborted; run++) told.push(await tellOnce(request));
    done.push({ trace, told });
  }
  // What was not booted to the end says nothing.
  if (signal.aborted)
    throw new TargetError({ code: 'boot-interrupted', message: 'interrupted', hint: 'Start it again.' });
  return done;
}

async function tellOnce(request: BootRequest): Promise<Told> {
  const setting = { kind: 'plain', bareNode: process.execPath, registrars: [], compileCache: null } as const;
  const { run, launched } = await runOnce(request, setting);
  const { outcome, exitCode, signal } = run;
  const stdout = redactOutput(launched.stdout, request);
  const stderr = redactOutput(launched.stderr, request);
  const code = [outcome, exitCode, signal].filter((part) => part !== null).join(' ');
  return { stdout, stderr, code, isWhole: endedByItself(run) };
}

/**
 * Compares boots before and after a change of the files, of the same entries.
 *
 * @throws TargetError `output-differs` or `exit-differs` where the change is to be seen from outside
 */
export function compareBoots(before: readonly VerifyBoot[], after: readonly VerifyBoot[]): VerifiedEntry[] {
  return after.map((now, at) => {
    const old = before[at]!;
    const { entry } = now.trace;
    const codes = new Set(old.told.map(({ code }) => code));
    const other = now.told.find(({ code }) => !codes.has(code));
    if (other !== undefined) {
      throw new TargetError({
        code: 'exit-differs',
        message: `'${entry}' ends in another way with the change: ${[...codes].join(' or ')}, and now ${other.code}`,
        hint: 'Something it needs while it starts was deferred: import-budget try tells what.',
      });
    }
    if (!isSameOutput(old.told, now.told)) throw otherOutput(entry, old, now);
    const modulesLeft = modulesGone(old.trace, now.trace);
    return { entry, beforeMs: cpuOf(old.trace), afterMs: cpuOf(now.trace), modulesLeft };
  });
}

function otherOutput(entry: string, old: VerifyBoot, now: VerifyBoot): TargetError {
  const other = now.told.find((one) => !isSameOutput(old.told, [one]))!;
  const isStdoutSame = isSameOutput(old.told.map(onlyStdout), [onlyStdout(other)]);
  const stream = isStdoutSame ? 'stderr' : 'stdout';
  const was = old.told[0]?.[stream].split('\n') ?? [];
  const is = other[stream].split('\n');
  let line = 0;
  while (line < was.length && was[line] === is[line]) line++;
  const shown = (lines: readonly string[]) => lines[line]?.slice(0, 200) ?? 'nothing';
  return new TargetError({
    code: 'output-differs',
    message: `'${entry}' prints something else with the change, from line ${line + 1} of ${stream} on:\n  before: ${shown(was)}\n  after:  ${shown(is)}`,
    hint: 'What it prints while it starts depends on when a module is loaded: look at what the cut leaves undone.',
  });
}

function onlyStdout(told: Told): Output {
  return { ...told, stderr: '' };
}

/** Median CPU of the boots, ms; null where there is none. */
function cpuOf(trace: BootTrace): number | null {
  return trace.totals.cpuMs?.value ?? null;
}
