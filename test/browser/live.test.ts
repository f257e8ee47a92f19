import { createConnection, createServer, type Socket } from 'node:net';
import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { compileNamePatterns } from '../../src/rules/name-pattern.ts';
import { LiveHub } from '../../src/serve/live-hub.ts';
import type { LogLimits } from '../../src/serve/event-log.ts';
import { startServer } from '../../src/serve/server.ts';
import { waitingPage } from '../../src/serve/waiting-page.ts';

const BROWSER = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  existsSync,
);
if (BROWSER === undefined)
  process.stderr.write('There is no Chromium: the tests of the live page are skipped.\n');

/** A page that writes down what it hears, as the report's own page would. */
const LISTENER = (live: string) => `<!doctype html><title>listener</title><script>
  window.heard = [];
  const live = new EventSource(${JSON.stringify(live)});
  for (const name of ['run', 'report', 'failed', 'resync', 'finished'])
    live.addEventListener(name, ({ data, lastEventId }) => heard.push([name, JSON.parse(data).n ?? null, lastEventId]));
  live.addEventListener('finished', () => live.close());
</script>`;

type Heard = [name: string, n: number | null, id: string];

let browser: Browser;
beforeAll(async () => {
  if (BROWSER !== undefined)
    browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
});

async function serving(page: (live: string) => string = LISTENER, limits?: LogLimits) {
  const hub = new LiveHub('one', limits);
  const server = await startServer({
    hub,
    port: 0,
    compileNames: compileNamePatterns,
    page: async (_, live) => page(live),
  });
  onTestFinished(() => server.close());
  let n = 0;
  const publish = (name: 'run' | 'report' | 'finished' = 'run', entry = 'web') =>
    hub.publish({
      name,
      entries: name === 'finished' ? null : [entry],
      data: JSON.stringify({ n: ++n, entry }),
    });
  return { hub, server, publish };
}

/** A page with everything it complained of. */
async function opened(url: string): Promise<{ page: Page; complaints: string[] }> {
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const complaints: string[] = [];
  page.on('console', (said) => complaints.push(said.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
}

const heardBy = (page: Page) => page.evaluate('heard') as Promise<Heard[]>;

/** Looks again and again, from outside: the page's policy lets nobody evaluate texts inside. */
async function until(page: Page, condition: string): Promise<void> {
  while ((await page.evaluate(condition)) !== true) await new Promise((resolve) => setTimeout(resolve, 20));
}

const hears = (page: Page, n: number) => until(page, `heard.some(([, said]) => said === ${String(n)})`);
const numbersOf = (heard: readonly Heard[]) => heard.flatMap(([, n]) => (n === null ? [] : [n]));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** Hands connections on to a port; they can be cut as a network would. */
async function cuttable(port: number): Promise<{ port: number; cut: () => void }> {
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = createConnection(port, '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        client.destroy();
        server.destroy();
      });
    }
    // The server knows itself by its own port.
    client.on('data', (bytes) =>
      server.write(
        bytes.toString('latin1').replace(/^Host: .*$/im, `Host: 127.0.0.1:${String(port)}`),
        'latin1',
      ),
    );
    server.pipe(client);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  onTestFinished(() => {
    cut();
    proxy.close();
  });
  return { port: (proxy.address() as { port: number }).port, cut };
}

describe.skipIf(BROWSER === undefined)('an EventSource of Chromium', () => {
  it('gets a snapshot and every event after it, however many come while it connects', async () => {
    const { server, publish } = await serving();
    for (let left = 20; left > 0; left--) publish();
    publish('report');
    const opening = opened(server.url);
    const beat = setInterval(() => publish(), 1);
    const { page, complaints } = await opening;
    await until(page, 'heard.length > 50');
    clearInterval(beat);
    const last = publish('finished');
    await hears(page, last);
    const heard = await heardBy(page);
    const live = heard.filter(([, , id]) => id !== '');
    expect(heard[0]?.slice(0, 2)).toEqual(['report', 21]);
    expect(numbersOf(live)).toEqual(range(numbersOf(live)[0] as number, last));
    // What the snapshot had of the time after the report is the event before the first one that followed.
    const between = heard.slice(1, heard.length - live.length);
    expect((numbersOf(between)[0] ?? 21) + 1).toBe(numbersOf(live)[0]);
    expect(complaints).toEqual([]);
  });

  it('goes on where it was when the connection breaks, without a resync', async () => {
    const { server, publish } = await serving();
    const url = new URL(server.url);
    const proxy = await cuttable(Number(url.port));
    url.port = String(proxy.port);
    const { page } = await opened(url.href);
    publish();
    await hears(page, 1);
    for (const last of [4, 8]) {
      proxy.cut();
      while (publish() < last);
      await hears(page, last);
    }
    expect(await heardBy(page)).toEqual(range(1, 8).map((n) => ['run', n, `one-${String(n)}`]));
  });

  it('gets one resync and a snapshot when it was away for too long', async () => {
    const { server, publish } = await serving(LISTENER, { events: 3, bytes: 10_000 });
    const url = new URL(server.url);
    const proxy = await cuttable(Number(url.port));
    url.port = String(proxy.port);
    const { page } = await opened(url.href);
    publish();
    await hears(page, 1);
    proxy.cut();
    publish('report');
    while (publish() < 10);
    await hears(page, 10);
    publish();
    await hears(page, 11);
    const names = (await heardBy(page)).map(([name, n]) => [name, n]);
    expect(names).toEqual([
      ['run', 1],
      ['resync', null],
      ['report', 2],
      ['run', 10],
      ['run', 11],
    ]);
  });

  it('hears of its entries alone', async () => {
    const { server, publish } = await serving();
    const { page } = await opened(`${server.url}?entry=web*`);
    await until(page, 'true');
    for (const entry of ['cli', 'web', 'job', 'web:admin']) publish('run', entry);
    publish('finished');
    await hears(page, 5);
    const heard = await heardBy(page);
    // Those before it connected are one, in the snapshot.
    expect(numbersOf(heard).filter((n) => [1, 3].includes(n))).toEqual([]);
  });

  it('has heard the end when the server is gone, and does not come back', async () => {
    const { server, publish } = await serving();
    const { page, complaints } = await opened(server.url);
    publish();
    await hears(page, 1);
    publish('finished');
    await server.close();
    await hears(page, 2);
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(BROWSER === undefined)('the page before the first report', () => {
  it('says what runs, and gives way to the report', async () => {
    let text: string | null = null;
    const { server, hub } = await serving((live) => text ?? waitingPage(live));
    const { page, complaints } = await opened(server.url);
    const data = { entry: '<b>web</b>', kind: 'plain', done: 1, of: 7 };
    hub.publish({ name: 'run', entries: null, data: JSON.stringify(data) });
    await until(page, "document.getElementById('now').textContent === '<b>web</b>: plain run 2 of 7'");
    text = '<!doctype html><title>the report</title>';
    hub.publish({ name: 'report', entries: null, data: '{}' });
    await until(page, "document.title === 'the report'");
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(BROWSER === undefined)('a page', () => {
  it('can load nothing from elsewhere, and its address goes nowhere', async () => {
    const { server } = await serving(
      () => `<!doctype html><title>t</title><script>window.own = true;</script>
        <script src="http://127.0.0.1:1/x.js"></script><img src="http://127.0.0.1:1/x.png"><iframe src="http://127.0.0.1:1/"></iframe>
        <button onclick="window.inline = true">x</button>`,
    );
    const asked: string[] = [];
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    page.on('request', (request) => asked.push(request.url()));
    page.on('requestfailed', (request) => {
      if (request.failure()?.errorText === 'csp') asked.splice(asked.indexOf(request.url()), 1);
    });
    await page.goto(server.url);
    await page.click('button');
    expect(await page.evaluate('[window.own, window.inline]')).toEqual([true, undefined]);
    expect(asked.filter((url) => !url.startsWith(server.url) && !url.endsWith('/favicon.ico'))).toEqual([]);
  });
});
