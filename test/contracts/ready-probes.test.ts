import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launch, type LaunchResult } from '../../src/boot/launch.ts';
import { injectPreload } from '../../src/boot/node-options.ts';
import { childCodeFolder, preloadPath, writePreload } from '../../src/boot/preload.ts';
import { READY_FORMS, readyProbe } from '../../src/boot/ready/registry.ts';
import { makeRunFolder, removeRunFolder } from '../../src/boot/run-folder.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/boot/ready');
const LONG_MS = 20_000;

interface ProbeCase {
  /** As written on the command line. */
  readonly ready: string;
  /** A program that prints a stamp just before the moment; one that stays alive afterwards never stamps `after`. */
  readonly program: readonly string[];
}

/** At least one for each form; PORT becomes a free one. */
const REACHED: Readonly<Record<string, readonly ProbeCase[]>> = {
  auto: [
    { ready: 'auto', program: ['exit.cjs'] },
    { ready: 'auto', program: ['listen.cjs'] },
    { ready: 'auto', program: ['idle.cjs'] },
  ],
  exit: [{ ready: 'exit', program: ['exit.cjs'] }],
  main: [
    { ready: 'main', program: ['main.cjs'] },
    { ready: 'main', program: ['main.mjs'] },
    { ready: 'main', program: ['main-untyped.js'] },
    { ready: 'main', program: ['main-throws.cjs'] },
    { ready: 'main', program: ['-e', 'require("./main.cjs")'] },
    { ready: 'main', program: ['--import', './stamp.cjs', 'main.cjs'] },
    { ready: 'main', program: ['--import', './stamp.cjs', 'main.mjs'] },
  ],
  listen: [
    { ready: 'listen', program: ['listen.cjs'] },
    { ready: 'listen:PORT', program: ['listen.cjs', 'PORT'] },
    { ready: 'listen', program: ['listen-pipe.cjs'] },
    // Here Node's handles are out of reach, or asking for them would print a warning.
    { ready: 'listen', program: ['--pending-deprecation', 'listen.cjs'] },
  ],
  mark: ['text', 'options', 'object', 'module', 'called'].map((form) => ({
    ready: 'mark:booted',
    program: ['mark.cjs', form],
  })),
  send: [{ ready: 'send', program: ['send.cjs'] }],
  stdout: [
    { ready: String.raw`stdout:^server is ready in \d+ ms$`, program: ['stdout.cjs'] },
    { ready: 'stdout:ready in', program: ['stdout.cjs', 'stderr'] },
    { ready: 'stdout:ready in', program: ['stdout.cjs', 'prompt'] },
  ],
  http: [
    { ready: 'http://127.0.0.1:PORT/health', program: ['http.cjs', 'PORT'] },
    { ready: 'http:http://127.0.0.1:PORT/health', program: ['http.cjs', 'PORT'] },
  ],
  idle: [
    { ready: 'idle', program: ['idle.cjs'] },
    { ready: 'idle:50', program: ['idle.cjs'] },
  ],
};

/** Programs that do not get there, alive as long as they are left alone. */
const MISSED: readonly ProbeCase[] = [
  { ready: 'auto', program: ['never-idle.cjs'] },
  { ready: 'auto', program: ['never-idle-child.cjs', 'pipe'] },
  { ready: 'exit', program: ['main.cjs'] },
  { ready: 'main', program: ['stays.cjs'] },
  { ready: 'listen', program: ['mark.cjs'] },
  { ready: 'listen:PORT', program: ['listen.cjs'] },
  { ready: 'mark:booted', program: ['listen.cjs'] },
  { ready: 'send', program: ['mark.cjs'] },
  { ready: 'stdout:^ready', program: ['stdout.cjs'] },
  { ready: 'http://127.0.0.1:PORT/other', program: ['http.cjs', 'PORT'] },
  { ready: 'idle:100', program: ['never-idle.cjs'] },
  { ready: 'idle:100', program: ['never-idle-child.cjs', 'inherit'] },
];

test('each way to tell that a boot is over is put to the test', () => {
  const names = READY_FORMS.map(({ name }) => name).toSorted();
  expect(Object.keys(REACHED).toSorted()).toEqual(names);
  expect([...new Set(MISSED.map(({ ready }) => ready.split(':')[0]))].toSorted()).toEqual(names);
});

test.for(Object.values(REACHED).flat())('$ready is told: $program', async (each) => {
  const result = await boot(each, LONG_MS);
  expect(result).toMatchObject({ outcome: 'ready', unkilled: [] });
  const before = /stamp before (\d+)/.exec(result.stdout)?.[1];
  expect(before, result.stderr).toBeDefined();
  expect(result.endedNs).toBeGreaterThanOrEqual(BigInt(before as string));
  expect(result.stdout).not.toContain('stamp after');
  expectNoProcess(result);
});

test.for(MISSED)('$ready runs into the limit: $program', async (each) => {
  const result = await boot(each, 1_500);
  expect(result).toMatchObject({ outcome: 'timed-out', readyPid: null, unkilled: [] });
  expect(result.stdout).toMatch(/stamp (started|before)/);
  expectNoProcess(result);
});

const AWAITED = MISSED.map(({ ready }) => ready).filter(
  (ready) => !readyProbe(ready.replace('PORT', '1')).endsAtExit,
);

test.for([...new Set(AWAITED)])('%s: a program that ends before is told as such', async (ready) => {
  const result = await boot({ ready, program: ['ends-early.cjs'] }, LONG_MS);
  expect(result).toMatchObject({ outcome: 'exited', exit: { code: 0 }, readyPid: null });
});

test('main is not told when the program ends in the midst of a top-level await', async () => {
  const result = await boot({ ready: 'main', program: ['ends-early.mjs'] }, LONG_MS);
  expect(result).toMatchObject({ outcome: 'exited', exit: { code: 0 }, readyPid: null });
});

const CHILD_WATCHES = ['main', 'listen', 'mark:booted', 'send', 'idle:50', 'auto'];

test.for(CHILD_WATCHES)('%s is told of a program that breaks builtins', async (ready) => {
  const result = await boot({ ready, program: ['poison.cjs'] }, LONG_MS);
  expect(result, result.stderr).toMatchObject({ outcome: 'ready', exit: null, readyPid: expect.any(Number) });
  expect(result.stdout).toContain('stamp before');
});

test.for(['mark:other', 'listen', 'idle:5000', 'auto'])('%s leaves a program as it is', async (ready) => {
  const result = await boot({ ready, program: ['looks.cjs'] }, LONG_MS);
  const { stdout, stderr, status } = spawnSync(process.execPath, ['looks.cjs'], {
    cwd: FIXTURES,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: undefined },
  });
  expect(status).toBe(7);
  expect(result).toMatchObject({ stdout, stderr, exit: { code: status, signal: null } });
});

async function boot({ ready, program }: ProbeCase, timeoutMs: number): Promise<LaunchResult> {
  const port = String(await freePort());
  const folder = makeRunFolder();
  onTestFinished(() => removeRunFolder(folder));
  const probe = readyProbe(ready.replace('PORT', port));
  const injected = injectPreload(preloadPath(folder), undefined);
  writePreload(folder, {
    folder,
    kind: 'plain',
    mode: null,
    ready: probe.child,
    injected,
    code: childCodeFolder(),
    registrars: [],
  });
  return launch({
    command: [process.execPath, ...program.map((word) => (word === 'PORT' ? port : word))],
    cwd: FIXTURES,
    env: { ...process.env, NODE_OPTIONS: injected, NODE_CHANNEL_FD: undefined, NODE_UNIQUE_ID: undefined },
    folder,
    ready: probe,
    timeoutMs,
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('not a TCP port');
  return address.port;
}

/** What the launcher saw besides the root is gone; one that nobody has collected yet counts as gone. */
function expectNoProcess({ left }: LaunchResult): void {
  for (const { pid } of left) {
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
    expect(stdout.trim()).toMatch(/^(Z.*)?$/);
  }
}
