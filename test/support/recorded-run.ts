import { readyProbe } from '../../src/boot/ready/registry.ts';
import type { LaunchResult } from '../../src/boot/launch.ts';
import type { BootRun } from '../../src/model/boot.ts';
import type { BootRequest } from '../../src/recording/boot-request.ts';
import { NOT_TRACED } from '../../src/recording/account-run.ts';
import type { RecordedRun } from '../../src/recording/one-run.ts';

/** The shortest boot there is: one run of a kind, until the program ends. */
export function bootRequest(given: Partial<BootRequest> = {}): BootRequest {
  return {
    entry: 'shop',
    root: '/p',
    command: ['node', 'main.cjs'],
    cwd: '/p',
    env: { PATH: process.env['PATH'] },
    cleanEnv: false,
    ownEnv: {},
    node: undefined,
    conditions: [],
    ready: readyProbe('exit'),
    exitCodes: [0],
    plainRuns: 1,
    probedRuns: 1,
    timeoutMs: 20_000,
    budgetMs: 20_000,
    compileCache: false,
    coldDisk: false,
    withRegistrations: false,
    registrars: [],
    mode: undefined,
    signal: new AbortController().signal,
    onRun: () => {},
    ...given,
  };
}

/** A command that ended well, unless told otherwise. */
export function launchResult(given: Partial<LaunchResult> = {}): LaunchResult {
  return {
    outcome: 'ready',
    startedNs: 0n,
    endedNs: 1_000_000n,
    readyPid: null,
    exit: { code: 0, signal: null },
    stdout: 'said\n',
    stderr: 'warned\n',
    left: [],
    unkilled: [],
    ...given,
  };
}

/** A good run, unless told otherwise. */
export function bootRun(given: Partial<BootRun> = {}): BootRun {
  return {
    kind: 'plain',
    outcome: 'ready',
    wallMs: 40,
    cpuMs: 30,
    rssBytes: 1,
    heapBytes: 1,
    modules: null,
    exitCode: 0,
    signal: null,
    ...given,
  };
}

/** A run without a trace. */
export function recordedRun(run: Partial<BootRun> = {}, launched: Partial<LaunchResult> = {}): RecordedRun {
  return {
    run: bootRun(run),
    launched: launchResult(launched),
    ...NOT_TRACED,
  };
}
