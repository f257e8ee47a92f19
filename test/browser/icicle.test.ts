import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { largeReport } from '../support/large-report.ts';
import { bootReport, CHROMIUM, launchChromium, openReport } from './chromium.ts';

describe.skipIf(CHROMIUM === undefined)('the boot icicle', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  const named = (page: Page) => page.locator('#e0-boot .readout .name').textContent();

  it('is walked by the keyboard: to importers, imports and neighbours', async () => {
    const { page, problems } = await openReport(browser, bootReport());
    await page.locator('.stage').focus();
    await page.keyboard.press('ArrowUp');
    for (let up = 0; up < 12; up++) await page.keyboard.press('ArrowUp');
    expect(await named(page)).toBe('bin/tracker.js');
    await page.keyboard.press('ArrowDown');
    expect(await named(page)).toBe('dist/cli.js');
    await page.keyboard.press('ArrowDown');
    expect(await named(page)).toBe('dist/commands/migrate.js');
    await page.keyboard.press('ArrowLeft');
    expect(await named(page)).toBe('package.json');
    await page.keyboard.press('Home');
    expect(await named(page)).toBe('dist/log.js');
    // What is chosen here is explained above, and said aloud.
    expect(await page.locator('#e0-why .module-name').textContent()).toBe('dist/log.js');
    expect(await page.locator('#e0-boot [role="status"].visually-hidden').textContent()).toContain(
      'dist/log.js',
    );
    expect(problems).toEqual([]);
  });

  it('zooms in and out', async () => {
    const { page } = await openReport(browser, bootReport());
    const out = page.getByRole('button', { name: 'Zoom out' }).first();
    expect(await out.isDisabled()).toBe(true);
    await page.locator('.stage').focus();
    const height = async () => (await page.locator('.stage canvas').boundingBox())!.height;
    const before = await height();
    await page.keyboard.press('Enter');
    expect(await out.isDisabled()).toBe(false);
    await expect.poll(height).toBeLessThan(before);
    for (let up = 0; up < 12; up++) await page.keyboard.press('Escape');
    expect(await out.isDisabled()).toBe(true);
    await expect.poll(height).toBe(before);
  });

  it('names what the pointer is over, and chooses it on a click', async () => {
    const { page } = await openReport(browser, bootReport());
    const box = (await page.locator('.stage canvas').boundingBox())!;
    await page.locator('.stage').scrollIntoViewIfNeeded();
    const at = (await page.locator('.stage canvas').boundingBox())!;
    await page.mouse.move(at.x + 4, at.y + 30);
    expect(await named(page)).toBe('bin/tracker.js');
    await page.mouse.click(at.x + box.width / 2, at.y + 20 + 22 + 11);
    expect(await page.locator('#e0-why .module-name').textContent()).toBe('dist/cli.js');
  });

  it('highlights what matches, and says how much that is', async () => {
    const { page } = await openReport(browser, bootReport());
    const picture = () =>
      page.locator('.stage canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    await expect.poll(async () => (await picture()).length).toBeGreaterThan(2_000);
    const before = await picture();
    await page.locator('#e0-highlight').fill('fast-glob');
    await expect.poll(picture).not.toBe(before);
    expect(await page.locator('#e0-boot .toolbar [role="status"]').textContent()).toMatch(/^6 modules, \d/);
  });

  it('takes 20,000 modules, and lists them with few elements', async () => {
    const { page, problems } = await openReport(browser, largeReport(20_000));
    await page.locator('.stage').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    expect(await named(page)).toMatch(/^src\/|^package-/);
    expect(await page.locator('#e0-modules [role="status"]').textContent()).toBe('20,000 modules');
    expect(await page.locator('#e0-modules tbody tr').count()).toBeLessThan(80);
    await page.locator('#e0-filter').fill('feature-7/ part');
    expect(await page.locator('#e0-modules [role="status"]').textContent()).toBe('9 modules');
    expect(problems).toEqual([]);
  });
});
