import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { commitFiles, gitIn, initRepository, putFiles } from '../support/git-project.ts';
import { BIN, errorOf, expectNoStackTrace, layOut, reportOf, runCli } from '../support/run-cli.ts';

/** CPU that no noise hides beside a boot of Node. */
const SPIN = 'const end = process.cpuUsage().user + 60_000; while (process.cpuUsage().user < end);';

/** Two commits: `light` leaves startup; `heavy`, which spins, arrives through a new module that listens to a signal. */
function project(): string {
  const root = layOut({
    'node_modules/heavy/package.json': { name: 'heavy', main: 'index.js' },
    'node_modules/heavy/index.js': "require('./part.js');",
    'node_modules/heavy/part.js': SPIN,
    'node_modules/light/package.json': { name: 'light', main: 'index.js' },
    'node_modules/light/index.js': '',
  });
  initRepository(root);
  commitFiles(root, 'First', {
    '.gitignore': 'node_modules\n',
    'package.json': '{ "name": "demo", "type": "module", "bin": { "cli": "src/cli.js", "old": "src/a.js" } }',
    'src/cli.js': "import './a.js';\nimport 'light';\n",
    'src/a.js': 'export const a = 1;\n',
  });
  commitFiles(root, 'Add what spins', {
    'package.json': '{ "name": "demo", "type": "module", "bin": { "cli": "src/cli.js", "new": "src/b.js" } }',
    'src/cli.js': "import './a.js';\nimport './b.js';\n",
    'src/b.js': "import 'heavy';\nprocess.once('SIGUSR2', () => {});\n",
  });
  return root;
}

describe('compare of two refs', () => {
  it('tells what arrived and left, by which import and commit, and which entries came and went', async () => {
    const root = project();
    const report = reportOf(await runCli(['compare', '--root', root, '--json', '--static-only', 'HEAD~1']));
    const { base, head, entries } = report.compare!;
    expect(base).toMatchObject({
      kind: 'commit',
      name: 'HEAD~1',
      packages: 'linked',
      commit: { subject: 'First' },
    });
    expect(head).toMatchObject({
      kind: 'working-tree',
      packages: 'own',
      commit: { subject: 'Add what spins' },
    });
    expect(head.dirty).toBeUndefined();
    expect(entries.map(({ name, presence }) => `${name} ${presence}`)).toEqual([
      'bin:cli both',
      'bin:new arrived',
      'bin:old left',
    ]);
    const [cli] = entries;
    expect(cli?.arrived).toMatchObject([
      {
        edge: { from: 'src/cli.js', line: 2, to: 'src/b.js' },
        line: { subject: 'Add what spins', date: '2026-03-01T10:00:00+02:00' },
        modules: ['src/b.js', 'node_modules/heavy/index.js', 'node_modules/heavy/part.js'],
        packages: ['heavy'],
      },
    ]);
    expect(cli?.left).toMatchObject([{ edge: { from: 'src/cli.js', line: 2 }, packages: ['light'] }]);
    expect(cli?.cpu).toBeNull();
    expect(report.notices.map(({ code }) => code)).toContain('shared-packages');
  });

  it('finds a slower head by boots in turn: exit 1', async () => {
    const root = project();
    const run = await runCli([
      'compare',
      '--root',
      root,
      '--json',
      '--entry',
      'cli=src/cli.js',
      'HEAD~1',
      'HEAD',
    ]);
    const [cli] = reportOf(run).compare!.entries;
    expect(cli?.cpu).toMatchObject({ kind: 'verdict', verdict: 'slower', stopped: null });
    expect(run.code).toBe(1);
  });

  it('leaves neither worktrees nor changes behind, also on Ctrl-C', async () => {
    const root = project();
    const temporary = mkdtempSync(join(tmpdir(), 'compare-'));
    const env = { ...process.env, TMPDIR: temporary };
    const child = spawn(process.execPath, [BIN, 'compare', '--root', root, 'HEAD~1'], { env, stdio: 'pipe' });
    while (readdirSync(temporary).length < 2) await sleep(20);
    child.kill('SIGINT');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(130);
    expect(readdirSync(temporary)).toEqual([]);
    expect(gitIn(root, 'worktree', 'list').split('\n')).toHaveLength(1);
    expect(gitIn(root, 'status', '--porcelain')).toBe('');
  });

  it('takes the working tree as it is', async () => {
    const root = project();
    putFiles(root, { 'src/cli.js': "import './a.js';\nimport './b.js';\nimport 'light';\n" });
    const { compare } = reportOf(
      await runCli(['compare', '--root', root, '--json', '--static-only', 'HEAD']),
    );
    expect(compare?.head.dirty).toBe(true);
    expect(compare?.entries[0]?.arrived).toMatchObject([{ line: 'uncommitted', packages: ['light'] }]);
  });

  it('compares a workspace with its own files of the other side', async () => {
    const root = layOut({ 'packages/core/package.json': { name: 'core', main: 'i.js' } });
    initRepository(root);
    const api = { 'packages/api/package.json': '{ "bin": "m.js" }', 'packages/api/m.js': "require('core');" };
    commitFiles(root, 'First', { ...api, '.gitignore': 'node_modules\n', 'packages/core/i.js': '' });
    commitFiles(root, 'Second', {
      'packages/core/i.js': "require('./more.js');",
      'packages/core/more.js': '',
    });
    mkdirSync(join(root, 'node_modules'));
    symlinkSync('../packages/core', join(root, 'node_modules', 'core'));
    const api0 = join(root, 'packages', 'api');
    const { compare } = reportOf(
      await runCli(['compare', '--root', api0, '--json', '--static-only', 'HEAD~1']),
    );
    expect(compare?.entries[0]?.arrived).toMatchObject([
      { edge: { from: '../core/i.js' }, line: { subject: 'Second' }, modules: ['../core/more.js'] },
    ]);
  });

  it('prepares a checkout, and says what is missing where a boot fails', async () => {
    const root = layOut({
      'package.json': { name: 'x', bin: 'dist/m.js' },
      'src.js': '',
      '.gitignore': 'dist',
    });
    initRepository(root);
    commitFiles(root, 'First', {});
    putFiles(root, {
      'dist/m.js': '',
      'budget.json': '{ "entries": { "m": { "file": "src.js", "run": ["node", "dist/m.js"] } } }',
    });
    const args = [
      'compare',
      '--root',
      root,
      '--config',
      join(root, 'budget.json'),
      'HEAD',
      '--max-time',
      '500ms',
    ];
    const failed = await runCli(args);
    expect(failed.code).toBe(2);
    expect(failed.stderr).toContain('--prepare');
    const prepare = 'mkdir dist && cp src.js dist/m.js';
    const { compare } = reportOf(await runCli([...args, '--json', '--prepare', prepare]));
    expect(compare?.entries[0]?.cpu).toMatchObject({
      kind: 'verdict',
      baseCpuMs: expect.any(Number) as number,
    });
  });

  it('tells what the graphs say where an entry cannot be booted, and saves why it could not even that', async () => {
    const root = project();
    const out = join(root, 'node_modules', 'out.json');
    const compare = ['compare', '--root', root, '--output', `json=${out}`];
    const saved = () =>
      JSON.parse(readFileSync(out, 'utf8')) as { compare?: object; error?: { code: string } };
    const missing = await runCli([...compare, 'HEAD~1', '--node', 'no/such/node']);
    expect(missing.code).toBe(2);
    expect(saved()).toMatchObject({
      error: { code: 'node-not-found' },
      compare: { entries: [{ name: 'bin:cli', cpu: null, arrived: [{ packages: ['heavy'] }] }, {}, {}] },
    });
    expect((await runCli([...compare, 'nowhere'])).code).toBe(2);
    expect(saved()).toMatchObject({ error: { code: 'no-such-ref' } });
    expect(saved().compare).toBeUndefined();
  });

  it('says clearly why it cannot', async () => {
    const root = project();
    const outside = layOut({ 'package.json': { name: 'x', bin: 'a.js' }, 'a.js': '' });
    const code = async (...args: string[]) => {
      const run = await runCli(['compare', '--json', ...args]);
      expect(run.code).toBe(2);
      expectNoStackTrace(run.stderr);
      return errorOf(run).code;
    };
    expect(await code('--root', root, 'nowhere')).toBe('no-such-ref');
    expect(await code('--root', root, 'HEAD', '--install')).toBe('no-lock-file');
    expect(await code('--root', root, 'HEAD', '--prepare', 'exit 3')).toBe('prepare-failed');
    expect(await code('--root', outside, 'HEAD')).toBe('no-repository');
    expect(gitIn(root, 'worktree', 'list').split('\n')).toHaveLength(1);
  });
});

describe('compare of two saved reports', () => {
  it('tells what changed, registrations and a hint of CPU included, and gives no verdict', async () => {
    const root = project();
    const files = ['base.json', 'head.json'];
    for (const [at, name] of files.entries()) {
      gitIn(root, 'checkout', '--quiet', at === 0 ? 'main~1' : 'main');
      const entry = ['--entry', 'cli=src/cli.js', '--runs', '3', '--probed-runs', '2'];
      const run = await runCli(['boot', '--root', root, '--json', ...entry]);
      writeFileSync(join(root, 'node_modules', name), run.stdout);
    }
    const run = await runCli(['compare', '--json', ...files.map((name) => join(root, 'node_modules', name))]);
    const { compare, notices } = reportOf(run);
    const [cli] = compare!.entries;
    expect(cli?.arrived).toMatchObject([{ packages: ['heavy'], line: null }]);
    expect(cli?.registrations).toEqual({ arrived: ['listener process SIGUSR2'], vanished: [] });
    expect(cli?.cpu).toMatchObject({ kind: 'hint', by: 'multiple', sameMachine: true });
    expect(notices.map(({ code }) => code)).toContain('separate-series');
    expect(run.code).toBe(0);
  });

  it('refuses what is no pair of reports of this version', async () => {
    const folder = layOut({ 'index.js': '' });
    const graph = await runCli(['graph', '--root', folder, '--entry', 'index.js', '--json']);
    const file = join(folder, 'now.json');
    writeFileSync(file, graph.stdout);
    const older = join(folder, 'older.json');
    writeFileSync(older, readFileSync(file, 'utf8').replace(/"schemaVersion":\d+/, '"schemaVersion":0'));
    const code = async (...args: string[]) => errorOf(await runCli(['compare', '--json', ...args])).code;
    expect(await code(file, older)).toBe('report-version');
    expect(await code(file)).toBe('report-and-ref');
    expect(await code(file, 'main')).toBe('report-and-ref');
    expect(await code(file, join(folder, 'missing.json'))).toBe('report-missing');
  });
});
