import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Report } from '../../src/model/report.ts';
import { renderHtml } from '../../src/reporters/html.ts';
import { sampleReport } from '../support/sample-report.ts';
import { tempFolder } from '../support/temp-folder.ts';

const PLACES = [process.env['CHROMIUM'] ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser'];

/** Undefined where there is none; CI insists on one. */
export const CHROMIUM = PLACES.find((place) => place !== '' && existsSync(place));

if (CHROMIUM === undefined && process.env['IMPORT_BUDGET_BROWSER_TESTS'] === 'required')
  throw new Error('no Chromium: install it, or name one in CHROMIUM');
if (CHROMIUM === undefined)
  process.stderr.write(
    'Browser tests are skipped: there is no /usr/bin/chromium, and CHROMIUM names none.\n',
  );

/** An open page, and what went wrong on it: errors, refusals of its content policy. */
export interface Opened {
  readonly page: Page;
  readonly problems: string[];
}

/** Starts a browser. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    ...(CHROMIUM !== undefined && { executablePath: CHROMIUM }),
    args: ['--no-sandbox'],
  });
}

/** Opens a report as a file, as a reader would. */
export async function openReport(
  browser: Browser,
  report: Report,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const folder = tempFolder({ 'report.html': renderHtml(report) });
  return openAddress(browser, `file://${folder}/report.html`, options);
}

/** Opens an address. */
export async function openAddress(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(file|data|http:\/\/127\.0\.0\.1)/.test(request.url()))
      problems.push(`asked for ${request.url()}`);
  });
  await page.goto(address);
  return { page, problems };
}

/** A report of one boot that went well. */
export function bootReport(): Report {
  const { error: _, ...report } = sampleReport('boot');
  return { ...report, boots: report.boots!.slice(0, 1), entries: report.entries.slice(0, 1) };
}
