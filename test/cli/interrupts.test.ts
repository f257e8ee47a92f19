import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { BIN, layOut } from '../support/run-cli.ts';

const RUN = `import { build } from './heavy/run.js';

export async function run(what) {
  if (what === 'build') {
    return build(what);
  }
}
`;
const WALK = RUN.replaceAll('run', 'walk');
const HEAVY = `export const one = ${JSON.stringify('x'.repeat(90_000))};\nexport const build = () => 1;\n`;
const CUTS = ['defer:src/run.js>src/heavy/run.js', 'defer:src/walk.js>src/heavy/walk.js'];
/** With a child, and for ever; both say that they are there. */
const HANG = `import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
export function hang() {
  createServer().listen(0, () => {
    spawn(process.execPath, ['-e', 'require("fs").writeFileSync(process.env.UP, ""); setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  });
  setInterval(() => {}, 1000);
}
`;
const FILES = {
  'package.json': { name: 'interrupted', type: 'module' },
  'import-budget.config.json': {
    entries: {
      main: { file: 'src/main.js', ready: 'exit' },
      hangs: { file: 'src/hangs.js', ready: { stdout: 'never' } },
    },
    rules: [{ type: 'forbidden', modules: ['src/never.js'] }],
  },
  // It hangs as soon as a cut is applied, in a copy as well.
  'src/main.js': `import { readFileSync } from 'node:fs';
import { hang } from './hang.js';
import { run } from './run.js';
import { walk } from './walk.js';

if (readFileSync(new URL('./run.js', import.meta.url), 'utf8').length !== ${RUN.length}) hang();
await run(process.argv[2]);
await walk(process.argv[2]);
`,
  'src/hangs.js': "import { hang } from './hang.js';\n\nhang();\n",
  'src/hang.js': HANG,
  'src/run.js': RUN,
  'src/walk.js': WALK,
  'src/heavy/run.js': HEAVY,
  'src/heavy/walk.js': HEAVY,
};
const CODES = { SIGINT: 130, SIGTERM: 143, SIGKILL: null } as const;

interface World {
  readonly cwd: string;
  readonly home: string;
  readonly temporary: string;
  readonly cache: string;
  /** A file that is there once the program is up. */
  readonly up: string;
}

function makeWorld(): World {
  const cwd = layOut(FILES);
  const home = layOut({});
  const [temporary, cache] = ['tmp', 'cache'].map((name) => join(home, name)) as [string, string];
  mkdirSync(temporary);
  mkdirSync(cache);
  return { cwd, home, temporary, cache, up: join(home, 'up') };
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** In a group of its own, as a terminal starts it. */
function start(args: readonly string[], world: World): { child: ChildProcess; ended: Promise<Ended> } {
  const { cwd, home, temporary, cache, up } = world;
  const PATH = process.env['PATH'];
  const child = spawn(process.execPath, [BIN, ...args], {
    cwd,
    env: { PATH, HOME: home, TMPDIR: temporary, IMPORT_BUDGET_CACHE_DIR: cache, UP: up },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.on('data', (bytes: Buffer) => (text[name] += String(bytes)));
  const ended = new Promise<Ended>((resolve) => child.once('exit', (code) => resolve({ code, ...text })));
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, ended };
}

/** Numbers of processes that were started in a world. */
function processesOf({ home }: World): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      if (!/^\d+$/.test(name) || / [ZX] /.test(readFileSync(`/proc/${name}/stat`, 'latin1').slice(0, 60)))
        return false;
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(`HOME=${home}\0`);
    } catch {
      return false;
    }
  });
}

function sourcesOf({ cwd }: World): Record<'run' | 'walk', string> {
  const read = (name: string) => readFileSync(join(cwd, 'src', `${name}.js`), 'utf8');
  return { run: read('run'), walk: read('walk') };
}

const until = (look: () => void) => vi.waitFor(look, { timeout: 25_000, interval: 5 });

type Moment = (world: World) => void;
const isUp: Moment = ({ up }) => expect(existsSync(up)).toBe(true);
const isChanged: Moment = (world) => expect(sourcesOf(world).run).not.toBe(RUN);

/** Interrupts a command at a moment, and looks at what is left. */
async function interrupt(
  args: readonly string[],
  moment: Moment,
  signal: keyof typeof CODES,
  isGroup = false,
): Promise<Ended & { readonly world: World }> {
  const world = makeWorld();
  const { child, ended } = start(args, world);
  const early = ended.then(({ code, stderr }) => {
    throw new Error(`it ended before (${code}): ${stderr}`);
  });
  await Promise.race([until(() => moment(world)), early]);
  early.catch(() => undefined);
  process.kill(isGroup ? -child.pid! : child.pid!, signal);
  const end = await ended;
  await until(() => expect(processesOf(world)).toEqual([]));
  const left = readdirSync(world.temporary);
  if (signal !== 'SIGKILL') expect(left).toEqual([]);
  const [kept, fresh] = [
    await start(['graph', '--json', '--quiet'], world).ended,
    await start(['graph', '--json', '--quiet', '--no-cache'], world).ended,
  ];
  expect(kept).toEqual(fresh);
  expect(kept.code).toBe(0);
  return { ...end, world };
}

const RUNS = ['--runs', '1', '--probed-runs', '1', '--no-registrations'];

describe.skipIf(process.platform !== 'linux')('interrupted while a program of the user runs', () => {
  it.each([
    ['SIGINT', ['boot', 'hangs', ...RUNS], true],
    ['SIGTERM', ['check', 'hangs', ...RUNS], false],
    ['SIGINT', ['baseline', 'update', '--boot', 'hangs'], true],
    ['SIGINT', ['try', CUTS[0]!, 'main'], true],
    ['SIGTERM', ['suggest', '--boot', 'hangs'], false],
  ] as const)('%s: %j', async (signal, args, isGroup) => {
    const { code, stderr, world } = await interrupt(args, isUp, signal, isGroup);
    expect(code, stderr).toBe(CODES[signal]);
    expect(sourcesOf(world)).toEqual({ run: RUN, walk: WALK });
    expect(readdirSync(world.cwd).toSorted()).toEqual(['import-budget.config.json', 'package.json', 'src']);
  });

  it('SIGKILL: what is left is swept by a later run', async () => {
    const { world } = await interrupt(['boot', 'hangs', ...RUNS], isUp, 'SIGKILL');
    const then = Date.now() / 1000 - 900;
    for (const name of readdirSync(world.temporary)) utimesSync(join(world.temporary, name), then, then);
    expect((await start(['boot', 'main', ...RUNS], world).ended).code).toBe(0);
    expect(readdirSync(world.temporary)).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('fix is interrupted once a file is written', () => {
  it('with --verify all files are as before', async () => {
    const { code, world } = await interrupt(['fix', ...CUTS, 'main', '--verify'], isUp, 'SIGINT', true);
    expect(code).toBe(130);
    expect(sourcesOf(world)).toEqual({ run: RUN, walk: WALK });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('%s without it: all are written, and named', async (signal) => {
    const { code, stdout, world } = await interrupt(['fix', ...CUTS, 'main'], isChanged, signal);
    const { run, walk } = sourcesOf(world);
    expect([run, walk].map((text) => text.includes('await import('))).toEqual([true, true]);
    expect(stdout).toContain('Wrote 2 files: src/run.js, src/walk.js\n');
    // It may have been done already.
    expect([CODES[signal], 0]).toContain(code);
  });

  it('SIGKILL: each file is whole', async () => {
    const { world } = await interrupt(['fix', ...CUTS, 'main'], isChanged, 'SIGKILL');
    const { run, walk } = sourcesOf(world);
    for (const text of [run, walk]) expect(text).toMatch(/^(?:import|export async function)[\s\S]*\n\}\n$/);
  });
});
