import type { LaunchResult } from '../boot/launch.ts';
import type { BootFailure, BootRun } from '../model/boot.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { BootRequest } from './boot-request.ts';
import { redactOutput } from './redact.ts';

/** Node's exit code where an await at the top level never ends. */
const UNSETTLED_AWAIT = 13;
/** What shells make of a process ended by SIGABRT. */
const ABORTED = 128 + 6;

type Reason = Pick<BootFailure, 'kind' | 'message' | 'hint'>;

/**
 * Why a run was no good boot; null where it was one.
 *
 * @param running the module that was being evaluated last, where that is known
 * @param traced whether the measured process wrote a trace
 */
export function failureOf(
  run: BootRun,
  launched: LaunchResult,
  running: ModuleId | null,
  traced: boolean,
  request: BootRequest,
): BootFailure | null {
  const reason = reasonOf(run, launched, traced, request);
  if (reason === null) return null;
  return {
    ...reason,
    message: redactOutput(reason.message, request),
    module: running,
    stdout: redactOutput(launched.stdout, request),
    stderr: redactOutput(launched.stderr, request),
  };
}

function reasonOf(
  { outcome }: BootRun,
  launched: LaunchResult,
  traced: boolean,
  request: BootRequest,
): Reason | null {
  switch (outcome) {
    case 'not-started':
      return notStarted(launched);
    case 'interrupted':
      return { kind: 'interrupted', message: 'interrupted', hint: 'Start it again.' };
    case 'timed-out':
      return timedOut(request);
    case 'crashed':
      return crashed(launched, request);
    case 'exited':
      return notReady(launched, request);
    case 'ready':
      return traced ? null : noTrace();
  }
}

function notStarted({ problem }: LaunchResult): Reason {
  const [message = 'the command was not started', ...hint] = (problem ?? '').split('\n');
  return {
    kind: 'not-started',
    message,
    hint: hint.join(' ') || 'Check the command, and that it works in this folder without import-budget.',
  };
}

function timedOut({ timeoutMs, ready }: BootRequest): Reason {
  const waited = `the boot was not over within ${timeoutMs / 1000} s and was ended`;
  return {
    kind: 'timed-out',
    message: ready.endsAtExit ? waited : `${waited}: it never reached ${ready.name}`,
    hint: 'Give it more time (--timeout 60s), or say when its boot is done (--ready, see import-budget boot --help).',
  };
}

function crashed({ exit, stderr }: LaunchResult, { exitCodes }: BootRequest): Reason {
  const { code, signal } = exit ?? { code: null, signal: null };
  if (
    /JavaScript heap out of memory|Allocation failed/.test(stderr) &&
    (signal !== null || code === ABORTED)
  ) {
    return {
      kind: 'out-of-memory',
      message: 'the program ran out of memory while it booted',
      hint: 'Give it a larger heap as you would without import-budget: NODE_OPTIONS=--max-old-space-size=4096.',
    };
  }
  if (signal !== null) {
    return {
      kind: 'signal',
      message: `the program was ended by ${signal} while it booted`,
      hint: 'Look for what ends it (the system does where memory runs out), and whether it ends without import-budget too.',
    };
  }
  if (code === UNSETTLED_AWAIT) {
    return {
      kind: 'unsettled-await',
      message: 'the program ended with exit code 13: an await at the top level of a module never ended',
      hint: 'Find the promise that nothing resolves, or allow the code: "exitCode": 13 in the entry of the config.',
    };
  }
  return {
    kind: 'exit-code',
    message: `the program ended with exit code ${code}, ${exitCodes.join(' or ')} was expected`,
    hint: `Its output says why. If it needs arguments, give them ("run" in the config, or boot -- COMMAND); if it is meant to end like this, allow it: --exit-code ${code}, or "exitCode".`,
  };
}

function notReady({ exit }: LaunchResult, { ready }: BootRequest): Reason {
  const { code, signal } = exit ?? { code: null, signal: null };
  return {
    kind: 'not-ready',
    message: `the program ended (${signal ?? `exit code ${code}`}) before it reached ${ready.name}`,
    hint: 'Say when its boot is done: --ready exit, main, listen, ... (see import-budget boot --help).',
  };
}

function noTrace(): Reason {
  return {
    kind: 'no-trace',
    message: 'no Node process of it could be looked into: nothing was measured',
    hint: "Is it a Node program? One started with --permission needs --allow-fs-write for the system's temporary folder.",
  };
}
