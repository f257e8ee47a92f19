import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { schemaProblems } from '../support/json-schema.ts';
import { copyFixture, errorOf, layOut, runCli } from '../support/run-cli.ts';
import { startCli, type StartedCli } from '../support/start-cli.ts';

const WAITING = 'waiting for a save';
const ONCE = ['--runs', '1', '--probed-runs', '1', '--no-registrations'];

function project(files: Record<string, string> = {}, config: object = {}): string {
  return layOut({
    'web.mjs': "import './a.mjs';",
    'cli.mjs': "import './b.mjs';",
    'a.mjs': '',
    'b.mjs': '',
    'package.json': {},
    ...files,
    'import-budget.config.json': {
      entries: { web: 'web.mjs', cli: 'cli.mjs' },
      rules: [{ type: 'forbidden', modules: ['node:vm'] }],
      ...config,
    },
  });
}

/** A watch, and what a test does with it. */
function watching(root: string, ...args: string[]) {
  const cli = startCli([...args, '--watch', '--json'], root);
  let runs = 0;
  return {
    cli,
    write: (name: string, text: string) => writeFileSync(join(root, name), text),
    /** Waits until the next run, or look, is over. @returns everything on stdout so far, a line a run */
    waits: async () => {
      await cli.until(WAITING, ++runs);
      return linesOf(cli);
    },
    end: async () => {
      cli.kill('SIGINT');
      return cli.ended;
    },
  };
}

function linesOf(cli: StartedCli): Report[] {
  const reports = cli
    .stdout()
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '');
  return reports.map((line) => {
    const report = JSON.parse(line) as Report;
    expect(schemaProblems('report', report)).toEqual([]);
    return report;
  });
}

const measuredAt = (report: Report | undefined) =>
  Object.fromEntries((report?.boots ?? []).map(({ entry, environment }) => [entry, environment.measuredAt]));
const modulesOf = (report: Report | undefined) =>
  Object.fromEntries((report?.entries ?? []).map(({ name, totals }) => [name, totals.eager.modules]));

describe('check --watch', () => {
  it('boots again what a save touched, keeps the other boots, and judges all', async () => {
    const { cli, write, waits, end } = watching(project(), 'check', ...ONCE);
    await waits();
    write('a.mjs', "import 'node:vm';");
    const [first, second] = await waits();
    expect(cli.stderr()).toContain('a.mjs changed: web\n');
    const [before, after] = [measuredAt(first), measuredAt(second)];
    expect(after['web']).not.toBe(before['web']);
    expect(after['cli']).toBe(before['cli']);
    expect(second!.boots!.map(({ entry }) => entry)).toEqual(first!.boots!.map(({ entry }) => entry));
    expect(first!.findings).toEqual([]);
    expect(second!.findings).toMatchObject([{ rule: 'forbidden', entry: 'web', module: 'node:vm' }]);
    expect(await end()).toBe(1);
  });

  it('judges again without a boot where only the config changed', async () => {
    const root = project({ 'a.mjs': "import 'node:vm';" });
    const { cli, write, waits, end } = watching(root, 'check', ...ONCE);
    await waits();
    write(
      'import-budget.config.json',
      JSON.stringify({
        entries: { web: 'web.mjs', cli: 'cli.mjs' },
        rules: [{ type: 'forbidden', modules: ['node:zlib'] }],
      }),
    );
    const [first, second] = await waits();
    expect(cli.stderr()).toContain('import-budget.config.json changed: judging again\n');
    expect(measuredAt(second)).toEqual(measuredAt(first));
    expect([first!.findings.length, second!.findings.length]).toEqual([1, 0]);
    expect(await end()).toBe(0);
  });

  it('takes new entries and settings of entries from the config', async () => {
    const { write, waits, end } = watching(project(), 'check', ...ONCE);
    await waits();
    const entries = { web: { file: 'web.mjs', env: { A: '1' } }, cli: 'cli.mjs', more: 'a.mjs' };
    const rules = [{ type: 'forbidden', modules: ['node:vm'] }];
    write('import-budget.config.json', JSON.stringify({ entries, rules }));
    const [first, second] = await waits();
    const [before, after] = [measuredAt(first), measuredAt(second)];
    expect(Object.keys(after).toSorted()).toEqual(['cli', 'more', 'web']);
    expect([after['cli'] === before['cli'], after['web'] === before['web']]).toEqual([true, false]);
    await end();
  });

  it('waits while a file is half written, says so, and goes on', async () => {
    const { cli, write, waits, end } = watching(project(), 'check', '--static-only');
    await waits();
    write('web.mjs', "import './");
    await waits();
    expect(cli.stderr()).toContain("error: entry 'web' cannot be parsed");
    expect(cli.stdout()).toContain('entry-syntax-error');
    write('web.mjs', "import './a.mjs'; import './b.mjs';");
    const lines = await waits();
    expect(lines).toHaveLength(3);
    expect(modulesOf(lines[2])).toEqual({ web: 3, cli: 2 });
    expect(await end()).toBe(0);
  });

  it('begins with a failure, and an exit code of one', async () => {
    const { waits, end } = watching(project({ 'web.mjs': 'import (' }), 'check', '--static-only');
    await waits();
    expect(await end()).toBe(2);
  });

  it('sees files that resolve an import, by rename too, and imports that lead elsewhere since', async () => {
    const root = project({
      'a.mjs': "import './new/x.mjs'; import './late.mjs'",
      'b.mjs': "import './either';",
      'either/index.mjs': '',
      'tsconfig.json': '{}',
      'b.ts': '',
      'cli.mjs': "import './dir/index.mjs';",
    });
    mkdirSync(join(root, 'dir'));
    writeFileSync(join(root, 'dir', 'index.mjs'), '');
    const { write, waits, end } = watching(root, 'check', '--static-only');
    expect(modulesOf((await waits())[0])['web']).toBe(2);
    mkdirSync(join(root, 'new'));
    write('new/x.mjs', '');
    expect(modulesOf((await waits()).at(-1))['web']).toBe(3);
    write('draft', '');
    renameSync(join(root, 'draft'), join(root, 'late.mjs'));
    expect(modulesOf((await waits()).at(-1))['web']).toBe(4);
    rmSync(join(root, 'dir'), { recursive: true });
    expect(modulesOf((await waits()).at(-1))['cli']).toBe(1);
    await end();
  });

  it('does nothing for a file that no entry loads, nor for a text that is the same', async () => {
    const { cli, write, waits, end } = watching(project({ 'spare.mjs': '' }), 'check', '--static-only');
    await waits();
    write('spare.mjs', 'more');
    write('a.mjs', '');
    write('other.mjs', '');
    await waits();
    write('b.mjs', ';');
    expect(await waits()).toHaveLength(2);
    expect(cli.stderr().match(/changed: .*/g)).toEqual(['changed: cli']);
    expect(await end()).toBe(0);
  });

  it('makes one more run for saves during a run, however many', async () => {
    const root = project({ 'web.mjs': "import './a.mjs'; setTimeout(() => {}, 400);" });
    const { cli, write, waits, end } = watching(root, 'check', ...ONCE, '--ready', 'exit', '--serve');
    await cli.until('serving http');
    for (const text of ['1', '2', '3', '4']) write('a.mjs', text);
    write('b.mjs', '1');
    await waits();
    const lines = await waits();
    expect(lines).toHaveLength(2);
    expect(cli.stderr().match(/changed: .*/g)).toEqual(['changed: web, cli']);
    expect(await end()).toBe(0);
  });

  it('says that a config that is code was executed already', async () => {
    const root = project();
    rmSync(join(root, 'import-budget.config.json'));
    const config =
      "export default { entries: { web: 'web.mjs' }, rules: [{ type: 'forbidden', modules: ['x'] }] };";
    writeFileSync(join(root, 'import-budget.config.mjs'), config);
    const { cli, write, waits, end } = watching(root, 'check', '--static-only');
    await waits();
    write('import-budget.config.mjs', `${config} // changed`);
    await waits();
    expect(cli.stderr()).toContain(
      'import-budget.config.mjs was executed before: end this and start it again',
    );
    expect(await end()).toBe(0);
  });

  it('that is interrupted in a run ends with 130 and leaves nothing', async () => {
    const root = project({ 'web.mjs': 'setInterval(() => {}, 1000);' });
    const { cli } = watching(root, 'check', ...ONCE, '--ready', 'exit', '--serve');
    await cli.until('serving http');
    const url = /http\S+/.exec(cli.stderr())![0];
    const stream = await fetch(`${url}events`);
    const reader = stream.body!.getReader();
    let heard = '';
    while (!heard.includes('"entry":"web"')) heard += Buffer.from((await reader.read()).value!).toString();
    cli.kill('SIGINT');
    expect(await cli.ended).toBe(130);
    expect(readdirSync(cli.temporary).filter((name) => name !== 'cache')).toEqual([]);
  });

  it('in words prints reports one after the other in a pipe, without clearing', async () => {
    const root = project();
    const cli = startCli(['check', '--static-only', '--watch'], root);
    await cli.until(WAITING);
    writeFileSync(join(root, 'a.mjs'), ';');
    await cli.until(WAITING, 2);
    cli.kill('SIGINT');
    expect(await cli.ended).toBe(0);
    expect(cli.stdout().match(/no findings/g)).toHaveLength(2);
    expect(cli.stdout()).not.toContain('\u001b');
  });
});

describe('boot --watch', () => {
  it('boots again what a save touched, and leaves nothing behind', async () => {
    const root = copyFixture('bakery');
    const { cli, waits, end } = watching(root, 'boot', ...ONCE);
    const [first] = await waits();
    const own = first!.modules.filter(({ origin }) => origin === 'project').map(({ id }) => id);
    writeFileSync(join(root, 'src', 'oven.js'), '// cold\n', { flag: 'a' });
    const [, second] = await waits();
    expect(own).toContain('src/oven.js');
    expect(cli.stderr()).toContain('src/oven.js changed: ');
    expect(second!.boots).toHaveLength(first!.boots!.length);
    expect(measuredAt(second)).not.toEqual(measuredAt(first));
    expect(await end()).toBe(0);
    expect(readdirSync(cli.temporary).filter((name) => name !== 'cache')).toEqual([]);
  });

  it('of a command boots again when a module of it is saved, and when a boot that failed may be mended', async () => {
    const root = project({ 'a.mjs': 'throw new Error("not yet");' });
    const cli = startCli(['boot', ...ONCE, '--watch', '--json', '--', process.execPath, 'web.mjs'], root);
    await cli.until(WAITING);
    writeFileSync(join(root, 'a.mjs'), 'export {};');
    await cli.until(WAITING, 2);
    cli.kill('SIGTERM');
    expect(await cli.ended).toBe(0);
    const [first, second] = linesOf(cli);
    expect(first!.error).toMatchObject({ code: 'boot-exit-code' });
    expect(second!.error).toBe(undefined);
  });

  it('of a command whose script is not there boots again when it is', async () => {
    const root = project();
    mkdirSync(join(root, 'dist'));
    const cli = startCli(
      ['boot', ...ONCE, '--watch', '--json', '--', process.execPath, 'dist/main.mjs'],
      root,
    );
    await cli.until(WAITING);
    writeFileSync(join(root, 'dist', 'main.mjs'), '');
    await cli.until(WAITING, 2);
    cli.kill('SIGTERM');
    expect(await cli.ended).toBe(0);
    expect(linesOf(cli).map(({ error }) => error === undefined)).toEqual([false, true]);
  });
});

describe('--serve', () => {
  it('shows runs, the report and the end to a page, and ends with the command', async () => {
    const root = project({ 'web.mjs': "import './a.mjs'; setTimeout(() => {}, 300);" });
    const cli = startCli(['boot', 'web', ...ONCE, '--ready', 'exit', '--serve', '--json'], root);
    await cli.until('serving http');
    const url = /http\S+/.exec(cli.stderr())![0];
    const page = await fetch(url);
    expect([page.status, page.headers.get('referrer-policy')]).toEqual([200, 'no-referrer']);
    const stream = await (await fetch(`${url}events`)).text();
    expect(await cli.ended).toBe(0);
    const names = [...stream.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
    expect(names.at(-1)).toBe('finished');
    // The figures, and then the same with what to cut.
    expect(names.filter((name) => name === 'report')).toHaveLength(2);
    expect(names.indexOf('report')).toBeGreaterThan(names.indexOf('run'));
    expect(stream).toContain('{"entry":"web","kind":"');
    expect(linesOf(cli)).toHaveLength(1);
  });

  it('with --watch tells the page each report, and the end with the exit code', async () => {
    const root = project();
    const cli = startCli(['check', '--static-only', '--watch', '--serve'], root);
    await cli.until(WAITING);
    const url = /http\S+/.exec(cli.stderr())![0];
    const response = await fetch(`${url}events`);
    const stream = response.text();
    writeFileSync(join(root, 'a.mjs'), "import 'node:vm';");
    await cli.until(WAITING, 2);
    writeFileSync(join(root, 'web.mjs'), 'import (');
    await cli.until(WAITING, 3);
    cli.kill('SIGINT');
    const names = [...(await stream).matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
    // The first is what there was; of the save the figures come first, what to cut after them.
    expect(names).toEqual(['report', 'report', 'report', 'failed', 'finished']);
    expect(await stream).toContain('event: finished\ndata: {"code":2}');
    expect(await cli.ended).toBe(2);
  });

  it('tells the page of an entry that was not run what a changed config makes of it', async () => {
    const root = project();
    const cli = startCli(['check', '--static-only', '--watch', '--serve'], root);
    await cli.until(WAITING);
    const stream = (await fetch(`${/http\S+/.exec(cli.stderr())![0]}events?entry=cli`)).text();
    const entries = { web: { file: 'web.mjs', env: { A: '1' } }, cli: 'cli.mjs' };
    const rules = [{ type: 'forbidden', modules: ['b.mjs'] }];
    writeFileSync(join(root, 'import-budget.config.json'), JSON.stringify({ entries, rules }));
    await cli.until(WAITING, 2);
    cli.kill('SIGINT');
    const names = [...(await stream).matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
    expect(names).toEqual(['report', 'report', 'report', 'finished']);
    expect(await cli.ended).toBe(1);
  });

  it('refuses what is no port, and one that is taken', async () => {
    const root = project();
    const wrong = await runCli(['check', '--json', '--serve', 'web'], { cwd: root });
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Name entries before it')]);
    const first = startCli(['check', '--static-only', '--watch', '--serve'], root);
    await first.until('serving http');
    const { port } = new URL(/http\S+/.exec(first.stderr())![0]);
    const taken = await runCli(['check', '--json', '--static-only', '--serve', port], { cwd: root });
    expect([taken.code, errorOf(taken).code]).toEqual([2, 'port-not-free']);
  });
});
