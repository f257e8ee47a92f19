import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isRunFolder } from '../../src/boot/run-folder.ts';
import type { CutMeasurement } from '../../src/model/cut.ts';
import type { ImportEdge } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import { refine } from '../../src/trying/refine.ts';
import type { CutStep } from '../../src/trying/cut-step.ts';
import { tryCuts } from '../../src/trying/try-cuts.ts';
import { makeOverlay } from '../../src/trying/overlay.ts';
import { bootRequest } from '../support/boot-request.ts';
import { tempFolder } from '../support/temp-folder.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/cuts').replaceAll('\\', '/');
/** Over before the first pair is: figures are no matter. */
const SHORT_MS = 1;
const LONG_MS = 300_000;

function edge(from: string, line: number, specifier: string, to: string): ImportEdge {
  const ids = { from: from as ModuleId, to: to as ModuleId };
  return { ...ids, specifier, line, column: 1, kind: 'require', timing: 'eager' };
}

function lazily(...edges: ImportEdge[]): CutStep[] {
  return edges.map((each) => ({ how: 'lazy', edges: [each] }));
}

function trial(root: string, commands: readonly (readonly string[])[], entryFile: string | null = null) {
  return {
    scenarios: commands.map((words) =>
      bootRequest({ root, command: ['node', ...words], exitCodes: [0, 3], timeoutMs: 50_000 }),
    ),
    entryFile: entryFile as ModuleId | null,
    maxMs: SHORT_MS,
    signal: new AbortController().signal,
    onBoot: () => {},
  };
}

/** Whatever could show that somebody wrote to a folder: contents, times, link counts. */
function stateOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => {
      const path = join(item.parentPath, item.name);
      const { mtimeMs, nlink, ino, mode } = statSync(path);
      return [path, mtimeMs, nlink, ino, mode, readFileSync(path, 'utf8')].join(' ');
    })
    .toSorted();
}

function runFolders(): string[] {
  return readdirSync(tmpdir()).filter(
    (name) => isRunFolder(name) && name.includes(`-${String(process.pid)}-`),
  );
}

const CLEAN = { touched: [], sameOutput: true, sameExitCode: true } satisfies Partial<CutMeasurement>;

test('an import that can wait: what leaves, what is lost; nothing of the project is written to', async () => {
  const root = `${FIXTURES}/defer-cjs`;
  const before = stateOf(root);
  const edges = [edge('main.cjs', 2, './heavy.cjs', 'heavy.cjs')];
  // Ends by the number of its pairs, on however busy a machine.
  const result = await tryCuts({
    ...trial(root, [['main.cjs']]),
    maxMs: LONG_MS,
    leastShift: 0.5,
    steps: lazily(...edges),
  });
  expect(result).toMatchObject({
    ...CLEAN,
    modulesLeft: ['heavy.cjs', 'data.cjs'],
    registrationsLost: ['listener process SIGUSR2'],
  });
  expect(result.pairs).toBeGreaterThanOrEqual(14);
  expect(result.low).toBeLessThanOrEqual(result.change);
  expect(result.skipped).toBeUndefined();
  expect(stateOf(root)).toEqual(before);
  expect(runFolders()).toEqual([]);
}, 360_000);

test('a command that reads it is a touch, told with its place', async () => {
  const root = `${FIXTURES}/defer-cjs`;
  const edges = [edge('main.cjs', 2, './heavy.cjs', 'heavy.cjs')];
  const { touched, sameOutput } = await tryCuts({
    ...trial(root, [['main.cjs'], ['main.cjs', 'work']]),
    steps: lazily(...edges),
  });
  expect(touched).toHaveLength(1);
  expect(touched[0]).toMatchObject({ edge: edges[0], by: { file: 'main.cjs', line: 4 } });
  expect(touched[0]?.stack[1]).toMatch(/^at Object\.<anonymous> \(main\.cjs:8:\d+\)$/);
  expect(sameOutput).toBe(true);
});

test('ES modules: by the file they lead to, CommonJS as an import sees it', async () => {
  const root = `${FIXTURES}/defer-esm`;
  const edges = [
    edge('main.js', 1, './table.js', 'table.js'),
    edge('main.js', 4, './legacy.cjs', 'legacy.cjs'),
  ];
  const idle = await tryCuts({ ...trial(root, [['main.js']]), steps: lazily(...edges) });
  expect(idle).toMatchObject({ ...CLEAN, modulesLeft: expect.arrayContaining(['table.js', 'legacy.cjs']) });
  const used = await tryCuts({ ...trial(root, [['main.js', 'report']]), steps: lazily(...edges) });
  expect(used.touched.map((touch) => [touch.edge.to, touch.by?.line])).toEqual([
    ['table.js', 7],
    ['legacy.cjs', 7],
  ]);
  expect(used.sameOutput).toBe(true);
});

test('refinement blocks what is touched, keeps the rest and says why', async () => {
  const edges = [
    edge('settings.cjs', 1, './parse.cjs', 'parse.cjs'),
    edge('settings.cjs', 2, './base.cjs', 'base.cjs'),
  ];
  const bare = edge('main.cjs', 2, './start.cjs', 'start.cjs');
  const refined = await refine({
    ...trial(`${FIXTURES}/touched`, [['main.cjs']]),
    plan: (blocked) =>
      lazily(...[...edges, bare].filter((each) => !blocked.some(({ edge: known }) => known === each))),
  });
  expect(refined).toMatchObject({ steps: lazily(edges[1]!), rounds: 2, settled: true });
  expect(refined.blocked).toEqual([
    { edge: edges[0], why: 'touched-while-booting', by: { file: 'settings.cjs', line: 4 } },
  ]);
  expect(refined.untried).toEqual([{ edge: bare, why: 'top-level-use' }]);
  expect(refined.measurement).toMatchObject({ ...CLEAN, modulesLeft: ['base.cjs'] });
});

test('a plan that prints something else, or of which nothing can be booted, is not settled', async () => {
  const root = tempFolder({
    'main.cjs':
      "const set = require('./set.cjs');\nprocess.on('exit', () => console.log(String(globalThis.isSet)));\nmodule.exports = () => set;\n",
    'set.cjs': 'globalThis.isSet = true;\n',
    'bare.cjs': "require('./set.cjs');\n",
  });
  const other = edge('main.cjs', 1, './set.cjs', 'set.cjs');
  const changed = await refine({ ...trial(root, [['main.cjs']]), plan: () => lazily(other) });
  expect(changed).toMatchObject({ steps: lazily(other), rounds: 1, blocked: [], settled: false });
  expect(changed.measurement).toMatchObject({ touched: [], sameOutput: false });
  const bare = edge('bare.cjs', 1, './set.cjs', 'set.cjs');
  const none = await refine({ ...trial(root, [['bare.cjs']]), plan: () => lazily(bare) });
  expect(none).toMatchObject({ steps: [], rounds: 1, blocked: [], measurement: null, settled: false });
  expect(none.untried).toEqual([{ edge: bare, why: 'side-effect-import' }]);
});

test('a cut is judged over all commands', async () => {
  const edges = [
    edge('main.cjs', 1, './help.cjs', 'help.cjs'),
    edge('main.cjs', 2, './build.cjs', 'build.cjs'),
  ];
  const commands = [['main.cjs'], ['main.cjs', 'help'], ['main.cjs', 'build']];
  const all = await tryCuts({ ...trial(`${FIXTURES}/scenarios`, commands), steps: lazily(...edges) });
  expect(all.touched.map(({ edge: { to }, by }) => [to, by?.line])).toEqual([
    ['help.cjs', 4],
    ['build.cjs', 5],
  ]);
  expect(all).toMatchObject({ sameOutput: true, sameExitCode: true });
});

test('edges of TypeScript sources are cut in the files compiled from them', async () => {
  const edges = [edge('src/main.ts', 3, './heavy', 'src/heavy.ts')];
  const result = await tryCuts({
    ...trial(`${FIXTURES}/compiled`, [['out/main.js']], 'src/main.ts'),
    steps: lazily(...edges),
  });
  expect(result).toMatchObject({ ...CLEAN, modulesLeft: ['out/heavy.js'] });
});

test('other output and other exit codes show; a crash is a problem', async () => {
  const root = tempFolder({
    'main.cjs':
      "const set = require('./set.cjs');\nprocess.on('exit', () => { console.log(String(globalThis.isSet)); process.exitCode = globalThis.isSet ? 0 : 3; });\nmodule.exports = () => set;\n",
    'set.cjs': 'globalThis.isSet = true;\n',
    'crash.cjs':
      "const set = require('./set.cjs');\nmodule.exports = () => set;\nif (!globalThis.isSet) throw new Error('not set');\n",
  });
  const other = await tryCuts({
    ...trial(root, [['main.cjs']]),
    steps: lazily(edge('main.cjs', 1, './set.cjs', 'set.cjs')),
  });
  expect(other).toMatchObject({ touched: [], sameOutput: false, sameExitCode: false });
  expect(other.registrationsLost).toEqual(['global globalThis isSet']);
  const crash = await tryCuts({
    ...trial(root, [['crash.cjs']]),
    steps: lazily(edge('crash.cjs', 1, './set.cjs', 'set.cjs')),
  });
  expect(crash).toMatchObject({ pairs: 0, sameOutput: false, sameExitCode: false });
  expect(crash.problem).toContain('exit code 1');
});

test('a program that fails by itself is not tried', async () => {
  const root = tempFolder({ 'main.cjs': 'process.exit(1);' });
  const failing = tryCuts({ ...trial(root, [['main.cjs']]), steps: [] });
  await expect(failing).rejects.toMatchObject({ detail: { code: 'boot-failed' } });
  expect(runFolders()).toEqual([]);
});

test('an overlay: packages are linked, links stay inside, replaced files are new ones', () => {
  const root = tempFolder({
    'main.cjs': 'own',
    'node_modules/.store/dep/index.js': 'dep',
    'node_modules/.cache/x': 'cache',
    '.git/HEAD': 'ref',
  });
  symlinkSync(join(root, 'node_modules/.store/dep'), join(root, 'node_modules/dep'), 'junction');
  linkSync(join(root, 'main.cjs'), join(root, 'same.cjs'));
  mkdirSync(join(root, 'empty'));
  const before = stateOf(root);
  const overlay = makeOverlay(root);
  try {
    const file = join(overlay.root, 'node_modules/dep/index.js');
    const original = join(root, 'node_modules/.store/dep/index.js');
    expect(statSync(file).ino).toBe(statSync(original).ino);
    expect(existsSync(join(overlay.root, 'empty'))).toBe(true);
    expect(existsSync(join(overlay.root, '.git'))).toBe(false);
    expect(existsSync(join(overlay.root, 'node_modules/.cache'))).toBe(false);
    expect(overlay.replace('node_modules/.store/dep/index.js', 'changed')).toBe(true);
    expect(overlay.replace('../elsewhere.js', 'changed')).toBe(false);
    expect(overlay.replace('none.js', 'changed')).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('changed');
    expect(readFileSync(original, 'utf8')).toBe('dep');
    overlay.restore();
    expect(statSync(file).ino).toBe(statSync(original).ino);
  } finally {
    overlay.remove();
  }
  expect(stateOf(root)).toEqual(before);
  expect(execFileSync('ls', [tmpdir()], { encoding: 'utf8' })).not.toContain(overlay.folder);
});
