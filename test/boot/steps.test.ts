import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findCuts } from '../../src/commands/find-cuts.ts';
import type { GlobalFlags } from '../../src/commands/flags.ts';
import { triedSteps } from '../../src/commands/tried-edges.ts';
import { processHost } from '../../src/io/host.ts';
import type { CutAction, CutMeasurement } from '../../src/model/cut.ts';
import type { ImportEdge } from '../../src/model/module-graph.ts';
import type { ModuleId } from '../../src/model/module-id.ts';
import type { CutStep } from '../../src/trying/cut-step.ts';
import { tryCuts } from '../../src/trying/try-cuts.ts';
import { bootRequest } from '../support/boot-request.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/cuts').replaceAll('\\', '/');
const CLEAN = { touched: [], sameOutput: true, sameExitCode: true } satisfies Partial<CutMeasurement>;
const id = (name: string) => name as ModuleId;

function tryIn(fixture: string, steps: readonly CutStep[], ...more: string[]): Promise<CutMeasurement> {
  const root = `${FIXTURES}/${fixture}`;
  const commands = [['node', 'main.js'], ...(more.length > 0 ? [['node', 'main.js', ...more]] : [])];
  return tryCuts({
    scenarios: commands.map((command) => bootRequest({ root, command, timeoutMs: 50_000 })),
    entryFile: null,
    // Over before the first pair is: figures are no matter.
    maxMs: 1,
    signal: new AbortController().signal,
    onBoot: () => {},
    steps,
  });
}

function flagsOf(root: string): GlobalFlags {
  const lists = { entry: [], conditions: [], reporter: [], output: [] };
  return { version: '0.0.0', root, configCode: false, color: false, cache: false, ...lists };
}

function edge(from: string, line: number, specifier: string, to: string): ImportEdge {
  const kind = from.endsWith('main.js') ? 'import' : 'require';
  return { from: id(from), to: id(to), specifier, line, column: 1, kind, timing: 'eager' };
}

/** What a boot sees of a loop: one import a module, all in one place. */
function loop(from: string, line: number, ...names: string[]): ImportEdge[] {
  return names.map((name) => ({
    ...edge(from, line, './commands/*', `commands/${name}.js`),
    observed: true,
  }));
}

test.each<[string, CutAction]>([
  ['barrel', 'past-barrel'],
  ['shared-leaf', 'move-leaf'],
])('%s: a boot without what is predicted to leave', async (fixture, action) => {
  const host = { ...processHost(process), cwd: `${FIXTURES}/${fixture}` };
  const { reports } = await findCuts(host, flagsOf(host.cwd), ['main.js'], {});
  const cut = reports[0]!.candidates.find((one) => one.action === action);
  const measured = await tryIn(fixture, triedSteps([cut!]));
  expect(measured).toMatchObject(CLEAN);
  expect(measured.skipped).toBeUndefined();
  expect(measured.modulesLeft.toSorted()).toEqual(cut!.frees.modules.toSorted());
});

test('past a compiled barrel: defaults, other names and namespaces are what they were', async () => {
  const definedIn = [
    { name: 'small', module: id('small.js') },
    { name: 'round', module: id('small.js'), exported: 'roundUp' },
    { name: 'Circle', module: id('circle.js'), exported: 'default' },
    { name: 'lines', module: id('lines.js'), exported: '*' },
  ];
  const edges = [4, 5, 6].map((line) => edge('main.js', line, './parts', 'parts.js'));
  const measured = await tryIn('barrel-compiled', [{ how: 'past-barrel', edges, definedIn }]);
  expect(measured).toMatchObject({ ...CLEAN, modulesLeft: ['parts.js', 'large.js'] });
});

test('a name whose module no boot loads leaves the import as it is', async () => {
  const edges = [edge('main.js', 4, './parts', 'parts.js')];
  const definedIn = [{ name: 'small', module: id('elsewhere.js') }];
  const measured = await tryIn('barrel-compiled', [{ how: 'past-barrel', edges, definedIn }]);
  expect(measured.skipped).toEqual([{ edge: edges[0], why: 'computed' }]);
});

test('CommonJS by another loader is loaded all the same, and looks the same', async () => {
  const edges = [1, 2].map((line) => edge('main.js', line, './table.cjs', 'table.cjs'));
  const measured = await tryIn('lexing', [{ how: 'lexing', edges }]);
  expect(measured).toMatchObject({ ...CLEAN, modulesLeft: [] });
  expect(measured.skipped).toBeUndefined();
});

test('a second name by a helper of compilers waits with the first', async () => {
  const edges = [edge('main.js', 5, './heavy', 'heavy.js'), edge('main.js', 6, './rows', 'rows.js')];
  const measured = await tryIn('interop', [{ how: 'lazy', edges }]);
  expect(measured).toMatchObject({ ...CLEAN, modulesLeft: ['heavy.js', 'rows.js'] });
});

test('loops: what is stored or passed on waits, each entry for itself', async () => {
  const stored = loop('stored.js', 3, 'add', 'list', 'move', 'sync');
  const passed = loop('passed.js', 2, 'list', 'move');
  const steps: CutStep[] = [
    { how: 'lazy', edges: stored },
    { how: 'lazy', edges: passed },
  ];
  const idle = await tryIn('loader-loop', steps);
  expect(idle).toMatchObject({
    ...CLEAN,
    modulesLeft: ['commands/add.js', 'commands/list.js', 'commands/move.js'],
  });
  const used = await tryIn('loader-loop', steps, 'add');
  expect(used.touched.map(({ edge: { from, to }, by }) => [from, to, by?.file, by?.line])).toEqual([
    ['stored.js', 'commands/add.js', 'main.js', 6],
    ['passed.js', 'commands/list.js', 'main.js', 6],
  ]);
  expect(used.sameOutput).toBe(true);
});

test('loops: what is used at once is touched, with its place', async () => {
  const measured = await tryIn('loader-loop', [{ how: 'lazy', edges: loop('used.js', 3, 'sync', 'watch') }]);
  expect(measured).toMatchObject({ modulesLeft: [], sameOutput: true });
  expect(measured.touched.map(({ edge: { to }, by }) => [to, by?.file, by?.line])).toEqual([
    ['commands/sync.js', 'used.js', 4],
    ['commands/watch.js', 'used.js', 4],
  ]);
});
