import { expect, it } from 'vitest';
import { keepProcess } from '../../../src/config/keep-process.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { tempProject } from './temp-project.ts';
import { usageError } from './usage-error.ts';

const NAME = 'import-budget.config.mjs';
const failureOf = (text: string) =>
  usageError(loadConfig({ root: tempProject({ [NAME]: text }), noConfigCode: false }));

it.each([
  ['process.exit(0)', 'Error: it called process.exit(0)'],
  ['export default { get entries() { process.exit(); } }', 'Error: it called process.exit()'],
  ["export default { get entries() { throw new Error('mine'); } }", 'Error: mine'],
  ['export default new Proxy({ a: 1 }, { get() { throw 7; } })', 'it threw "7"'],
  [
    "const e = new Error(); Object.defineProperty(e, 'message', { get() { throw e; } }); throw e",
    'it threw an object that cannot be read',
  ],
  [
    'let a = {}; for (let i = 0; i < 1e5; i++) a = { a }; export default a',
    'RangeError: Maximum call stack size exceeded',
  ],
])('%s is a failure of the config, and this process goes on', async (text, what) => {
  const exit = process.exit;
  const { code, message } = await failureOf(text);
  expect(code).toBe('config-failed');
  expect(message.endsWith(`: ${what}`), message).toBe(true);
  expect(process.exit).toBe(exit);
});

it('places what the config called in the config', async () => {
  expect((await failureOf('\nprocess.exit(0)')).at).toEqual({ file: NAME, line: 2, column: 9 });
});

it('circles are no end of the copy', async () => {
  const { code } = await failureOf('const a = { entries: {} }; a.entries = a; export default a');
  expect(code).toBe('config-invalid');
});

it('gives process.exit back when the last of several is over, whichever that is', async () => {
  const before = process.exit;
  const ends: (() => void)[] = [];
  const running = [0, 1].map(() => keepProcess(() => new Promise<void>((resolve) => ends.push(resolve))));
  ends[0]!();
  await running[0];
  expect(() => process.exit(3)).toThrow('it called process.exit(3)');
  ends[1]!();
  await running[1];
  expect(process.exit).toBe(before);
});
