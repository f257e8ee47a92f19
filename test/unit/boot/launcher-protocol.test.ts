import { expect, it } from 'vitest';
import { launcherName, LAUNCHERS } from '../../../src/boot/launcher-protocol.ts';

const COREPACK = '/home/u/.cache/node/corepack/v1';

/** For each of the table, in its order, scripts that mean it. */
const MEANT: readonly (readonly [name: string, scripts: readonly string[]])[] = [
  [
    'npm',
    [
      '/usr/lib/node_modules/npm/bin/npm-cli.js',
      `${COREPACK}/npm/10.9.0/bin/npm-cli.js`,
      'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-prefix.js',
    ],
  ],
  ['npx', ['C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npx-cli.js']],
  ['npm', ['/home/u/.nvm/versions/node/v20.19.0/bin/npm', '/p/node_modules/.bin/npm']],
  ['npx', ['/usr/local/bin/npx']],
  [
    'pnpm',
    ['/p/node_modules/pnpm/bin/pnpm.cjs', '/p/pnpm/bin/pnpx.cjs', `${COREPACK}/pnpm/9.1.0/dist/pnpm.mjs`],
  ],
  ['pnpm', ['/usr/local/bin/pnpm', '/p/node_modules/.bin/pnpx']],
  [
    'yarn',
    ['/usr/share/yarn/bin/yarn.js', '/opt/yarn-v1.22.22/bin/yarn.js', `${COREPACK}/yarn/1.22.22/lib/cli.js`],
  ],
  ['yarn', [`${COREPACK}/yarn/4.1.0/yarn.js`]],
  ['yarn', ['/p/tools/yarn-1.22.19.js', '/p/.yarn/releases/yarn-4.1.0.cjs']],
  ['yarn', ['/p/.yarn/releases/yarn-berry.cjs']],
  ['yarn', ['/usr/local/bin/yarn', '/usr/local/bin/yarnpkg']],
  ['corepack', ['/usr/lib/node_modules/corepack/dist/pnpm.js']],
  ['corepack', ['/usr/local/bin/corepack']],
  ['tsx', ['/p/node_modules/tsx/dist/cli.mjs', 'D:\\p\\node_modules\\tsx\\dist\\cli.cjs']],
  ['tsx', ['/p/node_modules/.bin/tsx', '/usr/local/bin/tsx']],
  [
    'cross-env',
    ['/p/node_modules/cross-env/src/bin/cross-env.js', '/p/cross-env/dist/bin/cross-env-shell.js'],
  ],
  ['cross-env', ['/p/node_modules/.bin/cross-env', '/p/node_modules/.bin/cross-env-shell']],
  ['dotenv', ['/p/node_modules/dotenv-cli/cli.js']],
  ['dotenv', ['/p/node_modules/.bin/dotenv']],
];

it('each of the table is tested', () => {
  expect(MEANT.map(([name]) => name)).toEqual(LAUNCHERS.map(({ name }) => name));
});

it.each(MEANT.flatMap(([name, scripts], at) => scripts.map((script) => [script, name, at] as const)))(
  '%s is %s',
  (script, name, at) => {
    expect(launcherName(script)).toBe(name);
    expect(LAUNCHERS[at]!.script.test(script.replaceAll('\\', '/'))).toBe(true);
  },
);

it.each([
  '',
  '/p/node_modules/@nestjs/cli/bin/nest.js',
  '/p/node_modules/nodemon/bin/nodemon.js',
  '/p/npm/bin/other.js',
  '/p/src/yarn.js',
  '/p/src/pnpm.js',
  '/p/yarn/src/cli.js',
  '/p/node_modules/dotenv/config.js',
  '/p/tsx/cli.js',
  '/p/bin/npm/index.js',
])('%s is a program of its own', (script) => {
  expect(launcherName(script)).toBeNull();
});
