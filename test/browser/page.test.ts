import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { emptyReport, hostileReport, sampleReport } from '../support/sample-report.ts';
import { bootReport, CHROMIUM, launchChromium, openReport } from './chromium.ts';

const COMMANDS = ['graph', 'why', 'check', 'boot', 'compare', 'cycles', 'suggest', 'try'] as const;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

async function seriousProblems(page: Page): Promise<string[]> {
  // As an expression of the inspector it is not held to the page's own policy.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

describe.skipIf(CHROMIUM === undefined)('the page of a report', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  describe.each(COMMANDS)('of %s', (command) => {
    it.each([sampleReport, emptyReport])(
      'opens without an error or a refusal',
      async (make: (of: Report['command']) => Report) => {
        const { page, problems } = await openReport(browser, make(command));
        expect(await page.locator('h1').textContent()).toBe('import-budget tracker');
        expect(problems).toEqual([]);
      },
    );

    it.each(['light', 'dark'] as const)('can be used by everybody, in %s colours', async (colorScheme) => {
      const { page } = await openReport(browser, sampleReport(command), { colorScheme });
      for (const summary of await page.locator('summary:visible').all()) await summary.click();
      expect(await seriousProblems(page)).toEqual([]);
    });

    it('lets names be nothing but names', async () => {
      const { page, problems } = await openReport(browser, hostileReport(command));
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
      expect(await page.locator('script').count()).toBe(2);
      const text = await page.locator('body').innerText();
      expect(text).toContain('<script>&#x27;');
      // Between cells the browser itself writes a tab.
      expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u);
      expect(problems).toEqual([]);
    });

    it('fits a narrow screen', async () => {
      const { page } = await openReport(browser, sampleReport(command), {
        viewport: { width: 400, height: 800 },
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
    });
  });

  it('tells what matters without JavaScript', async () => {
    const { page } = await openReport(browser, sampleReport('suggest'), { javaScriptEnabled: false });
    const text = await page.locator('main').innerText();
    for (const said of ['What to cut', 'src/commands/migrate.ts:1', '-58 % CPU', 'All modules'])
      expect(text).toContain(said);
    const check = await openReport(browser, sampleReport('check'), { javaScriptEnabled: false });
    expect(await check.page.locator('#e0 .verdict-words').textContent()).toContain('Over budget');
    expect(await check.page.locator('#e1').isVisible()).toBe(true);
    expect(await check.page.locator('#e0-findings').innerText()).toContain('typescript reaches startup');
    const boot = await openReport(browser, bootReport(), { javaScriptEnabled: false });
    expect(await boot.page.locator('#e0-measured circle').count()).toBe(12 + 12 + 9 + 1);
  });

  it('goes from the colours of the system to light to dark ones', async () => {
    const { page } = await openReport(browser, bootReport(), { colorScheme: 'dark' });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await ground();
    const button = page.getByRole('button', { name: /^Colours/ });
    await button.click();
    const light = await ground();
    expect(light).not.toBe(dark);
    await button.click();
    expect(await ground()).toBe(dark);
    expect(await button.textContent()).toContain('Dark');
  });

  it('prints what is told, and nothing that is for hands', async () => {
    const { page } = await openReport(browser, sampleReport('check'), { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    for (const part of ['#tools', 'nav.parts', '.find', '#e0-modules'])
      expect(await page.locator(part).first().isVisible()).toBe(false);
    expect(await page.locator('#e0-findings').isVisible()).toBe(true);
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(250, 250, 248)',
    );
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
  });

  it('shows one of several entries at a time, after an overview', async () => {
    const { page } = await openReport(browser, sampleReport('check'));
    expect(await page.locator('#overview tbody tr').count()).toBe(2);
    expect(await page.locator('#e1').isVisible()).toBe(false);
    await page.locator('#overview a').nth(1).click();
    expect(await page.locator('#e1').isVisible()).toBe(true);
    expect(await page.locator('#e0').isVisible()).toBe(false);
    await page.getByRole('combobox', { name: 'Entry' }).selectOption('cli:help');
    expect(await page.locator('#e0').isVisible()).toBe(true);
  });

  it('begins with an entry that failed', async () => {
    const { page } = await openReport(browser, sampleReport('boot'));
    expect(await page.locator('#e0').isVisible()).toBe(false);
    expect(await page.locator('#e2 .verdict-words').textContent()).toContain('Did not boot');
  });

  it('sorts and filters all modules', async () => {
    const { page } = await openReport(browser, bootReport());
    const names = () => page.locator('#e0-modules tbody th').allTextContents();
    expect((await names())[0]).toBe('bin/tracker.js');
    await page.locator('#e0-modules thead').getByRole('button', { name: 'Module', exact: true }).click();
    expect((await names())[0]).toBe('bin/tracker.js');
    await page.locator('#e0-modules thead').getByRole('button', { name: 'Own, ms' }).click();
    expect((await names())[0]).toBe('typescript/lib/typescript.js');
    expect(await page.locator('#e0-modules th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    await page.locator('#e0-filter').fill('pino proto');
    expect(await names()).toEqual(['pino/lib/proto.js']);
    await page.locator('#e0-filter').fill('');
    await page.locator('#e0-filter-listed').selectOption('builtins');
    expect((await names()).every((name) => name.startsWith('node:'))).toBe(true);
  });

  it('draws both boots of a comparison to one scale', async () => {
    const [boot] = bootReport().boots!;
    const now = { ...boot!, entry: 'cli' };
    const before = { ...now, modules: now.modules.slice(0, 12) };
    const report = sampleReport('compare');
    const compare = { ...report.compare!, boots: [before] };
    const { page, problems } = await openReport(browser, { ...report, boots: [now], compare });
    await page.getByRole('combobox', { name: 'Entry' }).selectOption('cli');
    const sides = page.locator('[data-mount="before-after"]:visible canvas');
    expect(await sides.nth(0).getAttribute('aria-label')).toMatch(
      /^Base: .* 12 modules, 0 of them only here/,
    );
    expect(await sides.nth(1).getAttribute('aria-label')).toMatch(
      /^Head: .* 39 modules, 27 of them only here/,
    );
    expect(problems).toEqual([]);
  });

  it('begins with a way past its bar', async () => {
    const { page } = await openReport(browser, sampleReport('check'));
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the report');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });
});
