import { describe, expect, it } from 'vitest';
import { readyProbe } from '../../../src/boot/ready/registry.ts';
import type { LaunchResult } from '../../../src/boot/launch.ts';
import type { RunOutcome } from '../../../src/model/boot.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import type { BootRequest } from '../../../src/recording/boot-request.ts';
import { failureOf } from '../../../src/recording/failure.ts';
import { bootRequest, bootRun, launchResult } from '../../support/recorded-run.ts';

const RUNNING = 'src/db.js' as ModuleId;

function failure(
  outcome: RunOutcome,
  launched: Partial<LaunchResult> = {},
  { traced = true, ...request }: Partial<BootRequest> & { traced?: boolean } = {},
) {
  return failureOf(bootRun({ outcome }), launchResult(launched), RUNNING, traced, bootRequest(request));
}

const ended = (code: number | null, signal: string | null = null) => ({ exit: { code, signal } });
const listen = { ready: readyProbe('listen:3000') };

describe('failureOf', () => {
  it('is null for a boot that reached its moment and left a trace', () => {
    expect(failure('ready')).toBeNull();
    expect(failure('ready', { exit: null }, listen)).toBeNull();
  });

  it('keeps the output, and what was running', () => {
    expect(failure('crashed', ended(1))).toMatchObject({
      module: RUNNING,
      stdout: 'said\n',
      stderr: 'warned\n',
    });
  });

  it.each([
    ['no-trace', 'ready', {}, { traced: false }, /no Node process/, /Is it a Node program/],
    ['exit-code', 'crashed', ended(3), {}, /exit code 3, 0 was expected/, /arguments.*"run".*--exit-code 3/],
    [
      'exit-code',
      'crashed',
      ended(3),
      { exitCodes: [0, 2] },
      /exit code 3, 0 or 2 was expected/,
      /--exit-code 3/,
    ],
    ['unsettled-await', 'crashed', ended(13), {}, /await at the top level/, /"exitCode": 13/],
    ['signal', 'crashed', ended(null, 'SIGSEGV'), {}, /ended by SIGSEGV/, /without import-budget/],
    [
      'not-ready',
      'exited',
      ended(0),
      listen,
      /\(exit code 0\) before it reached listen:3000/,
      /--ready exit/,
    ],
    ['not-ready', 'exited', ended(null, 'SIGINT'), listen, /\(SIGINT\)/, /--ready exit/],
    [
      'timed-out',
      'timed-out',
      { exit: null },
      { timeoutMs: 1500 },
      /not over within 1.5 s and was ended$/,
      /--timeout/,
    ],
    ['timed-out', 'timed-out', { exit: null }, listen, /it never reached listen:3000$/, /--ready/],
    ['interrupted', 'interrupted', { exit: null }, {}, /interrupted/, /again/],
  ] as const)('%s: %s, %j', (kind, outcome, launched, request, message, hint) => {
    const found = failure(outcome, launched, request);
    expect(found).toMatchObject({ kind });
    expect(found!.message).toMatch(message);
    expect(found!.hint).toMatch(hint);
  });

  it.each([
    [
      'signal',
      ended(null, 'SIGABRT'),
      'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
    ],
    ['code of a shell', ended(134), '<--- Last few GCs --->\nAllocation failed'],
  ])('out-of-memory, by %s and what Node says', (_, launched, stderr) => {
    expect(failure('crashed', { ...launched, stderr })!.kind).toBe('out-of-memory');
  });

  it('a program that only talks of memory did not run out of it', () => {
    expect(failure('crashed', { ...ended(1), stderr: 'Allocation failed' })!.kind).toBe('exit-code');
    expect(failure('crashed', ended(null, 'SIGABRT'))!.kind).toBe('signal');
  });

  it('not-started: the first line is what happened, the rest what to do', () => {
    const none = { exit: null };
    expect(
      failure('not-started', { ...none, problem: '`x` was not started: no.\nWrite y.\nOr z.' }),
    ).toMatchObject({
      kind: 'not-started',
      message: '`x` was not started: no.',
      hint: 'Write y. Or z.',
    });
    const { message, hint } = failure('not-started', { ...none, problem: 'There is no command.' })!;
    expect(message).toBe('There is no command.');
    expect(hint).toContain('Check the command');
  });
});
