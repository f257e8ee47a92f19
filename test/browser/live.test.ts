import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { htmlPayload, renderHtml } from '../../src/reporters/html.ts';
import { hostileReport, sampleReport } from '../support/sample-report.ts';
import { bootReport, CHROMIUM, launchChromium, openAddress } from './chromium.ts';

describe.skipIf(CHROMIUM === undefined)('a live page', () => {
  let browser: Browser;
  const servers: Server[] = [];
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** Serves a page, and hands out the way to tell it things. */
  async function serve(report: Report) {
    const streams: ServerResponse[] = [];
    const server = createServer((request, response) => {
      if (request.url === '/events') {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' });
        response.write(': here\n\n');
        streams.push(response);
      } else response.end(renderHtml(report, { live: '/events' }));
    });
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const opened = await openAddress(browser, `http://127.0.0.1:${port}/`);
    await expect.poll(() => streams.length).toBe(1);
    const tell = (event: string, data: string) => streams[0]!.write(`event: ${event}\ndata: ${data}\n\n`);
    return { ...opened, tell };
  }

  it('shows a newer report, and keeps what the reader chose', async () => {
    const { page, tell, problems } = await serve(bootReport());
    await page.locator('#e0-find').fill('picomatch/lib/parse');
    await page.keyboard.press('Enter');
    await page.locator('#e0-filter').fill('micromatch');
    await page.evaluate(() => scrollTo({ top: 700, behavior: 'instant' }));
    const newer = bootReport();
    const boots = newer.boots!.map((boot) => ({
      ...boot,
      totals: { ...boot.totals, cpuMs: { value: 987, low: 980, high: 990, runs: 9 } },
    }));
    tell('report', htmlPayload({ ...newer, boots }));
    await expect.poll(() => page.locator('#e0 .figure .value').textContent()).toBe('987');
    expect(await page.locator('#e0-why .module-name').textContent()).toContain('picomatch/lib/parse.js');
    expect(await page.locator('#e0-filter').inputValue()).toBe('micromatch');
    expect(Math.abs((await page.evaluate(() => scrollY)) - 700)).toBeLessThan(80);
    expect(await page.locator('#live').textContent()).toBe('Live: up to date');
    expect(problems).toEqual([]);
  });

  it('says what runs, what failed, and that it is over', async () => {
    const { page, tell } = await serve(sampleReport('check'));
    const said = () => page.locator('#live').textContent();
    tell('run', JSON.stringify({ entry: 'cli', kind: 'plain', done: 2, of: 9 }));
    await expect.poll(said).toBe('cli: plain run 3 of 9');
    tell('failed', JSON.stringify({ message: 'it did not start', hint: '' }));
    await expect.poll(said).toBe('it did not start');
    tell('resync', '{}');
    await expect.poll(said).toBe('Catching up…');
    tell('finished', '{"code":0}');
    await expect.poll(said).toBe('The command has ended');
  });

  it('takes names of a newer report for names', async () => {
    const { page, tell, problems } = await serve(sampleReport('check'));
    tell('report', htmlPayload(hostileReport('check')));
    await expect.poll(() => page.locator('h2').first().textContent()).toBe('2 entries');
    await expect.poll(() => page.locator('#e0-title').textContent()).toContain('<script>&#x27;');
    expect(await page.locator('script').count()).toBe(2);
    expect(problems).toEqual([]);
  });
});
