import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { compileNamePatterns } from '../../../src/rules/name-pattern.ts';
import { LiveHub } from '../../../src/serve/live-hub.ts';
import { startServer } from '../../../src/serve/server.ts';
import { StreamReader, type Block } from '../../support/live-client.ts';

async function started(hub = new LiveHub('one')) {
  const server = await startServer({
    hub,
    port: 0,
    compileNames: compileNamePatterns,
    page: async ({ query }, live) => `<p>${query}</p><script>start('${live}')</script>`,
  });
  onTestFinished(() => server.close());
  return { hub, server, ...partsOf(server.url) };
}

function partsOf(url: string): { port: number; token: string } {
  const { port, pathname } = new URL(url);
  return { port: Number(port), token: pathname.slice(1, -1) };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(port: number, path: string, options: object = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path, agent: false, ...options }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => (body += text));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** A client that collects blocks; `until` waits for one that is as asked. */
function listen(port: number, path: string, headers: Record<string, string> = {}) {
  const blocks: Block[] = [];
  const reader = new StreamReader();
  const state = { isOver: false, wake: () => undefined as void };
  const asked = request({ port, host: '127.0.0.1', path, headers, agent: false }, (response) => {
    response.setEncoding('utf8');
    response.on('data', (text: string) => {
      blocks.push(...reader.read(text));
      state.wake();
    });
    response.on('close', () => {
      state.isOver = true;
      state.wake();
    });
  });
  asked.on('error', () => undefined);
  asked.end();
  onTestFinished(() => void asked.destroy());
  const until = async (isIt: (block: Block) => boolean): Promise<Block[]> => {
    while (!blocks.some(isIt) && !state.isOver)
      await new Promise<void>((resolve) => {
        state.wake = resolve;
      });
    expect(blocks.some(isIt), JSON.stringify(blocks)).toBe(true);
    return blocks;
  };
  return { blocks, until, leave: () => void asked.destroy(), lastId: () => reader.lastId };
}

/** After everything that nobody holds has been given back. */
function bytesInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

const run = (entry: string, done: number) => ({
  name: 'run' as const,
  entries: [entry],
  data: JSON.stringify({ entry, done }),
});
const isDone = (done: number) => (block: Block) => block.data?.includes(`"done":${String(done)}`) === true;
const short = ({ name, id, data }: Block) => [name, id, (JSON.parse(data ?? '{}') as { done?: number }).done];

describe('the server', () => {
  it('gives the page with all that keeps it to itself', async () => {
    const { port, token } = await started();
    const { status, headers, body } = await ask(port, `/${token}/?entry=web*`);
    expect(status).toBe(200);
    expect(body).toBe(`<p>?entry=web*</p><script>start('/${token}/events?entry=web*')</script>`);
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'content-type': 'text/html; charset=utf-8',
    });
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toMatch(/script-src 'sha256-[A-Za-z0-9+/=]{44}';/);
    expect(policy).not.toContain('unsafe-eval');
  });

  it('answers HEAD without a body, also for events', async () => {
    const { port, token, hub } = await started();
    const [page, events] = await Promise.all(
      ['', 'events'].map((leaf) => ask(port, `/${token}/${leaf}`, { method: 'HEAD' })),
    );
    expect([page!.status, page!.body, events!.status, events!.body]).toEqual([200, '', 200, '']);
    expect(events!.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(hub.clients).toBe(0);
  });

  it('refuses who does not know the token, calls it by another name, or wants to write', async () => {
    const { port, token } = await started();
    const answers = await Promise.all([
      ask(port, '/'),
      ask(port, `/${'x'.repeat(32)}/events`),
      ask(port, `/${token}/`, { headers: { Host: 'example.com' } }),
      ask(port, `/${token}/`, { method: 'POST' }),
      ask(port, `/${token}/../secret`),
      ask(port, `/${token}/?${'entry=a&'.repeat(21)}`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 421, 405, 404, 400]);
    for (const { headers, body } of answers) {
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(body).not.toContain(token);
    }
  });

  it('does not listen but on this machine', async () => {
    const { port } = await started();
    const others = Object.values(networkInterfaces()).flatMap((all) =>
      (all ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'),
    );
    for (const { address } of others) {
      const reached = await new Promise<string>((resolve) => {
        const socket = connect(port, address, () => resolve('connected'));
        socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(String(code)));
        onTestFinished(() => void socket.destroy());
      });
      expect(reached).toBe('ECONNREFUSED');
    }
  });

  it('says that a port is taken', async () => {
    const { port } = await started();
    const request = {
      hub: new LiveHub('two'),
      port,
      compileNames: compileNamePatterns,
      page: async () => '',
    };
    await expect(startServer(request)).rejects.toMatchObject({ detail: { code: 'port-not-free' } });
  });

  it('says that a page could not be made, and goes on', async () => {
    const hub = new LiveHub('one');
    const page = () => Promise.reject(new Error('/secret/place'));
    const server = await startServer({ hub, port: 0, compileNames: compileNamePatterns, page });
    onTestFinished(() => server.close());
    const { port, token } = partsOf(server.url);
    const { status, body } = await ask(port, `/${token}/`);
    expect([status, body.includes('secret')]).toEqual([500, false]);
    expect((await ask(port, `/${token}/events`, { method: 'HEAD' })).status).toBe(200);
  });

  it('gives every start a token of its own', async () => {
    const [one, other] = [await started(), await started()];
    expect(one.token).toMatch(/^[\w-]{32}$/);
    expect(one.token).not.toBe(other.token);
  });
});

describe('events', () => {
  it('are a snapshot, then what comes', async () => {
    const { port, token, hub } = await started();
    hub.publish({ name: 'report', entries: ['web'], data: '{"done":1}' });
    hub.publish(run('web', 2));
    const client = listen(port, `/${token}/events`);
    await client.until(({ id }) => id === 'one-2');
    hub.publish(run('cli', 3));
    expect((await client.until(isDone(3))).map(short)).toEqual([
      ['report', null, 1],
      ['run', null, 2],
      ['message', 'one-2', undefined],
      ['run', 'one-3', 3],
    ]);
  });

  it('go on where a connection broke off', async () => {
    const { port, token, hub } = await started();
    hub.publish(run('web', 1));
    const first = listen(port, `/${token}/events`);
    await first.until(isDone(1));
    await first.until(({ id }) => id === 'one-1');
    first.leave();
    hub.publish(run('web', 2));
    hub.publish(run('web', 3));
    const again = listen(port, `/${token}/events`, { 'Last-Event-ID': String(first.lastId()) });
    expect((await again.until(isDone(3))).map(short)).toEqual([
      ['run', 'one-2', 2],
      ['run', 'one-3', 3],
    ]);
  });

  it.each(['two-1', 'one-0', 'one-9', 'nonsense', 'one--1'])(
    'begin with a resync for %j, which is too old or of another start',
    async (last) => {
      const { port, token, hub } = await started(new LiveHub('one', { events: 2, bytes: 1000 }));
      for (const done of [1, 2, 3, 4]) hub.publish(run('web', done));
      const client = listen(port, `/${token}/events`, { 'Last-Event-ID': last });
      expect((await client.until(({ id }) => id === 'one-4')).map(short)).toEqual([
        ['resync', null, undefined],
        ['run', null, 4],
        ['message', 'one-4', undefined],
      ]);
    },
  );

  it('are of the entries that were asked for, reports narrowed to them', async () => {
    const { port, token, hub } = await started();
    const client = listen(port, `/${token}/events?entry=web*`);
    await client.until(({ id }) => id === 'one-0');
    hub.publish(run('cli', 1));
    hub.publish(run('web:admin', 2));
    hub.publish({
      name: 'report',
      entries: ['cli', 'website'],
      data: '{"done":0}',
      narrowed: async (wants) => JSON.stringify({ done: 3, names: ['cli', 'website'].filter(wants) }),
    });
    await client.until(isDone(3));
    expect(client.blocks.slice(1).map(short)).toEqual([
      ['run', 'one-2', 2],
      ['report', 'one-3', 3],
    ]);
    expect(client.blocks.at(-1)?.data).toBe('{"done":3,"names":["website"]}');
  });

  it('are all read before the server ends, and the connection ends with them', async () => {
    const { port, token, hub, server } = await started();
    const client = listen(port, `/${token}/events`);
    await client.until(({ id }) => id === 'one-0');
    hub.publish({ name: 'report', entries: null, data: JSON.stringify({ fill: 'x'.repeat(3_000_000) }) });
    hub.publish({ name: 'finished', entries: null, data: '{}' });
    await server.close();
    await client.until(({ name }) => name === 'finished');
    expect(client.blocks.map(({ name }) => name)).toEqual(['message', 'report', 'finished']);
  });

  it('wait for a client that does not read: it costs no memory, gets one resync, and holds up nobody', async () => {
    const hub = new LiveHub('one', { events: 50, bytes: 4_000_000 });
    const { port, token, server } = await started(hub);
    const socket = connect(port, '127.0.0.1');
    onTestFinished(() => void socket.destroy());
    // To a client of the old version a body comes as it is, not in chunks.
    socket.write(`GET /${token}/events HTTP/1.0\r\nHost: 127.0.0.1:${String(port)}\r\n\r\n`);
    await new Promise((resolve) => socket.once('readable', resolve));
    const quick = listen(port, `/${token}/events`);
    await quick.until(({ id }) => id !== null);
    const fill = 'x'.repeat(1_000_000);
    const before = bytesInUse();
    for (let done = 1; done <= 100; done++) {
      hub.publish({
        name: 'run',
        entries: ['web'],
        data: JSON.stringify({ done, fill: done % 2 ? fill : '' }),
      });
      await quick.until(isDone(done));
      quick.blocks.length = 0;
    }
    // 50 MB were published; kept are 4 of them, and one event that is on its way.
    expect(bytesInUse() - before).toBeLessThan(15_000_000);
    expect(hub.kept.bytes).toBeLessThanOrEqual(4_000_000);
    expect(hub.isFlushed).toBe(false);
    const reader = new StreamReader();
    const heard: Block[] = [];
    await new Promise<void>((resolve) => {
      let isHead = true;
      socket.on('data', (bytes) => {
        const text = bytes.toString();
        heard.push(...reader.read(isHead ? text.slice(text.indexOf('\r\n\r\n') + 4) : text));
        isHead = false;
        if (heard.some(({ id }) => id === 'one-100')) resolve();
      });
    });
    expect(heard.filter(({ name }) => name === 'resync')).toHaveLength(1);
    await server.close();
  });
});
