import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { beforeAll, expect, test } from 'vitest';
import { measureMemory, type MemoryRequest } from '../../src/boot/memory.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { testNode } from '../support/test-node.ts';

const child = fileURLToPath(new URL('../../src/boot/child/memory.ts', import.meta.url));
const root = fileURLToPath(new URL('../../fixtures/boot/memory/neighbours', import.meta.url));
const importer = join(root, 'src', 'main.js');
let text = '';

beforeAll(async () => {
  const bundle = await rolldown({ input: child, platform: 'node' });
  text = (await bundle.generate({ format: 'cjs' })).output[0].code;
  await bundle.close();
});

type How = 'import' | 'require';

function measure(dependencies: readonly [string, How][], more: Partial<MemoryRequest> = {}) {
  return measureMemory({
    node: testNode(),
    root,
    dependencies: dependencies.map(([specifier, how]) => ({ specifier, how, importer })),
    env: { PATH: process.env['PATH'] },
    timeoutMs: 20_000,
    code: tempFolder({ 'memory.cjs': text }),
    ...more,
  });
}

test('memory that stays is counted, garbage is not, whatever the neighbours do', async () => {
  const costs = await measure([
    ['throws', 'require'],
    ['heavy', 'require'],
    ['exits', 'import'],
    ['late', 'require'],
    ['buffers', 'import'],
    ['waits', 'import'],
    ['missing', 'require'],
    ['conditional', 'import'],
    ['heavy/index.js', 'import'],
  ]);
  const problems = costs.map(({ specifier, problem }) => [specifier, problem]);
  expect(problems).toEqual([
    ['throws', 'no licence'],
    ['heavy', undefined],
    ['exits', 'the process ended while it was loaded (exit code 7)'],
    ['late', undefined],
    ['buffers', undefined],
    ['waits', 'the process ended while it was loaded (exit code 0)'],
    ['missing', `Cannot find module 'missing'`],
    ['conditional', undefined],
    ['heavy/index.js', undefined],
  ]);
  const [throws, heavy, , , buffers, , , conditional, again] = costs;
  expect(throws).toMatchObject({ heapBytes: null, externalBytes: null, importer: 'src/main.js' });
  expect(heavy).toMatchObject({ package: 'heavy' });
  expect(heavy?.heapBytes).toBeGreaterThan(3_000_000);
  expect(heavy?.heapBytes).toBeLessThan(5_000_000);
  expect(heavy?.externalBytes).toBeLessThan(100_000);
  expect(buffers?.externalBytes).toBeGreaterThanOrEqual(2_000_000);
  expect(buffers?.externalBytes).toBeLessThan(2_200_000);
  expect(buffers?.heapBytes).toBeLessThan(200_000);
  // As an ES module imports it, not as require() would.
  expect(conditional?.externalBytes).toBeLessThan(700_000);
  // Loaded already.
  expect(again).toMatchObject({ package: 'heavy' });
  expect(again?.heapBytes).toBeLessThan(200_000);
});

test('two measurements agree', async () => {
  const first = await measure([['heavy', 'require']]);
  const second = await measure([['heavy', 'require']]);
  expect(Math.abs((first[0]?.heapBytes ?? 0) - (second[0]?.heapBytes ?? Infinity))).toBeLessThan(50_000);
});

test('one that never comes back is given up, and no process is left', async () => {
  const env = { PATH: process.env['PATH'], TEST_MARK: `memory-${process.pid}` };
  const costs = await measure(
    [
      ['child', 'require'],
      ['hangs', 'require'],
      ['buffers', 'import'],
    ],
    { timeoutMs: 2000, env },
  );
  expect(costs.map(({ problem }) => problem)).toEqual([
    undefined,
    'it was not loaded after 2000 ms',
    undefined,
  ]);
  expect(costs[2]?.externalBytes).toBeGreaterThanOrEqual(2_000_000);
  expect(runningWith(env.TEST_MARK)).toEqual([]);
});

/** Processes with a text in their environment; none where the system does not tell. */
function runningWith(mark: string): string[] {
  if (process.platform !== 'linux') return [];
  const pids = execFileSync('ls', ['/proc'], { encoding: 'utf8' }).split('\n');
  return pids.filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark);
    } catch {
      return false;
    }
  });
}

test('a Node that cannot be started is everyone’s problem', async () => {
  const node = join(root, 'no-such-node');
  const costs = await measure(
    [
      ['heavy', 'require'],
      ['buffers', 'import'],
    ],
    { node },
  );
  expect(costs.map(({ problem }) => problem)).toEqual([
    expect.stringContaining('Node was not started'),
    expect.stringContaining('Node was not started'),
  ]);
});

test('code that is missing stops at once', async () => {
  const costs = await measure([['heavy', 'require']], { code: tempFolder() });
  expect(costs[0]?.problem).toBe('the measuring process did not start (exit code 1)');
});

test('an interrupted measurement says so', async () => {
  const costs = await measure([['heavy', 'require']], { signal: AbortSignal.abort() });
  expect(costs[0]).toMatchObject({ heapBytes: null, problem: 'interrupted' });
});
