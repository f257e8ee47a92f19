import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readyProbe } from '../../../src/boot/ready/registry.ts';

let server: Server;
const started = { onOutput: () => () => {} };

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server that answers with these statuses in turn, the last one again and again; 0 breaks the connection off. */
async function serve(
  statuses: readonly number[],
): Promise<{ readonly url: string; readonly asked: () => number }> {
  let asked = 0;
  server = createServer((request, response) => {
    const status = statuses[Math.min(asked++, statuses.length - 1)] as number;
    if (status === 0) return void request.socket.destroy();
    response.writeHead(status, { location: '/elsewhere' });
    // The body never comes.
    response.flushHeaders();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, asked: () => asked };
}

function connections(): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}

test.for([
  [[200], 1],
  [[503, 404, 204], 3],
  [[0, 0, 302], 3],
  [[400, 399], 2],
] as const)('statuses %j: asked %i times', async ([statuses, times]) => {
  const { url, asked } = await serve(statuses);
  const beforeNs = process.hrtime.bigint();
  const atNs = await new Promise<bigint>((resolve) => readyProbe(url).watch?.(started, resolve));
  expect(atNs).toBeGreaterThan(beforeNs);
  expect(asked()).toBe(times);
  // Nothing is kept alive.
  await expect.poll(connections).toBe(0);
});

test('stop closes the request under way and asks no more', async () => {
  const { url, asked } = await serve([500]);
  const stop = readyProbe(url).watch?.(started, () => expect.unreachable());
  await expect.poll(asked).toBeGreaterThan(2);
  stop?.();
  await expect.poll(connections).toBe(0);
  const before = asked();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked()).toBeLessThanOrEqual(before);
});

test('stop at once: nothing is asked at all', async () => {
  const { url, asked } = await serve([200]);
  readyProbe(url).watch?.(started, () => expect.unreachable())();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked()).toBe(0);
});
