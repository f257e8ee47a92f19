import { cpSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readyProbe } from '../../../src/boot/ready/registry.ts';
import type { RunKind } from '../../../src/model/boot.ts';
import type { BootRequest } from '../../../src/recording/boot-request.ts';
import { recordBoot } from '../../../src/recording/record-boot.ts';
import { bootRequest } from '../../support/recorded-run.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const PROGRAMS = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'boot', 'command');

async function record(command: readonly string[], given: Partial<BootRequest> = {}) {
  const root = tempFolder();
  cpSync(PROGRAMS, root, { recursive: true });
  const kinds: RunKind[] = [];
  const onRun = (kind: RunKind, done: number) => {
    expect(done).toBe(kinds.length);
    kinds.push(kind);
  };
  const { trace, notices } = await recordBoot(bootRequest({ root, cwd: root, command, onRun, ...given }));
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`import-budget-${process.pid}-`))).toEqual(
    [],
  );
  return { trace, notices, kinds };
}

describe('recordBoot', () => {
  it('measures plain runs, and modules in probed ones', async () => {
    const { trace, notices, kinds } = await record(['node', 'prints.cjs', '--token', 'tk-1']);
    expect(notices).toEqual([]);
    expect(kinds).toEqual(['probed', 'bare', 'plain', 'bare']);
    expect(trace.runs.map(({ kind, outcome, exitCode }) => [kind, outcome, exitCode])).toEqual(
      kinds.map((kind) => [kind, 'ready', 0]),
    );
    expect(trace).toMatchObject({
      entry: 'shop',
      command: ['node', 'prints.cjs', '--token', '***'],
      ready: 'exit',
      main: 'prints.cjs',
      probe: { mode: 'internal', cannotSee: [] },
      processes: [],
      registrations: null,
      failure: null,
    });
    expect(trace.modules.map(({ id, importer }) => [id, importer])).toEqual([
      ['prints.cjs', null],
      ['part.cjs', 'prints.cjs'],
      ['node:querystring', 'part.cjs'],
    ]);
    expect(trace.totals).toMatchObject({
      cpuMs: { runs: 1 },
      bareCpuMs: { runs: 2 },
      probedCpuMs: { runs: 1 },
    });
  });

  it('a bad run is the last; what was measured is kept, and who threw is named', async () => {
    const { trace, kinds } = await record(['node', 'throws.cjs']);
    expect(kinds).toEqual(['probed']);
    expect(trace.failure).toMatchObject({ kind: 'exit-code', module: 'broken.cjs' });
    expect(trace.failure!.stderr).toContain('database');
    expect(trace.modules.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['throws.cjs', 'threw'],
      ['part.cjs', 'evaluated'],
      ['node:querystring', 'evaluated'],
      ['broken.cjs', 'threw'],
    ]);
  });

  it('what was caught is not blamed', async () => {
    const { trace } = await record(['node', 'catches.cjs']);
    expect(trace.failure).toMatchObject({ kind: 'exit-code', module: null });
    expect(trace.modules.find(({ id }) => id === 'broken.cjs')).toMatchObject({ outcome: 'threw' });
  });

  it('a program without a script has no main', async () => {
    const { trace } = await record(['node', '-e', "require('./part.cjs')", 'part.cjs']);
    expect(trace).toMatchObject({ main: null, failure: null });
  });

  it('modules are those of whole boots where there is one', async () => {
    const text = `const fs = require('node:fs');
      fs.appendFileSync('starts', 'x');
      if (fs.readFileSync('starts').length > 2) { require('./last.cjs'); process.exit(5); }
      require('./part.cjs');`;
    const root = tempFolder({ 'main.cjs': text, 'part.cjs': '', 'last.cjs': '' });
    const { trace, kinds } = await record(['node', 'main.cjs'], { root, cwd: root, probedRuns: 2 });
    expect(kinds.filter((kind) => kind !== 'bare')).toEqual(['probed', 'plain', 'probed']);
    expect(trace.failure).toMatchObject({ kind: 'exit-code' });
    expect(trace.modules.map(({ id }) => id)).toEqual(['main.cjs', 'node:fs', 'part.cjs']);
    expect(trace.totals).toMatchObject({ cpuMs: { runs: 1 }, probedCpuMs: { runs: 1 } });
  });

  it('a program without Node is started once', async () => {
    const { trace, kinds } = await record(['sh', '-c', 'echo hello']);
    expect(kinds).toEqual(['probed']);
    expect(trace.failure).toMatchObject({ kind: 'no-trace', stdout: 'hello\n' });
    expect(trace.probe.cannotSee).toEqual([]);
    expect(trace.modules).toEqual([]);
  });

  it('says when there was no time for all runs; that for registrations is always made', async () => {
    const { trace, notices, kinds } = await record(['node', 'part.cjs'], {
      plainRuns: 5,
      probedRuns: 3,
      budgetMs: 1,
      withRegistrations: true,
    });
    expect(kinds.filter((kind) => kind === 'plain')).toHaveLength(3);
    expect(kinds.filter((kind) => kind === 'probed')).toHaveLength(2);
    expect(kinds.at(-1)).toBe('registrations');
    expect(notices).toMatchObject([{ code: 'limit', level: 'info' }]);
    expect(notices[0]!.message).toContain('3 of 5 plain runs and 2 of 3 probed runs');
    expect(trace).toMatchObject({ registrations: [], failure: null });
  });

  it('a run for registrations that ends badly makes no boot bad', async () => {
    // Its third start is the one for registrations.
    const text = `const fs = require('node:fs'); fs.appendFileSync('starts', 'x'); if (fs.readFileSync('starts').length > 2) process.exit(7);`;
    const root = tempFolder({ 'main.cjs': text });
    const { trace, notices, kinds } = await record(['node', 'main.cjs'], {
      root,
      cwd: root,
      withRegistrations: true,
    });
    expect(kinds.at(-1)).toBe('registrations');
    expect(trace).toMatchObject({ failure: null, registrations: null });
    expect(notices).toMatchObject([{ code: 'probe', level: 'warning' }]);
    expect(notices[0]!.message).toMatch(/register is not known.*exit code 7/);
  });

  it('names what a program leaves running, and ends it', async () => {
    const { notices } = await record(['node', 'leaves-a-child.cjs']);
    expect(notices).toMatchObject([{ code: 'left-running', level: 'warning' }]);
    expect(notices[0]!.message).toMatch(/hangs\.cjs --api-token \*\*\*$/);
  });

  it('interrupted in the run for registrations, the boot is an interrupted one', async () => {
    const controller = new AbortController();
    const onRun = (kind: RunKind) => {
      if (kind === 'registrations') controller.abort('SIGINT');
    };
    const given = { signal: controller.signal, withRegistrations: true, onRun };
    const { trace, notices } = await record(['node', 'part.cjs'], given);
    expect(trace.failure).toMatchObject({ kind: 'interrupted' });
    expect(notices).toEqual([]);
  });

  it('interrupted before it began, nothing is started', async () => {
    const { trace } = await record(['node', 'prints.cjs'], { signal: AbortSignal.abort('SIGINT') });
    expect(trace.failure).toMatchObject({ kind: 'interrupted' });
    expect(trace.runs).toHaveLength(1);
  });

  it('a compile cache is filled before the runs that count', async () => {
    const text =
      "console.log(require('node:fs').readdirSync(process.env.NODE_COMPILE_CACHE).length); process.exit(6);";
    const { trace } = await record(['node', '-e', text], { compileCache: true });
    // Node 20 knows no cache: there the folder stays empty.
    const filled = Number(process.versions.node.split('.')[0]) > 20;
    expect(trace.failure!.stdout).toBe(filled ? '1\n' : '0\n');
    expect(trace.environment.compileCache).toBe(true);
  });

  it('conditions reach every Node process of a command, as the user would hand them on', async () => {
    const files = {
      'node_modules/dual/package.json': '{ "exports": { "fog": "./fog.js", "default": "./clear.js" } }',
      'node_modules/dual/fog.js': '',
      'node_modules/dual/clear.js': '',
      'main.cjs': "require('dual');",
      'start.cjs': "require('node:child_process').spawnSync('node', ['main.cjs']); require('dual');",
    };
    const root = tempFolder(files);
    const { trace } = await record(['node', 'start.cjs'], { root, cwd: root, conditions: ['fog'] });
    expect(trace.modules.map(({ id }) => id)).toContain('node_modules/dual/fog.js');
    expect(trace.processes).toMatchObject([{ kind: 'child', title: `node ${root}/main.cjs`, modules: 2 }]);
  });

  it('a moment that never comes ends with the time limit', async () => {
    const { trace } = await record(['node', 'hangs.cjs'], { ready: readyProbe('listen'), timeoutMs: 600 });
    expect(trace.failure).toMatchObject({ kind: 'timed-out', stdout: 'waiting for ever\n' });
    expect(trace.modules.map(({ id }) => id)).toEqual(['hangs.cjs']);
  });
});
