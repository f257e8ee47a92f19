import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { BIN, errorOf, layOut, reportOf, runCli } from '../support/run-cli.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/cuts');
const SHORT = ['--max-time', '1s'];

const tryIn = (root: string, ...args: string[]) =>
  runCli(['try', '--json', '--root', root, ...SHORT, ...args]);

describe('try', () => {
  it('shows what leaves, and leaves the files alone', async () => {
    const run = await tryIn(join(FIXTURES, 'aggregator'), 'defer:api/pay.js>payments', 'main.js');
    const [tried] = reportOf(run).tried!;
    expect(tried).toMatchObject({
      cuts: ['defer:api/pay.js>payments'],
      measurement: { touched: [], registrationsLost: [], sameOutput: true, sameExitCode: true },
    });
    expect(tried!.measurement.modulesLeft).toEqual(['node_modules/payments/index.js']);
    // So little cannot be told from noise for sure.
    expect([0, 3]).toContain(run.code);
  });

  it('fails where something is no longer registered', async () => {
    const run = await tryIn(join(FIXTURES, 'registration-lost'), 'defer:main.js>handlers.js', 'main.js');
    expect(run.code).toBe(1);
    expect(reportOf(run).tried![0]!.measurement.registrationsLost.join()).toContain('exit');
  });

  it('names who uses what was deferred, in any scenario', async () => {
    const root = layOut({
      'package.json': { type: 'module' },
      'main.js':
        "import { a } from './a.js';\nexport const run = () => a();\nif (process.argv[2] === 'help') run();\n",
      'a.js': 'export const a = () => console.log(1);\n',
    });
    const quiet = await tryIn(root, 'main.js>./a.js', 'main.js');
    expect(reportOf(quiet).tried![0]!.measurement.touched).toEqual([]);
    const run = await tryIn(root, 'main.js>./a.js', 'main.js', '--scenario', 'node main.js help');
    expect(run.code).toBe(1);
    expect(reportOf(run).tried![0]!.measurement.touched).toMatchObject([
      { edge: { from: 'main.js', to: 'a.js' }, by: { file: 'main.js', line: 2 } },
    ]);
    const text = await runCli([
      'try',
      '--root',
      root,
      ...SHORT,
      'main.js>./a.js',
      'main.js',
      '--scenario',
      'node main.js help',
    ]);
    expect(text.stdout).toContain('used at main.js:2');
  });

  it('takes numbers that every boot prints anew for no other output, in a scenario too', async () => {
    const root = layOut({
      'package.json': { type: 'module' },
      'main.js':
        "import { a } from './a.js';\nexport const run = () => a();\nconsole.log(process.hrtime.bigint(), process.argv[2]);\n",
      'a.js': 'export const a = () => console.log(1);\n',
    });
    const run = await tryIn(root, 'main.js>./a.js', 'main.js', '--scenario', 'node main.js help');
    expect(reportOf(run).tried![0]!.measurement).toMatchObject({ sameOutput: true, touched: [] });
  });

  it('leaves neither overlays nor changes behind on Ctrl-C', async () => {
    const files = {
      'package.json': '{ "type": "module" }',
      'main.js': "import { a } from './a.js';\nexport const run = () => a();\n",
      'a.js': 'export const a = () => 1;\n',
    };
    const root = layOut(files);
    const temporary = mkdtempSync(join(tmpdir(), 'trying-'));
    const args = ['try', '--root', root, '--no-cache', '--max-time', '20s', 'main.js>./a.js', 'main.js'];
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(process.execPath, [BIN, ...args], { env, stdio: 'ignore' });
    const overlays = () =>
      readdirSync(temporary).filter((name) => readdirSync(join(temporary, name)).length > 0);
    while (overlays().length < 2 && child.exitCode === null) await sleep(20);
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(130);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(root).toSorted()).toEqual(Object.keys(files).toSorted());
    for (const [name, text] of Object.entries(files))
      expect(readFileSync(join(root, name), 'utf8')).toBe(text);
    rmSync(temporary, { recursive: true });
  });

  it('boots with imports past a barrel', async () => {
    const run = await tryIn(join(FIXTURES, 'barrel'), 'past-barrel:main.js>parts/index.js', 'main.js');
    expect(reportOf(run).tried![0]!.measurement).toMatchObject({
      touched: [],
      modulesLeft: ['parts/index.js', 'parts/large.js', 'node_modules/rows/index.js'],
      sameOutput: true,
    });
  });

  it('refuses what it does not know', async () => {
    const root = join(FIXTURES, 'barrel');
    const unknown = await tryIn(root, 'defer:main.js>nowhere', 'main.js');
    expect([unknown.code, errorOf(unknown).code]).toEqual([2, 'no-such-cut']);
    const scenario = await tryIn(root, 'main.js>./parts/index.js', 'main.js', '--scenario', 'a && b');
    expect([scenario.code, errorOf(scenario).code]).toEqual([2, 'bad-scenario']);
  });
});
