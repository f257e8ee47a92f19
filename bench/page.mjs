// Opens HTML reports in Chromium: how large they are, and how soon they can be used. `node bench/page.mjs [report.json...]`
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { rolldown } from 'rolldown';
import { median } from './median.mjs';

const OPENINGS = 5;
const SIZES = [2_000, 20_000];
const INTERACTIVE = 'import-budget-interactive';

const folder = mkdtempSync(join(tmpdir(), 'page-'));
try {
  const { renderHtml } = await bundled('src/reporters/html.ts');
  const { largeReport } = await bundled('test/support/large-report.ts');
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  const reports = [
    ...SIZES.map((size) => [`made up, ${size} modules`, largeReport(size)]),
    ...process.argv.slice(2).map((file) => [basename(file), JSON.parse(readFileSync(file, 'utf8'))]),
  ];
  for (const [name, report] of reports) {
    const file = join(folder, 'report.html');
    const started = performance.now();
    writeFileSync(file, renderHtml(report));
    const renderMs = Math.round(performance.now() - started);
    const opened = [];
    for (let time = 0; time < OPENINGS; time++) opened.push(await open(browser, file));
    console.log(
      `${name}: ${report.modules.length} modules, ${Math.round(statSync(file).size / 1000)} kB, written in ${renderMs} ms; ` +
        `interactive after ${round(opened, 'interactiveMs')} ms, a key answered in ${round(opened, 'keyMs')} ms`,
    );
  }
  await browser.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function open(browser, file) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(pathToFileURL(file).href);
  const interactiveMs = await page.evaluate(
    (mark) => performance.getEntriesByName(mark)[0].startTime,
    INTERACTIVE,
  );
  const stage = page.locator('.stage').first();
  const keyMs = (await stage.count()) === 0 ? 0 : await stage.evaluate(answerToKey);
  await page.close();
  return { interactiveMs, keyMs };
}

/** Runs in the page: from a key to the frame that shows what it did. */
function answerToKey(stage) {
  const started = performance.now();
  stage.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
  return new Promise((done) => {
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - started)));
  });
}

function round(opened, figure) {
  return Math.round(median(opened.map((each) => each[figure])));
}

/** Chunks lie two folders deep, as in dist: the reporter looks for the page's files beside them. */
async function bundled(input) {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const { buildPage } = await import('../scripts/build-page.mjs');
  await buildPage(folder);
  const external = (id) => !id.startsWith('.') && !id.startsWith('/');
  const bundle = await rolldown({ input: join(root, input), platform: 'node', external });
  const name = `${basename(input, '.ts')}.mjs`;
  await bundle.write({ dir: join(folder, 'chunks'), format: 'esm', entryFileNames: name });
  await bundle.close();
  return import(pathToFileURL(join(folder, 'chunks', name)).href);
}
