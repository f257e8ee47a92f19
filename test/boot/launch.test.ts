import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { childEnvironment } from '../../src/boot/child-environment.ts';
import { launch, type LaunchRequest, type LaunchResult } from '../../src/boot/launch.ts';
import { injectPreload } from '../../src/boot/node-options.ts';
import type { ReadyProbe } from '../../src/boot/ready/ready-probe.ts';
import { makeRunFolder, removeRunFolder } from '../../src/boot/run-folder.ts';

const FIXTURES = join(import.meta.dirname, '..', '..', 'fixtures', 'boot', 'launch');
/** A copy, so that every process that runs one of its files is known to be of these tests. */
const programs = realpathSync(mkdtempSync(join(tmpdir(), 'launch-')));
cpSync(FIXTURES, programs, { recursive: true });
afterAll(() => rmSync(programs, { recursive: true, force: true }));

const file = (name: string) => join(programs, name);
const node = (name: string, ...args: string[]) => [process.execPath, file(name), ...args];

const exits: ReadyProbe = { name: 'exit', child: { kind: 'none' }, endsAtExit: true, needsChannel: false };
const marks: ReadyProbe = {
  name: 'mark:up',
  child: { kind: 'mark', name: 'up' },
  endsAtExit: false,
  needsChannel: false,
};
const never: ReadyProbe = { ...exits, name: 'http:1', endsAtExit: false };
/** Ready when a text is in the output. */
const says = (text: string): ReadyProbe => ({
  ...never,
  watch: (started, reached) =>
    started.onOutput((_, bytes, atNs) => {
      if (bytes.includes(text)) reached(atNs);
    }),
});

type Options = Partial<LaunchRequest>;

/** Launches in a run folder of its own; afterwards nothing may be left of it. */
async function run(command: readonly string[], options: Options = {}): Promise<LaunchResult> {
  const folder = makeRunFolder();
  onTestFinished(() => removeRunFolder(folder));
  // The child code of the product brings NODE_OPTIONS along to every process; here they are simply inherited.
  writeFileSync(join(folder, 'preload.cjs'), '');
  const own = { NODE_OPTIONS: injectPreload(join(folder, 'preload.cjs'), undefined) };
  const env = childEnvironment(process.env, own, { platform: process.platform, compileCache: null });
  const words = command.map((word) => word.replace('$RUN', folder));
  const result = await launch({
    command: words,
    cwd: programs,
    env,
    folder,
    ready: exits,
    timeoutMs: 20_000,
    graceMs: 300,
    ...options,
  });
  expect(stillRunning(programs)).toEqual([]);
  for (const { pid } of result.left) expect(isLiving(pid)).toBe(false);
  expect(result.unkilled).toEqual([]);
  return result;
}

/** Command lines that hold a text, of living processes: ps is another witness than the code under test. */
function stillRunning(text: string): string[] {
  const lines = execFileSync('ps', ['-A', '-ww', '-o', 'stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(text) && !line.startsWith('Z'));
}

function isLiving(pid: number): boolean {
  try {
    const state = execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    return !state.startsWith('Z');
  } catch {
    return false; // ps knows no such process
  }
}

const ms = (result: LaunchResult) => Number(result.endedNs - result.startedNs) / 1e6;

describe.skipIf(process.platform === 'win32')('launch: how a boot ends', () => {
  it('by the end of the command, where that is awaited', async () => {
    const result = await run(node('says-hello.cjs'));
    expect(result).toMatchObject({
      outcome: 'ready',
      exit: { code: 0, signal: null },
      stdout: 'hello',
      stderr: '',
      left: [],
      readyPid: null,
    });
    expect(ms(result)).toBeGreaterThan(1);
  });

  it('by the end of the command, where something else is awaited', async () => {
    const result = await run(node('says-hello.cjs'), { ready: says('goodbye') });
    expect(result).toMatchObject({ outcome: 'exited', exit: { code: 0, signal: null }, stdout: 'hello' });
  });

  it('by output that is read only after the end', async () => {
    const result = await run(node('says-hello.cjs'), { ready: says('hello') });
    expect(result.outcome).toBe('ready');
  });

  it('by a signal the program sends itself', async () => {
    const result = await run(node('kills-itself.cjs'), { ready: never });
    expect(result).toMatchObject({ outcome: 'exited', exit: { code: null, signal: 'SIGKILL' } });
    expect(result.stdout).toBe('last words\n');
  });

  it('by the file the child code makes; the program goes on and is ended', async () => {
    const result = await run(node('marks-ready.cjs', '$RUN'), { ready: marks });
    expect(result).toMatchObject({ outcome: 'ready', exit: null, left: [] });
    expect(result.readyPid).toBeGreaterThan(1);
  });

  it('by that file also where the program ends at once', async () => {
    const result = await run(node('marks-ready.cjs', '$RUN', 'exit'), { ready: marks });
    expect(result.outcome).toBe('ready');
    expect(result.readyPid).toBeGreaterThan(1);
  });

  it('by output, with what runs beside the root named', async () => {
    const result = await run(['sh', '-c', `"${process.execPath}" stubborn-family.cjs & wait`], {
      ready: says('port'),
    });
    expect(result.outcome).toBe('ready');
    expect(result.left.map(({ title }) => title)).toContainEqual(expect.stringContaining('stubborn-family'));
  });

  it.each(['hang-async.cjs', 'hang-sync.cjs'])('by the time limit: %s', async (name) => {
    const result = await run(node(name), { timeoutMs: 500 });
    expect(result).toMatchObject({ outcome: 'timed-out', exit: null });
    expect(ms(result)).toBeGreaterThanOrEqual(500);
    expect(result.stdout).not.toBe('');
  });

  it('by an error of the probe, which is passed on', async () => {
    const fails: ReadyProbe = {
      ...never,
      watch: () => {
        throw new Error('broken probe');
      },
    };
    await expect(run(node('hang-async.cjs'), { ready: fails })).rejects.toThrow('broken probe');
    expect(stillRunning(programs)).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('launch: interrupts', () => {
  it('hands the signal on and says how it ended', async () => {
    const controller = new AbortController();
    const ready: ReadyProbe = {
      ...never,
      watch: (started) => started.onOutput(() => controller.abort('SIGINT')),
    };
    const result = await run(node('says-goodbye.cjs'), { ready, signal: controller.signal });
    expect(result).toMatchObject({ outcome: 'interrupted', exit: null });
    expect(result.stdout).toBe('hello\ngoodbye after SIGINT\n');
  });

  it('starts nothing after an interrupt', async () => {
    const result = await run(node('says-hello.cjs'), { signal: AbortSignal.abort('SIGINT') });
    expect(result).toMatchObject({ outcome: 'interrupted', stdout: '' });
  });
});

describe.skipIf(process.platform === 'win32')('launch: nothing is left', () => {
  it.each([
    ['a grandchild in a session of its own', node('detached-grandchild.cjs'), 'grandchild'],
    ['a daemon without pipes that ignores SIGTERM', node('silent-daemon.cjs'), 'daemon'],
    ['a job of a shell', ['sh', '-c', 'sleep 20 & exit 0'], 'sleep 20'],
    [
      'a job of a shell in a group of its own',
      ['sh', '-c', 'set -m; sleep 20 >/dev/null 2>&1 &'],
      'sleep 20',
    ],
    ['a job of a job', ['sh', '-c', '(sleep 20 & sleep 0.1) & exit 0'], 'sleep 20'],
  ])('%s', async (_, command, title) => {
    const result = await run(command, { timeoutMs: 10_000 });
    expect(result).toMatchObject({ outcome: 'ready', exit: { code: 0 } });
    expect(result.left.map((item) => item.title)).toContainEqual(expect.stringContaining(title));
  });

  it.runIf(process.platform === 'linux')('a process without our environment that holds a pipe', async () => {
    const result = await run(node('clean-environment-grandchild.cjs'));
    expect(result.left).toEqual([
      { pid: expect.any(Number) as number, title: expect.stringMatching(/nameless$/) as string },
    ]);
  });

  it('nothing is called left that only needs a moment to end', async () => {
    expect((await run(node('brief-child.cjs'))).left).toEqual([]);
  });

  it('a family that ignores signals, with its ports', async () => {
    const result = await run(node('stubborn-family.cjs'), { ready: never, timeoutMs: 1500 });
    const ports = [...result.stdout.matchAll(/port (\d+)/g)].map(([, port]) => Number(port));
    expect(ports).toHaveLength(2);
    for (const port of ports) expect(await answers(port)).toBe(false);
  });

  it('no open file, timer or listener of ours', async () => {
    await run(node('says-hello.cjs'));
    const before = await handles();
    await run(node('marks-ready.cjs', '$RUN'), { ready: { ...marks, needsChannel: true } });
    await run(node('hang-async.cjs'), { timeoutMs: 300 });
    expect(await handles()).toEqual(before);
  });
});

/** What keeps this process busy; the run folders of a test go after it. */
async function handles() {
  await new Promise((resolve) => setTimeout(resolve, 20));
  const descriptors = existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0;
  const children = process.getActiveResourcesInfo().filter((kind) => /Process|FSEvent/.test(kind));
  return { descriptors, children, exitListeners: process.listenerCount('exit') };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

describe.skipIf(process.platform === 'win32')('launch: input and output', () => {
  it('gives no input', async () => {
    expect((await run(node('needs-stdin.cjs'))).stdout).toBe('read 0 characters\n');
  });

  it('keeps the end of much output', async () => {
    const result = await run(node('much-output.cjs'), { outputBytes: 1000 });
    expect(result).toMatchObject({ outcome: 'ready', exit: { code: 0 } });
    const dropped = 25 * 2 ** 20 + 'the end of stdout'.length - 1000;
    expect(result.stdout.startsWith(`… ${String(dropped)} bytes before this were dropped\nxxx`)).toBe(true);
    expect(result.stdout.endsWith('\nthe end of stdout')).toBe(true);
    expect(result.stderr.endsWith('\nthe end of stderr')).toBe(true);
  });

  it('cuts between characters', async () => {
    const result = await run(node('cut-character.cjs'), { outputBytes: 100 });
    expect(result.stdout).toBe(`… 201 bytes before this were dropped\n${'€'.repeat(33)}`);
  });

  it('opens a channel where one is needed, and takes all messages', async () => {
    const result = await run(node('sends.cjs'), { ready: { ...exits, needsChannel: true } });
    expect(result).toMatchObject({ exit: { code: 7, signal: null }, stderr: '' });
    const without = await run(node('sends.cjs'));
    expect(without.stderr).toContain('process.send is not a function');
  });
});

describe.skipIf(process.platform === 'win32')('launch: commands that cannot be started', () => {
  it.each<[string, readonly string[], Options, RegExp]>([
    [
      'no such program',
      ['no-such-program-xyz'],
      {},
      /no such program on PATH. Write `npx no-such-program-xyz`/,
    ],
    ['no such file', ['./no-such-file'], {}, /there is no such file/],
    ['not executable', [join(FIXTURES, 'says-hello.cjs')], {}, /may not be executed.*chmod \+x.*EACCES/],
    ['no such folder', ['node'], { cwd: '/no/such/folder' }, /folder to start in does not exist: \/no\/such/],
    ['nothing', [], {}, /There is no command/],
    ['too long', ['node', 'x'.repeat(2 ** 22)], {}, /too long.*E2BIG/],
    ['a zero byte', ['node', 'a\0b'], {}, /was not started: .*null bytes/],
  ])('%s', async (_, command, options, words) => {
    const result = await run(command, options);
    expect(result).toMatchObject({ outcome: 'not-started', exit: null, left: [] });
    expect(result.problem).toMatch(words);
  });
});
