import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { schemaProblems } from '../support/json-schema.ts';
import { expectNoStackTrace, runCli, type CliRun } from '../support/run-cli.ts';

const base = realpathSync(mkdtempSync(join(tmpdir(), 'baseline-')));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let copies = 0;

function shop(): string {
  const root = join(base, `${++copies}`);
  cpSync(join(import.meta.dirname, '..', '..', 'fixtures', 'baseline', 'shop'), root, { recursive: true });
  return root;
}

const fileOf = (root: string) => join(root, 'import-budget.baseline');
const linesOf = (root: string) => readFileSync(fileOf(root), 'utf8').split('\n');

async function baseline(root: string, ...args: string[]): Promise<CliRun> {
  const run = await runCli(['baseline', ...args], { cwd: root });
  if (args.includes('--json')) expect(schemaProblems('baseline', JSON.parse(run.stdout))).toEqual([]);
  return run;
}

const SHRUNK = [
  "# The team's own words.",
  '',
  '"my tool" module src/tool.js',
  '"my tool" package tiny',
  'retired module src/gone.js',
  'server module src/bus.js',
  '# Agreed on in spring.',
  'server module src/orders.js',
  'server module src/server.js',
  '',
];

test('update: shrinks, and refuses to grow with the imports to blame', async () => {
  const root = shop();
  expect((await baseline(shop(), 'update', '--json')).code).toBe(1);
  const run = await baseline(root, 'update');
  expect(run.code).toBe(1);
  expect(run.stdout).toContain('- server module src/gone.js\n  - server package tiny\n');
  expect(run.stdout).toContain('+ server package heavy\n      src/server.js:2 -> heavy\n');
  expect(run.stdout).toContain('--allow-additions');
  expect(linesOf(root)).toEqual(SHRUNK);
  const again = await baseline(root, 'update', '--allow-additions');
  expect(again.code).toBe(0);
  expect(linesOf(root)).toContain('server package heavy');
  expect((await baseline(root, 'update')).stdout).toContain('nothing to change');
});

test('update of one entry leaves the others alone', async () => {
  const root = shop();
  const run = await baseline(root, 'update', 'my tool');
  expect(run.code).toBe(0);
  expect(linesOf(root)).toContain('server module src/gone.js');
});

test('update --boot: registrations as well; what a later update without a boot cannot see stays', async () => {
  const root = shop();
  // Registrations are added by a boot only: what is said to do would else do nothing.
  expect((await baseline(root, 'update', '--boot')).stdout).toContain(
    'baseline update --boot --allow-additions\n',
  );
  const run = await baseline(root, 'update', '--boot', '--allow-additions', '--json');
  expect(run.stderr).toBe('');
  expect(run.code).toBe(0);
  const { added, refused } = JSON.parse(run.stdout) as { added: { name: string }[]; refused: unknown[] };
  expect(refused).toEqual([]);
  expect(added.map(({ name }) => name).toSorted()).toEqual([
    'global globalThis plugged',
    'heavy',
    'listener process SIGTERM',
    'registrar src/bus.js#subscribe order.created',
    'src/plugin.js',
  ]);
  const before = linesOf(root);
  expect((await baseline(root, 'update')).code).toBe(0);
  expect(linesOf(root)).toEqual(before);
  writeFileSync(join(root, 'src/server.js'), "import './orders.js';\nimport 'heavy';\n");
  await baseline(root, 'update', '--boot');
  expect(before.filter((line) => !linesOf(root).includes(line))).toEqual([
    'server module src/plugin.js',
    'server registration global globalThis plugged',
    'server registration listener process SIGTERM',
  ]);
});

test('update --boot with an entry that breaks off: it stays as it was, exit code 2', async () => {
  const root = shop();
  writeFileSync(join(root, 'src/server.js'), "import './orders.js';\nthrow new Error('no');\n");
  const run = await baseline(root, 'update', '--boot');
  expect(run.code).toBe(2);
  expect(run.stdout).toContain('! server: left as it was: the program ended with exit code 1');
  expect(linesOf(root)).toContain('server module src/gone.js');
});

test('update --from: what a saved report says; entries that it does not hold stay', async () => {
  const root = shop();
  const saved = join(root, 'report.json');
  expect((await runCli(['graph', 'server', '--output', `json=${saved}`], { cwd: root })).code).toBe(0);
  const run = await baseline(root, 'update', '--from', saved);
  expect([run.code, run.stderr]).toEqual([1, '']);
  expect(linesOf(root)).toEqual(SHRUNK);
  for (const [args, message] of [
    [['--from', saved, '--boot'], 'a saved report (--from) is not measured again'],
    [['nobody', '--from', saved], "holds no entry 'nobody'"],
    [['--from', 'package.json'], 'no report of import-budget'],
  ] as const) {
    const refused = await baseline(root, 'update', ...args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(message);
    expectNoStackTrace(refused.stderr);
  }
});

test('the first update writes a file beside the config, nothing to allow', async () => {
  const root = shop();
  rmSync(fileOf(root));
  const run = await baseline(root, 'update');
  expect(run.code).toBe(0);
  expect(run.stdout).toContain('import-budget.baseline: written, 7 names');
  expect(linesOf(root).slice(0, 1)).toEqual([
    '# What startup holds, by entry; it may shrink, and grows only when somebody says so:',
  ]);
});

test('prune: entries and modules that no longer exist, nothing else', async () => {
  const root = shop();
  const run = await baseline(root, 'prune');
  expect(run.code).toBe(0);
  expect(run.stdout).toContain('- retired module src/gone.js\n  - server module src/gone.js\n');
  expect(linesOf(root)).toEqual([
    ...SHRUNK.filter((line) => !line.startsWith('retired')).slice(0, -1),
    'server package tiny',
    '',
  ]);
  rmSync(fileOf(root));
  expect((await baseline(root, 'prune', '--json')).code).toBe(0);
  expect(existsSync(fileOf(root))).toBe(false);
});

test('a merge left unfinished is told with its line, before anything is booted', async () => {
  const root = shop();
  writeFileSync(fileOf(root), 'server module src/a.js\n<<<<<<< HEAD\n');
  const run = await baseline(root, 'update', '--boot');
  expect(run.code).toBe(2);
  expect(run.stderr).toContain('import-budget.baseline:2: a merge conflict is not resolved');
  expectNoStackTrace(run.stderr);
});
