import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BootTrace } from '../../src/model/boot.ts';
import type { Report } from '../../src/model/report.ts';
import { BIN, errorOf, layOut, reportOf, runCli, type CliOptions, type CliRun } from '../support/run-cli.ts';

const PROGRAMS = join(import.meta.dirname, '..', '..', 'fixtures', 'boot', 'command');
/** One run with the probe and one without: nothing here is about figures. */
const SHORT = ['--runs', '1', '--probed-runs', '1', '--no-registrations'];

/** The programs, in a folder with a folder for temporary files beside it. */
function programs(config?: object): { readonly root: string; readonly temp: string } {
  const base = layOut({ 'temp/.keep': '' });
  const root = join(base, 'programs');
  cpSync(PROGRAMS, root, { recursive: true });
  if (config !== undefined)
    cpSync(layOut({ 'import-budget.config.json': config }), root, { recursive: true });
  return { root, temp: join(base, 'temp') };
}

interface Booted extends CliRun {
  readonly root: string;
  readonly report: Report & { readonly error?: { readonly code: string } };
  readonly boot: BootTrace;
}

/** Boots with `--json`; nothing may be left in the folder for temporary files. */
async function boot(args: readonly string[], config?: object, options: CliOptions = {}): Promise<Booted> {
  const { root, temp } = programs(config);
  const env = { TMPDIR: temp, ...options.env };
  const run = await runCli(['boot', '--json', ...SHORT, ...args], { cwd: root, ...options, env });
  expect(readdirSync(temp)).toEqual(['.keep']);
  const failed = run.code !== 0;
  if (failed) errorOf(run);
  else reportOf(run);
  const report = JSON.parse(run.stdout) as Report;
  return { ...run, root, report, boot: report.boots![0]! };
}

const ids = (trace: BootTrace) => trace.modules.map(({ id }) => id);

describe('boot -- COMMAND', () => {
  it('gives the figures, the modules and the graph of the script it starts', async () => {
    const {
      code,
      stderr,
      report,
      boot: trace,
    } = await boot(['--', 'node', 'prints.cjs', '--json', '--runs=x']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(trace).toMatchObject({
      entry: 'node prints.cjs --json --runs=x',
      command: ['node', 'prints.cjs', '--json', '--runs=x'],
      ready: 'auto',
      main: 'prints.cjs',
      failure: null,
      drift: { both: 2, staticOnly: [], runtimeOnly: [] },
    });
    expect(trace.runs.map(({ kind }) => kind)).toEqual(['probed', 'bare', 'plain', 'bare']);
    expect(trace.totals.cpuMs!.value).toBeGreaterThan(0);
    expect(ids(trace)).toEqual(['prints.cjs', 'part.cjs', 'node:querystring']);
    expect(report.entries.map(({ file }) => file)).toEqual(['prints.cjs']);
  });

  it('runs in the present folder, ids are relative to the root', async () => {
    const { root } = programs();
    const outside = layOut({});
    const command = ['--', 'node', join(root, 'prints.cjs')];
    const run = await runCli(['boot', '--json', ...SHORT, '--root', root, ...command], { cwd: outside });
    expect(ids(reportOf(run).boots![0]!)).toContain('part.cjs');
  });

  it.each([
    ['node', '.', 'index.js'],
    ['node', './prints', 'prints.cjs'],
    ['sh', '-c', 'node prints.cjs'],
  ])('finds the main script of %s %s', async (...command) => {
    const root = layOut({
      'index.js': "require('./prints.cjs')",
      'prints.cjs': '',
      'prints/index.js': "require('../prints.cjs')",
    });
    const { stdout } = await runCli(
      ['boot', '--json', ...SHORT, '--', ...command.slice(0, command[0] === 'sh' ? 3 : 2)],
      {
        cwd: root,
      },
    );
    const { boots, notices } = JSON.parse(stdout) as Report;
    expect(notices.filter(({ code }) => code === 'not-judged')).toEqual([]);
    expect(boots![0]!.drift).toMatchObject({ staticOnly: [], runtimeOnly: [] });
  });

  it('shows no secrets', async () => {
    const words = ['--api-key', 'k3y-of-mine', 'https://me:pw-of-mine@host/', '--password=w0rd-of-mine'];
    const { root } = programs();
    const run = await runCli(['boot', '--json', ...SHORT, '--', 'node', 'prints.cjs', ...words], {
      cwd: root,
    });
    expect(reportOf(run).boots![0]!.entry).toBe(
      'node prints.cjs --api-key *** https://***@host/ --password=***',
    );
    expect(run.stdout).not.toContain('of-mine');
    const left = await runCli(['boot', ...SHORT, '--', 'node', 'leaves-a-child.cjs', ...words], {
      cwd: root,
    });
    expect(left.stdout).toMatch(/ended and left 1 process running/);
    expect(left.stdout).not.toMatch(/of-mine|tk-1/);
  });
});

describe('boot ENTRY', () => {
  it('starts a file with node, as itself', async () => {
    const { code, boot: trace } = await boot(['mixed.mjs']);
    expect(code).toBe(0);
    expect(trace).toMatchObject({ entry: 'mixed.mjs', command: ['node', 'mixed.mjs'], main: 'mixed.mjs' });
    expect(ids(trace)).toEqual(['mixed.mjs', 'part.cjs', 'node:querystring']);
  });

  it('starts entries of the config as they say: run, env, ready, exitCode', async () => {
    const { code, report } = await boot(['*'], {
      entries: {
        plain: { file: 'needs.cjs', env: { SHOP_MODE: 'test' } },
        coded: { file: 'needs.cjs', env: { SHOP_MODE: 'test', SHOP_EXIT: '4' }, exitCode: [3, 4] },
        server: { file: 'serves.cjs', run: ['node', 'serves.cjs', '--loud'], ready: { mark: 'up' } },
      },
    });
    expect(code).toBe(0);
    expect(
      report.boots!.map(({ entry, ready, command, failure }) => [entry, ready, command.length, failure]),
    ).toEqual([
      ['plain', 'auto', 2, null],
      ['coded', 'auto', 2, null],
      ['server', 'mark:up', 3, null],
    ]);
  });

  it('one that fails does not keep the others from being booted', async () => {
    const { code, report } = await boot(['exits-3.cjs', 'prints.cjs']);
    expect(code).toBe(2);
    expect(report.boots!.map(({ entry, failure }) => [entry, failure?.kind])).toEqual([
      ['exits-3.cjs', 'exit-code'],
      ['prints.cjs', undefined],
    ]);
  });

  it('conditions are those of Node', async () => {
    const root = layOut({
      'main.mjs': "import 'dual';",
      'node_modules/dual/package.json': { exports: { fog: './fog.js', default: './clear.js' } },
      'node_modules/dual/fog.js': '',
      'node_modules/dual/clear.js': '',
    });
    const run = await runCli(['boot', '--json', ...SHORT, '--conditions', 'fog', 'main.mjs'], { cwd: root });
    const [trace] = reportOf(run).boots!;
    expect(ids(trace!)).toEqual(['main.mjs', 'node_modules/dual/fog.js']);
    expect(trace!.command).toEqual(['node', '--conditions=fog', 'main.mjs']);
  });

  it('a TypeScript file is started only where Node can', async () => {
    const root = layOut({ 'main.ts': 'export const typed: number = 1;' });
    const run = await runCli(['boot', '--json', ...SHORT, 'main.ts'], { cwd: root });
    const stripsTypes = Boolean((process.features as { typescript?: unknown }).typescript);
    expect(run.code).toBe(stripsTypes ? 0 : 2);
    if (!stripsTypes) expect(errorOf(run)).toMatchObject({ code: 'no-command', at: { file: 'main.ts' } });
  });
});

describe('a boot that ends badly has exit code 2, says why, and shows what the program said', () => {
  it.each([
    ['boot-exit-code', ['--', 'node', 'exits-3.cjs'], 'nothing to do', 1],
    ['boot-exit-code', ['--', 'node', 'throws.cjs'], 'Error: no ', 4],
    ['boot-unsettled-await', ['awaits.mjs'], '', 1],
    [
      'boot-timed-out',
      ['--timeout', '700ms', '--ready', 'listen', '--', 'node', 'hangs.cjs'],
      'waiting for ever',
      1,
    ],
    ['boot-not-ready', ['--ready', 'mark:up', 'prints.cjs'], 'printed', 3],
    ['boot-not-started', ['--', 'no-such-program', 'x'], '', 0],
    ['boot-no-trace', ['--', 'echo', 'no node'], 'no node', 0],
  ])('%s: %j', async (error, args, said, modules) => {
    const { code, report, boot: trace } = await boot(args);
    expect(code).toBe(2);
    expect(report.error!.code).toBe(error);
    const { stdout, stderr } = trace.failure!;
    expect(stdout + stderr).toContain(said);
    expect(trace.modules).toHaveLength(modules);
    expect(trace.runs).toHaveLength(1);
  });

  it('on a terminal: escaped, with the module that threw', async () => {
    const { root } = programs();
    const run = await runCli(['boot', ...SHORT, 'throws.cjs'], { cwd: root });
    expect(run.code).toBe(2);
    expect(run.stdout).toMatch(/boot failed/);
    expect(run.stdout).toMatch(/no .*database.* today/);
    expect(run.stdout).toContain('while broken.cjs was being evaluated');
    // eslint-disable-next-line no-control-regex
    expect(run.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('--exit-code allows another end; the good one is no longer good then', async () => {
    expect((await boot(['--exit-code', '3', '--', 'node', 'exits-3.cjs'])).boot.failure).toBeNull();
    const { report } = await boot(['--exit-code', '3', '--exit-code', '4', 'prints.cjs']);
    expect(report.error).toMatchObject({ code: 'boot-exit-code' });
  });
});

describe('--ready', () => {
  it.concurrent.each([
    ['listen', /^listen$/],
    ['mark:up', /^mark:up$/],
    ['send', /^send$/],
    ['stdout:server is', /^stdout:server is$/],
    ['idle:100', /^idle:100/],
    ['main', /^main$/],
    ['auto', /^auto$/],
  ])('%s ends the boot of a server', async (ready, shown) => {
    const { code, boot: trace } = await boot(['--ready', ready, '--', 'node', 'serves.cjs']);
    expect({ code, failure: trace.failure }).toEqual({ code: 0, failure: null });
    expect(trace.ready).toMatch(shown);
    expect(trace.runs.every(({ outcome }) => outcome === 'ready')).toBe(true);
  });

  it('an address is shown without its password', async () => {
    const url = 'http://me:pw-of-mine@127.0.0.1:9/';
    const { stdout } = await boot(['--timeout', '300ms', '--ready', url, '--', 'node', 'hangs.cjs']);
    expect(stdout).not.toContain('of-mine');
  });
});

describe('how often and with what', () => {
  it('--runs, --probed-runs, and the run for registrations', async () => {
    const { root } = programs();
    const args = ['boot', '--json', '--runs', '2', '--probed-runs', '1', 'prints.cjs'];
    const [trace] = reportOf(await runCli(args, { cwd: root })).boots!;
    const kinds = trace!.runs.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'plain')).toHaveLength(2);
    expect(kinds.filter((kind) => kind === 'probed')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'registrations')).toHaveLength(1);
    expect(trace!.registrations).toEqual([]);
  });

  it('--max-time: fewer runs are said', async () => {
    const { root } = programs();
    const args = [
      'boot',
      '--json',
      '--no-registrations',
      '--probed-runs',
      '1',
      '--max-time',
      '1ms',
      'part.cjs',
    ];
    const { notices } = reportOf(await runCli(args, { cwd: root }));
    expect(notices).toMatchObject([{ code: 'limit', hint: expect.stringContaining('--max-time') }]);
  });

  it('--node takes another binary', async () => {
    const { boot: trace } = await boot(['--node', process.execPath, '--', 'node', 'prints.cjs'], undefined, {
      env: { PATH: '/nowhere' },
    });
    expect(trace.failure).toBeNull();
    expect(trace.environment.node).toBe(process.version);
    expect(trace.command[0]).toBe('node');
  });

  it('--memory: what direct dependencies keep', async () => {
    const root = layOut({
      'main.cjs': "require('kept');",
      'node_modules/kept/index.js': 'module.exports = Array.from({ length: 1e5 }, (_, i) => ({ i }));',
    });
    const run = await runCli(['boot', '--json', ...SHORT, '--memory', 'main.cjs'], { cwd: root });
    const { memory } = reportOf(run).boots![0]!;
    expect(memory).toMatchObject([{ specifier: 'kept', importer: 'main.cjs', package: 'kept' }]);
    expect(memory![0]!.heapBytes).toBeGreaterThan(1e6);
  });

  it('--output cpuprofile= and trace= write what other tools read', async () => {
    const { root } = programs();
    const outputs = ['--output', 'cpuprofile=out/boot.cpuprofile', '--output', 'trace=out/boot.json'];
    const run = await runCli(['boot', ...SHORT, ...outputs, 'prints.cjs'], { cwd: root });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('prints.cjs');
    const profile = readFileSync(join(root, 'out/boot.cpuprofile'), 'utf8');
    expect((JSON.parse(profile) as { nodes: unknown[] }).nodes.length).toBeGreaterThan(2);
    expect(readFileSync(join(root, 'out/boot.json'), 'utf8')).toContain('part.cjs');
  });
});

describe('on a terminal', () => {
  it('headline, tree, drift, and what to do next', async () => {
    const { root } = programs();
    const { code, stdout, stderr } = await runCli(['boot', ...SHORT, 'prints.cjs'], { cwd: root });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^prints\.cjs\n {2}node prints\.cjs · v\d+/);
    expect(stdout).toMatch(/\d ms CPU .*\d+ ms wall · .*2 modules/);
    expect(stdout).toMatch(/retained .*self .*\n.* prints\.cjs\n.*└ part\.cjs/);
    expect(stdout).toMatch(/Next\n/);
    const all = await runCli(['boot', ...SHORT, '--verbose', 'prints.cjs'], { cwd: root });
    expect(all.stdout).toMatch(/loaded as .*imports.*: 2 files/);
  });

  it('--depth and --top cut the tree', async () => {
    const { root } = programs();
    const run = await runCli(['boot', ...SHORT, '--top', '1', '--depth', '1', 'prints.cjs'], { cwd: root });
    expect(run.stdout).not.toMatch(/└ part\.cjs/);
  });
});

describe('what is refused', () => {
  it.concurrent.each([
    ['entry-and-command', ['prints.cjs', '--', 'node', 'prints.cjs']],
    ['entry-and-command', ['--entry', 'prints.cjs', '--', 'node', 'prints.cjs']],
    ['no-command', ['--']],
    ['unknown-option', ['--ready-when', 'listen', 'prints.cjs']],
    ['bad-ready', ['--ready', 'soon', 'prints.cjs']],
    ['bad-ready', ['--ready', 'listen:70000', 'prints.cjs']],
    ['invalid-argument', ['--runs', '0', 'prints.cjs']],
    ['invalid-argument', ['--timeout', 'soon', 'prints.cjs']],
    ['invalid-argument', ['--exit-code', '256', 'prints.cjs']],
    ['invalid-argument', ['--sort', 'weight', 'prints.cjs']],
    ['node-not-found', ['--node', './no-node', 'prints.cjs']],
    ['entry-not-found', ['gone.cjs']],
  ])('%s: %j', async (code, args) => {
    const { root } = programs();
    const run = await runCli(['boot', '--json', ...args], { cwd: root });
    expect(run.code).toBe(2);
    expect(errorOf(run).code).toBe(code);
    expect(run.stderr).toMatch(/^error: /);
  });

  it('words of the command are not ours', async () => {
    const { root } = programs();
    const run = await runCli(['boot', '--ready', 'soon', '--', 'node', 'x', '--json', '--quiet'], {
      cwd: root,
    });
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/Write one of/);
  });
});

describe('what is kept', () => {
  it('why tells the cost after a boot, and none before, nor after --no-cache', async () => {
    const { root } = programs();
    const cache = join(dirname(root), 'cache');
    const why = async () => {
      const run = await runCli(['why', '--json', '--cache-dir', cache, 'node:querystring', 'prints.cjs'], {
        cwd: root,
      });
      return reportOf(run).why!.entries[0]!.cost;
    };
    const booted = (...args: string[]) =>
      runCli(['boot', ...SHORT, '--cache-dir', cache, ...args, 'prints.cjs'], { cwd: root });
    await booted('--no-cache');
    expect(existsSync(cache)).toBe(false);
    expect(await why()).toBeUndefined();
    await booted();
    expect(await why()).toMatchObject({
      visit: { id: 'node:querystring' },
      triggeredBy: ['prints.cjs', 'part.cjs'],
    });
    const shown = await runCli(['why', '--cache-dir', cache, 'part.cjs', 'prints.cjs'], { cwd: root });
    expect(shown.stdout).toMatch(/\d ms/);
  });

  it('a boot that failed is not kept', async () => {
    const { root } = programs();
    const cache = join(dirname(root), 'cache');
    const run = await runCli(['boot', ...SHORT, '--cache-dir', cache, 'throws.cjs'], { cwd: root });
    expect(run.code).toBe(2);
    expect(keptIn(cache)).toEqual([]);
  });

  it('what is no boot is passed over', async () => {
    const { root } = programs();
    const cache = join(dirname(root), 'cache');
    await runCli(['boot', ...SHORT, '--cache-dir', cache, 'prints.cjs'], { cwd: root });
    const [kept] = keptIn(cache);
    for (const text of ['[null, 3, {}, [], { "modules": {} }]', '{}', '[{', '']) {
      writeFileSync(join(cache, kept!), text);
      const args = ['why', '--json', '--cache-dir', cache, 'part.cjs', 'prints.cjs'];
      expect(reportOf(await runCli(args, { cwd: root })).why!.entries[0]!.cost).toBeUndefined();
    }
  });

  const keptIn = (cache: string) =>
    existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('boots-')) : [];
});

describe('Ctrl-C', () => {
  it('ends the program and the command, with code 130 and nothing left', async () => {
    const { root, temp } = programs();
    const env = { PATH: process.env['PATH'], HOME: temp, TMPDIR: temp };
    const args = [
      BIN,
      'boot',
      '--json',
      ...SHORT,
      '--no-cache',
      '--ready',
      'listen',
      '--',
      'node',
      'hangs.cjs',
      root,
    ];
    const tool = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    tool.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()));
    tool.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()));
    const ended = new Promise((resolve) => tool.once('close', resolve));
    await running(root, 2);
    tool.kill('SIGINT');
    expect({ code: await ended, stderr }).toEqual({ code: 130, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'boot-interrupted' } });
    expect(readdirSync(temp)).toEqual(['.keep']);
    expect(processesNaming(root)).toEqual([]);
  });
});

/** Waits until as many processes name a text. */
async function running(text: string, count: number): Promise<void> {
  for (let tries = 0; tries < 400 && processesNaming(text).length < count; tries++)
    await new Promise((resolve) => setTimeout(resolve, 25));
}

/** Command lines of living processes. */
function processesNaming(text: string): string[] {
  const all = execFileSync('ps', ['-A', '-ww', '-o', 'args='], { encoding: 'utf8' });
  return all.split('\n').filter((line) => line.includes(text));
}

describe('what modules register', () => {
  it.each([
    ['send', 'process.send({ up: true })'],
    ['mark:up', "performance.mark('up')"],
    ['main', 'process.nextTick(() => {})'],
  ])('does not take what tells that %s came for a change by the module', async (ready, code) => {
    const root = layOut({
      'main.cjs': `require('./part.cjs'); ${code};`,
      'part.cjs': 'globalThis.known = 1;',
    });
    const args = ['--runs', '1', '--probed-runs', '1', '--ready', ready, '--entry', 'main.cjs'];
    const run = await runCli(['boot', '--json', ...args], { cwd: root });
    const [trace] = reportOf(run).boots ?? [];
    expect(trace?.reached).toBe(ready);
    expect(trace?.registrations?.map(({ kind, module, name }) => [kind, module, name])).toEqual([
      ['global', 'part.cjs', 'known'],
    ]);
  });
});
