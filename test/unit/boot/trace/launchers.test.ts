import { expect, it } from 'vitest';
import { launcherName } from '../../../../src/boot/trace/launchers.ts';

it.each([
  ['/usr/lib/node_modules/npm/bin/npm-cli.js', 'npm'],
  ['C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npx-cli.js', 'npx'],
  ['/home/u/.nvm/versions/node/v20/bin/npx', 'npm'],
  ['/p/node_modules/pnpm/bin/pnpm.cjs', 'pnpm'],
  ['/p/node_modules/pnpm/bin/pnpx.cjs', 'pnpm'],
  ['/usr/share/yarn/bin/yarn.js', 'yarn'],
  ['/p/.yarn/releases/yarn-4.1.0.cjs', 'yarn'],
  ['/usr/lib/node_modules/corepack/dist/pnpm.js', 'corepack'],
  ['/p/node_modules/tsx/dist/cli.mjs', 'tsx'],
  ['/p/node_modules/.bin/tsx', 'tsx'],
  ['/p/node_modules/@nestjs/cli/bin/nest.js', null],
  ['/p/node_modules/nodemon/bin/nodemon.js', null],
  ['/p/npm/bin/other.js', null],
  ['/p/src/yarn.js', null],
])('%s', (script, name) => {
  expect(launcherName(['/usr/bin/node', script])).toBe(name);
});

it('is not confused by a process without a script', () => {
  expect(launcherName(['/usr/bin/node'])).toBeNull();
});
