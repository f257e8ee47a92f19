import { expect, test } from 'vitest';
import { readPackagesList } from '../../../src/entries/pnpm-workspace.ts';

test.each([
  ['', []],
  [
    `packages:\n  - 'packages/*'\n  - "apps/**" # all\n  # none\n\n  - tools # one\n  - '!**/test/**'\ncatalog:\n  - x\n`,
    ['packages/*', 'apps/**', 'tools', '!**/test/**'],
  ],
  [`catalog:\n  a: 1\npackages:\r\n- packages/*\r\n`, ['packages/*']],
  [`packages: ['packages/*', "apps/*", x]`, ['packages/*', 'apps/*', 'x']],
  [`other:\n  packages:\n    - x`, []],
])('%j', (yaml, expected) => {
  expect(readPackagesList(yaml)).toEqual(expected);
});
