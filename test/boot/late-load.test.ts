import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ModuleId } from '../../src/model/module-id.ts';
import { registrationName } from '../../src/model/registration-name.ts';
import { lateLoad } from '../../src/recording/late-load.ts';
import { bootRequest } from '../support/boot-request.ts';

const shop = fileURLToPath(new URL('../../fixtures/boot/late-load/shop', import.meta.url));

async function load(
  script: string,
  ready: string,
  names: readonly string[],
  { leftMs, ...options }: { timeoutMs?: number; leftMs?: () => number } = {},
): Promise<Record<string, readonly (string | null)[]>> {
  const boot = bootRequest({
    root: shop,
    command: ['node', script],
    registrars: ['bus.js#subscribe'],
    ready,
    ...options,
  });
  const modules = names.map((name) => `handlers/${name}` as ModuleId);
  const request = { boot, entryFile: script as ModuleId, trace: null, modules };
  const loads = await lateLoad({ ...request, ...(leftMs && { leftMs }) });
  return Object.fromEntries(
    loads.map(({ module, registrations, problem }) => [
      module.replace('handlers/', ''),
      [...registrations.map((each) => `${each.module}: ${registrationName(each)}`), problem],
    ]),
  );
}

const ORDERS = [
  'handlers/shared.js: listener process SIGTERM',
  'handlers/orders.js: listener bus.js#bus order.cancelled',
  'handlers/orders.js: registrar bus.js#subscribe order.cancelled',
];
const INVOICES = [
  'handlers/invoices.mjs: listener bus.js#bus invoice.sent',
  'handlers/invoices.mjs: registrar bus.js#subscribe invoice.sent',
];

test.each([
  ['server.js', 'listen'],
  ['server.js', 'stdout:open'],
  ['server.js', 'main'],
  ['server.js', 'auto'],
  ['ends.mjs', 'exit'],
  ['ends.mjs', 'main'],
])('%s until %s: what each module registers, what startup had is left out', async (script, ready) => {
  const found = await load(script, ready, ['orders.js', 'invoices.mjs', 'quiet.js', 'waits.mjs', 'gone.js']);
  expect(found['orders.js']!.toSorted()).toEqual([...ORDERS, null].toSorted());
  expect(found['invoices.mjs']!.toSorted()).toEqual([...INVOICES, null].toSorted());
  expect(found['quiet.js']).toEqual([null]);
  expect(found['waits.mjs']).toEqual(['handlers/waits.mjs: global globalThis waited', null]);
  expect(found['gone.js']).toEqual(['there is no file handlers/gone.js']);
});

test('a program that calls process.exit(): on its way out, what must wait cannot be loaded', async () => {
  const found = await load('calls-exit.js', 'exit', ['orders.js', 'invoices.mjs', 'waits.mjs']);
  expect(found['orders.js']!.toSorted()).toEqual([...ORDERS, null].toSorted());
  expect(found['invoices.mjs']!.toSorted()).toEqual([...INVOICES, null].toSorted());
  expect(found['waits.mjs']!.at(-1)).toMatch(/awaits at its top level/);
});

test('a module that fails, ends the process or hangs does not hide those behind it', async () => {
  const names = ['broken.js', 'leaves.js', 'hangs.js', 'orders.js'];
  const found = await load('server.js', 'listen', names, { timeoutMs: 2000 });
  expect(found['broken.js']).toEqual([
    'handlers/broken.js: listener process SIGUSR2',
    "it could not be loaded: Cannot find module './nowhere.js'",
  ]);
  expect(found['leaves.js']!.at(-1)).toBe('the process ended while it was loaded (exit code 7)');
  expect(found['hangs.js']).toEqual(['it was not loaded in time']);
  expect(found['orders.js']!.toSorted()).toEqual([...ORDERS, null].toSorted());
});

test('where the time is over, nothing more is booted', async () => {
  const left = [5000, 0, 0];
  const leftMs = () => left.shift() ?? 0;
  const found = await load('server.js', 'listen', ['leaves.js', 'orders.js'], { leftMs });
  expect(found['leaves.js']!.at(-1)).toBe('the process ended while it was loaded (exit code 7)');
  expect(found['orders.js']).toEqual(['there was no time left to load it (--total-time)']);
});

test('a program that does not boot', async () => {
  const found = await load('nowhere.js', 'listen', ['orders.js']);
  expect(found['orders.js']).toEqual(['not loaded: the program ended badly (exit code 1)']);
});
