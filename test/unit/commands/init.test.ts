import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { runInit, type InitOptions } from '../../../src/commands/init.ts';
import { proposeBudget } from '../../../src/commands/propose-budget.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { sizeInBytes } from '../../../src/config/size.ts';
import { tempProject } from '../config/temp-project.ts';
import { usageError } from '../config/usage-error.ts';

const PROJECT = {
  'package.json': {
    bin: { 'a\u2028*/"b': 'cli.js' },
    main: 'dist/index.js',
    scripts: { start: 'node server.js', gone: 'node gone.js' },
  },
  'cli.js': '',
  'server.js': '',
  'src/index.ts': '',
  '.dependency-cruiser.mjs': '',
};
const NAMES = ['bin:a\u2028*/"b', 'main', 'script:start'];

function init(root: string, options: Partial<InitOptions> = {}) {
  const printed: string[] = [];
  const all = {
    root,
    force: false,
    dryRun: false,
    format: 'jsonc',
    stdout: printed.push.bind(printed),
    ...options,
  };
  return runInit(all as InitOptions).then((result) => ({ ...result, printed: printed.join('') }));
}

const measure: InitOptions['measure'] = async (entries) =>
  new Map(
    entries
      .filter(({ name }) => name !== 'main')
      .map(({ name }) => [name, { modules: 312, packages: 1, bytes: 1_234_567 }]),
  );

test.each(['jsonc', 'json', 'ts', 'mjs'] as const)(
  'the %s it writes is a config with the entries found',
  async (format) => {
    for (const options of [{}, { measure }]) {
      const root = tempProject(PROJECT);
      const { file, printed } = await init(root, { format, ...options });
      expect(file).toBe(join(root, `import-budget.config.${format}`));
      expect(printed).toMatch(`Wrote import-budget.config.${format} with 3 entries.\n`);
      expect(printed).toContain('import-budget check --static-only');
      const { config } = await loadConfig({ root, noConfigCode: false });
      expect(config.entries.map(({ name, file: source }) => [name, source])).toEqual([
        [NAMES[0], 'cli.js'],
        [NAMES[1], 'src/index.ts'],
        [NAMES[2], 'server.js'],
      ]);
      const plain = { level: 'error', headroom: 0 };
      const limits = {
        modules: { limit: 330, ...plain },
        packages: { limit: 2, ...plain },
        bytes: { limit: 1_300_000, ...plain },
      };
      expect(config.entries[2]?.budget).toEqual('measure' in options ? limits : {});
      expect(config.entries[1]?.budget).toEqual({});
    }
  },
);

test('comments say what was found, what was measured and what is not there', async () => {
  const root = tempProject(PROJECT);
  await init(root, { measure });
  const text = readFileSync(join(root, 'import-budget.config.jsonc'), 'utf8');
  expect(text).toContain('// From main of package.json; "dist/index.js" is not built, this is its source.');
  expect(text).toContain(
    '// Now: 312 modules, 1 package, 1.24MB. The budget leaves 5 % of room, rounded up.',
  );
  expect(text).toContain('// Left out, not there: "script:gone": "gone.js"');
  expect(text).toContain('"config": ".dependency-cruiser.mjs"');
});

test('the commented examples are right too', async () => {
  const root = tempProject(PROJECT);
  await init(root);
  const file = join(root, 'import-budget.config.jsonc');
  const text = readFileSync(file, 'utf8')
    .replace('"budget": {}\n', '')
    .replaceAll(/\/\/ (?=\{ "|"budget")/g, '');
  writeFileSync(file, text);
  const { config } = await loadConfig({ root, noConfigCode: true });
  expect(config.rules.map(({ type }) => type)).toEqual(['forbidden', 'required', 'dependency-cruiser']);
  expect(config.exceptions).toHaveLength(1);
  expect(config.entries[0]?.budget).toMatchObject({
    modules: { limit: 320 },
    bytes: { limit: 4_000_000 },
  });
});

test('a dry run prints the same text and writes nothing', async () => {
  const root = tempProject(PROJECT);
  const { file, printed } = await init(root, { dryRun: true });
  expect(file).toBeNull();
  expect(existsSync(join(root, 'import-budget.config.jsonc'))).toBe(false);
  await init(root);
  expect(readFileSync(join(root, 'import-budget.config.jsonc'), 'utf8')).toBe(printed);
});

test('a config that is there is replaced only with force', async () => {
  const root = tempProject({ ...PROJECT, 'import-budget.config.jsonc': 'mine' });
  expect(await usageError(init(root))).toEqual({
    code: 'init-exists',
    message: 'import-budget.config.jsonc exists already',
    hint: 'Give --force to replace it, or --dry-run to see what would be written.',
    at: { file: 'import-budget.config.jsonc' },
  });
  expect(readFileSync(join(root, 'import-budget.config.jsonc'), 'utf8')).toBe('mine');
  await init(root, { force: true });
  expect((await loadConfig({ root, noConfigCode: true })).config.entries).toHaveLength(3);
});

test('a second config beside another is refused, with force too', async () => {
  const root = tempProject({ ...PROJECT, 'import-budget.config.ts': 'mine' });
  for (const force of [false, true]) {
    expect(await usageError(init(root, { force }))).toMatchObject({
      code: 'init-other-config',
      message: 'There is a config already: import-budget.config.ts; two would be refused',
    });
  }
  expect(existsSync(join(root, 'import-budget.config.jsonc'))).toBe(false);
});

test('without an entry it says where it looked', async () => {
  const root = tempProject({
    'package.json': { main: 'dist/x.js', workspaces: ['p/*'] },
    'p/a/package.json': '{}',
  });
  expect(await usageError(init(root))).toEqual({
    code: 'init-no-entries',
    message:
      'No entry was found. Looked at: package.json (bin, main, module, exports, scripts), index.js, ' +
      'p/a/package.json. Named, but not there: dist/x.js (main)',
    hint: 'Name the program: --entry server=src/server.js, or in package.json (main, bin or a start script).',
    at: { file: 'package.json' },
  });
});

test.each([
  [
    { modules: 0, packages: 0, bytes: 0 },
    { modules: 0, packages: 0, bytes: '0B' },
  ],
  [
    { modules: 3, packages: 10, bytes: 850 },
    { modules: 4, packages: 11, bytes: '895B' },
  ],
  [
    { modules: 312, packages: 99, bytes: 12_345 },
    { modules: 330, packages: 105, bytes: '13kB' },
  ],
  [
    { modules: 2712, packages: 400, bytes: 99_000_000 },
    { modules: 2850, packages: 420, bytes: '105MB' },
  ],
])('the budget for %j is %j', (measured, budget) => {
  expect(proposeBudget(measured)).toEqual(budget);
});

test('property: a budget leaves at least 5 % of room, and at most 11 % or one', () => {
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), (value) => {
      const { modules, bytes } = proposeBudget({ modules: value, packages: 0, bytes: value });
      expect(modules).toBeGreaterThanOrEqual(value * 1.05);
      expect(modules).toBeLessThanOrEqual(Math.max(Math.ceil(value * 1.05) + 1, value * 1.11));
      expect(sizeInBytes(bytes)).toBeGreaterThanOrEqual(modules);
    }),
  );
});
