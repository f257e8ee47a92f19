import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleReport } from '../support/sample-report.ts';
import { bootReport, CHROMIUM, launchChromium, openReport } from './chromium.ts';

describe.skipIf(CHROMIUM === undefined)('the chain explorer', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  it('begins with what the worst finding is about', async () => {
    const { page, problems } = await openReport(browser, sampleReport('check'));
    const answer = page.locator('#e0-why .answer').last();
    expect(await answer.locator('.module-name').textContent()).toBe(
      'node_modules/typescript/lib/typescript.js',
    );
    expect(await answer.locator('.chain-part > .chain > li').allTextContents()).toEqual([
      'bin/tracker.ts:3',
      'src/cli.ts:14',
      'src/commands/migrate.ts:1',
      'ts-morph/dist/ts-morph.js:5',
      'typescript/lib/typescript.js',
    ]);
    expect(await answer.locator('.evict').textContent()).toContain('src/commands/migrate.ts:1');
    expect(await answer.locator('.importers').textContent()).toContain('lazy');
    expect(problems).toEqual([]);
  });

  it('finds a module by the keyboard alone', async () => {
    const { page } = await openReport(browser, sampleReport('check'));
    await page.keyboard.press('/');
    await page.keyboard.type('ansi');
    const box = page.locator('#e0-find');
    expect(await box.getAttribute('aria-expanded')).toBe('true');
    expect(await page.locator('#e0-find-list [aria-selected="true"]').textContent()).toContain('ansi-styles');
    await page.keyboard.press('Enter');
    expect(await box.getAttribute('aria-expanded')).toBe('false');
    expect(await page.locator('#e0-why .module-name').textContent()).toContain('vendor/ansi-styles/index.js');
    // A step of its chain leads on.
    await page.locator('#e0-why .chain button', { hasText: 'src/paint.ts:1' }).press('Enter');
    expect(await page.locator('#e0-why .module-name').textContent()).toBe('src/paint.ts');
    expect(await page.locator('#e0-why .importers li').count()).toBe(2);
  });

  it('moves through what was found with arrows, and closes on Escape', async () => {
    const { page } = await openReport(browser, bootReport());
    await page.locator('#e0-find').fill('fast-glob');
    const selected = page.locator('#e0-find-list [aria-selected="true"]');
    const first = await selected.textContent();
    await page.keyboard.press('ArrowDown');
    expect(await selected.textContent()).not.toBe(first);
    await page.keyboard.press('Escape');
    expect(await page.locator('#e0-find-list').isVisible()).toBe(false);
    await page.locator('#e0-find').fill('no such thing');
    expect(await page.locator('#e0-find-list').textContent()).toBe('No module has such a name');
  });

  it('is led to by every name of a module in the text', async () => {
    const { page } = await openReport(browser, sampleReport('suggest'));
    await page.locator('#e0-cuts a.module').first().click();
    expect(await page.locator('#e0-why .module-name').textContent()).toBe('src/commands/migrate.ts');
  });

  it('says what a boot measured, and that it saw imports which no source names', async () => {
    const { page } = await openReport(browser, bootReport());
    await page.locator('#e0-find').fill('typescript.js');
    await page.keyboard.press('Enter');
    const answer = page.locator('#e0-why');
    expect(await answer.locator('.module-head').textContent()).toContain('goes away with it');
    expect(await answer.locator('.chain').first().textContent()).toContain('seen at run time');
  });
});
