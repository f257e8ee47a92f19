import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { tempProject } from './temp-project.ts';
import { usageError } from './usage-error.ts';

const config = (extension: string) => `import-budget.config.${extension}`;
const load = (root: string) => loadConfig({ root, noConfigCode: false });
const entryOf = async (files: Record<string, string>) => (await load(tempProject(files))).config.entries[0];

const marking = (marker: string) =>
  `import { writeFileSync } from 'node:fs';\nwriteFileSync(${JSON.stringify(marker)}, '');\n` +
  `export default { entries: { web: 'src/web.ts' } };\n`;

test.each(['ts', 'mts', 'mjs'])('a config in .%s is executed, and the notice says so', async (extension) => {
  const root = tempProject({});
  const marker = join(root, 'mark');
  const name = config(extension);
  const project = tempProject({ [name]: marking(marker) });
  const { config: loaded, notices } = await load(project);
  expect(existsSync(marker)).toBe(true);
  expect(loaded).toMatchObject({ file: name, entries: [{ name: 'web', file: 'src/web.ts' }] });
  expect(notices).toEqual([
    {
      code: 'config-code',
      level: 'info',
      message: `${name} was executed to read the config`,
      hint: '--no-config-code refuses configs that are code.',
      at: { file: name },
    },
  ]);
  expect(readdirSync(project)).toEqual([name]);
});

test.each(['ts', 'mts', 'cts', 'mjs', 'js', 'cjs'])(
  '.%s is refused unexecuted with noConfigCode',
  async (extension) => {
    const root = tempProject({});
    const marker = join(root, 'mark');
    const name = config(extension);
    const text = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '');${marking(marker)}`;
    const project = tempProject({ [name]: text });
    expect(await usageError(loadConfig({ root: project, noConfigCode: true }))).toEqual({
      code: 'config-code-refused',
      message: `${name} is code, and --no-config-code forbids executing it`,
      hint: 'Use a data config (import-budget.config.jsonc), or drop --no-config-code.',
      at: { file: name },
    });
    expect(existsSync(marker)).toBe(false);
  },
);

test('TypeScript that Node cannot run by stripping types alone, with defineConfig', async () => {
  const entry = await entryOf({
    [config('ts')]:
      `import { defineConfig, type UserConfig } from 'import-budget';\n` +
      `enum File { Web = 'src/web.ts' }\nconst user: UserConfig = { entries: { web: File.Web } };\n` +
      `export default defineConfig(user) satisfies UserConfig;\n`,
  });
  expect(entry?.file).toBe('src/web.ts');
});

test('TypeScript imports its neighbours, packages and builtins, and knows where it is', async () => {
  const root = tempProject({
    'package.json': { type: 'module', imports: { '#own': './own.ts' } },
    'own.ts': `export const own: string = 'own';`,
    [config('ts')]:
      `import { a } from './a.js';\nimport { b } from './b';\nimport esm from 'esm-only';\nimport { own } from '#own';\n` +
      `import { sep } from 'path';\nconst c = await import('./c.mjs');\n` +
      `export default { entries: { web: { file: [a, b, esm, own, c.c].join(sep), node: import.meta.dirname, run: [import.meta.filename, new URL('.', import.meta.url).href] } } };\n`,
    'a.ts': `import { shared } from './shared.ts';\nexport const a: number = ++shared.count;`,
    'b.ts': `import { shared } from './shared.ts';\nexport const b: number = ++shared.count;`,
    'shared.ts': 'export const shared: { count: number } = { count: 0 };',
    'c.mjs': `export const c = 'c';`,
    'node_modules/esm-only/package.json': { type: 'module', exports: { import: './main.js' } },
    'node_modules/esm-only/main.js': `export default 'esm';`,
  });
  const { config: loaded } = await load(root);
  const entry = loaded.entries[0];
  expect(entry?.file.split(/[\\/]/)).toEqual(['1', '2', 'esm', 'own', 'c']);
  expect(entry?.boot['node']).toBe(root);
  expect(entry?.boot['run']).toEqual([join(root, config('ts')), expect.stringMatching(/^file:.*\/$/)]);
});

test('CommonJS in .cjs, .js and .cts', async () => {
  const text = `const { join } = require('path');\nmodule.exports = { entries: { web: require('./name.cjs') } };`;
  const name = { 'name.cjs': `module.exports = 'src/web.ts';` };
  expect((await entryOf({ [config('cjs')]: text, ...name }))?.file).toBe('src/web.ts');
  expect((await entryOf({ [config('js')]: text, ...name }))?.file).toBe('src/web.ts');
  const typed = `import name = require('./name.cjs');\nconst entries: object = { web: name };\nexport = { entries };`;
  expect((await entryOf({ [config('cts')]: typed, ...name }))?.file).toBe('src/web.ts');
});

test('a promise, and CommonJS compiled from ESM, are unwrapped', async () => {
  const value = `{ entries: { web: 'w.ts' } }`;
  expect((await entryOf({ [config('mjs')]: `export default Promise.resolve(${value});` }))?.file).toBe(
    'w.ts',
  );
  const compiled = `exports.__esModule = true;\nexports.default = ${value};`;
  expect((await entryOf({ [config('cjs')]: compiled }))?.file).toBe('w.ts');
});

const THROWN = `\n\nfunction fail(): never {\n  throw new TypeError('no\\nluck');\n}\nfail();\nexport default {};`;

test.each([
  ['ts', `interface Gone {\n  a: string;\n}${THROWN}`, 6, 9],
  ['mjs', THROWN.replace(': never', ''), 4, 9],
  ['cts', `interface Gone {\n  a: string;\n}\nthrow new TypeError('no\\nluck');`, 4, 7],
  ['cjs', `\nthrow new TypeError('no\\nluck');`, 2, 7],
])(
  'a .%s config that throws is reported with its line and one line of text',
  async (extension, text, line, column) => {
    const name = config(extension);
    const error = await usageError(load(tempProject({ [name]: text })));
    expect(error).toMatchObject({
      code: 'config-failed',
      message: `The config failed at ${name}:${line}:${column}: TypeError: no`,
      at: { file: name, line, column },
    });
  },
);

test('what throws in a file that the config imports is reported there', async () => {
  const files = {
    [config('ts')]: `import './part.ts';\nexport default {};`,
    'part.ts': `type A = 1;\nnull!.x;`,
  };
  expect(await usageError(load(tempProject(files)))).toMatchObject({
    code: 'config-failed',
    at: { file: 'part.ts', line: 2 },
  });
});

test.each([
  [`throw 'why'`, 'it threw "why"'],
  [`throw null`, 'it threw "null"'],
  [`throw { secret: 1 }`, 'it threw an object that is no Error'],
])('%s is no stack trace either', async (text, message) => {
  const error = await usageError(load(tempProject({ [config('mjs')]: `${text};export default {}` })));
  expect(error.message).toBe(`The config failed at ${config('mjs')}: ${message}`);
});

test.each(['ts', 'mjs', 'cjs'])('a syntax error in .%s is reported with its place', async (extension) => {
  const name = config(extension);
  const error = await usageError(load(tempProject({ [name]: `const café = '😀';\nconst b = '😀' + ;\n` })));
  expect(error).toMatchObject({ code: 'config-syntax', at: { file: name, line: 2, column: 18 } });
  expect(error.message).toMatch(/^import-budget\.config\.\w+:2:18: .*[Uu]nexpected token/);
});

test.each([
  ['export const entries = {};', 'has no default export; it exports only entries'],
  ['export default () => ({});', 'exports a function, not a config object'],
  ['export default [];', 'does not export a config object'],
  ['export default null;', 'does not export a config object'],
  ['export default {};', 'exports an empty object'],
])('%s is the wrong export', async (text, message) => {
  const name = config('mjs');
  expect(await usageError(load(tempProject({ [name]: text })))).toEqual({
    code: 'config-export',
    message: `${name} ${message}`,
    hint: 'Write export default { entries: { … } }.',
    at: { file: name },
  });
});

test('imports that lead nowhere, or in a circle', async () => {
  const name = config('ts');
  expect(
    await usageError(load(tempProject({ [name]: `import x from './nope';\nexport default x;` }))),
  ).toMatchObject({
    code: 'config-import',
    message: `${name} imports "./nope", which cannot be found`,
  });
  const circle = {
    [name]: `import './a.ts';\nexport default {};`,
    'a.ts': `import './b.ts';`,
    'b.ts': `import './a.ts';`,
  };
  expect(await usageError(load(tempProject(circle)))).toMatchObject({
    code: 'config-cycle',
    message: 'a.ts imports itself through other TypeScript files',
  });
});

test('a config in code is validated like data, without lines', async () => {
  const name = config('mjs');
  const error = await usageError(
    load(
      tempProject({ [name]: `export default { entries: { web: { file: () => 1, budget: undefined } } };` }),
    ),
  );
  expect(error.message).toBe(
    `The config has a problem:\n  ${name} entries.web.file: must be a string, not a function; for example "src/main.ts"`,
  );
  expect(error.at).toEqual({ file: name });
});
