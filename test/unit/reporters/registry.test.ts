import { expect, it } from 'vitest';
import { UsageError } from '../../../src/errors.ts';
import { loadReporter, REPORTER_NAMES } from '../../../src/reporters/registry.ts';

it.each([
  'xml',
  'constructor',
  'dependency-cruiser:anon',
  'dependency-cruiser:',
  'dependency-cruiser:plugin:./x.cjs',
])('does not know %s', async (name) => {
  const error = await loadReporter(name).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({
    detail: {
      code: 'unknown-reporter',
      hint: expect.stringContaining(name.includes(':') ? 'err-html' : 'mermaid'),
    },
  });
});

it('loads every reporter it names', async () => {
  for (const name of REPORTER_NAMES) expect(await loadReporter(name)).toBeTypeOf('function');
});
