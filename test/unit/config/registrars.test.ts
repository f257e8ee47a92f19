import { expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { tempProject } from './temp-project.ts';
import { usageError } from './usage-error.ts';

const load = (registrars: unknown) =>
  loadConfig({
    root: tempProject({ 'import-budget.config.json': { registrars } }),
    noConfigCode: true,
  });

test('registrars are taken as they are written; none where the key is absent', async () => {
  const written = ['src/bus.ts#subscribe', 'src/a b/é.ts#Bus.on', '@scope/pkg/lib#register', 'pkg#$default'];
  expect((await load(written)).config.registrars).toEqual(written);
  expect((await load(undefined)).config.registrars).toEqual([]);
});

test.each([
  'src/bus.ts',
  'src/bus.ts#',
  '#subscribe',
  'src/bus.ts#on()',
  'src/bus.ts#Bus..on',
  'a\nb#on',
  '',
])('%j names no function', async (registrar) => {
  const { code, message } = await usageError(load([registrar]));
  expect(code).toBe('config-invalid');
  expect(message).toContain('registrars[0]');
  expect(message).toContain('for example "src/bus.ts#subscribe"');
});

test('a word in place of the list is refused', async () => {
  const { message } = await usageError(load('src/bus.ts#on'));
  expect(message).toContain('registrars: must be an array, not "src/bus.ts#on"');
});
