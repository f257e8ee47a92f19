import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadConfig } from '../../../src/config/load.ts';
import { tempProject } from './temp-project.ts';
import { usageError } from './usage-error.ts';

const JSONC = 'import-budget.config.jsonc';
const fixtures = fileURLToPath(new URL('../../../fixtures/config/', import.meta.url));

const load = (text: string, name = JSONC) =>
  loadConfig({ root: tempProject({ [name]: text }), noConfigCode: true });

const plain = (limit: number) => ({ limit, level: 'error', headroom: 0 });

test('normalises a full config, comments and all', async () => {
  const { config, notices } = await loadConfig({ root: `${fixtures}full`, noConfigCode: true });
  expect(notices).toEqual([]);
  expect(config).toEqual({
    file: JSONC,
    entries: [
      {
        name: 'tool',
        file: 'src/tool.ts',
        conditions: [],
        budget: {},
        preloads: [],
        boot: {},
      },
      {
        name: 'web',
        file: 'src/main.ts',
        conditions: ['development', 'edge'],
        budget: {
          modules: { limit: 900, level: 'error', headroom: 0.05 },
          packages: plain(40),
          bytes: plain(4_000_000),
          cpu: { limit: 6, level: 'warning', headroom: 0 },
          cpuMs: plain(800),
          rss: plain(120_000_000),
          heap: plain(64 * 1024 * 1024),
          regression: plain(0.05),
        },
        preloads: [
          { specifier: './env.cjs', how: 'require' },
          { specifier: 'dotenv/config', how: 'require' },
          { specifier: './instrument.mjs', how: 'import' },
        ],
        boot: {
          run: [
            'node',
            '-r',
            'dotenv/config',
            '-C',
            'edge',
            '--import=./instrument.mjs',
            'dist/main.js',
            '-r',
            'mine',
          ],
          ready: { port: 3000 },
          env: { NODE_OPTIONS: '--require ./env.cjs' },
          node: '/usr/bin/node',
          exitCode: [0, 1],
        },
      },
    ],
    rules: [
      {
        type: 'forbidden',
        entries: ['cli:*'],
        modules: ['stripe', '@aws-sdk/*'],
        level: 'error',
        reason: 'heavy',
        fix: 'defer',
      },
      { type: 'required', modules: ['src/receivers/*.ts'], level: 'warning' },
      { type: 'required', modules: [], registrations: ['listener process SIGTERM'], level: 'error' },
      { type: 'registrations', level: 'error' },
      { type: 'late-registration', modules: ['src/commands/*.ts'], level: 'error' },
      { type: 'cold-load', modules: ['src/commands/*.ts'], level: 'error' },
      { type: 'prewarm', modules: ['src/views/**'], level: 'error' },
      { type: 'new-heavy', ms: 10, bytes: 100_000, level: 'error' },
      { type: 'new-heavy', ms: 25, bytes: 1_000_000, level: 'info' },
      { type: 'unresolved', except: ['virtual:*'], level: 'error' },
      { type: 'dependency-cruiser', config: '.dependency-cruiser.cjs', level: 'error' },
    ],
    exceptions: [
      { edge: 'src/a.ts -> zod', reason: 'for now', owner: 'kim', expires: '2027-03-01' },
      { module: 'zod', reason: 'ever' },
    ],
    registrars: ['src/bus.ts#subscribe'],
  });
});

test('reports every problem at once, in the order of the file', async () => {
  const error = await usageError(loadConfig({ root: `${fixtures}many-problems`, noConfigCode: true }));
  const expected = readFileSync(`${fixtures}many-problems/expected.txt`, 'utf8');
  expect(`${error.message}\n`).toBe(expected);
  expect(error).toMatchObject({ code: 'config-invalid', at: { file: JSONC, line: 3, column: 3 } });
  expect(error.hint).toContain('schema/config.schema.json');
});

test('package.json#importBudget has the lines of package.json', async () => {
  const text = '{\n  "name": "x",\n  "importBudget": {\n    "entires": {}\n  }\n}';
  const error = await usageError(load(text, 'package.json'));
  expect(error.message).toBe(
    'The config has a problem:\n  package.json:4:5 entires: unknown key; did you mean "entries"? ' +
      'Allowed here: $schema, entries, rules, exceptions, registrars',
  );
  expect(error.at).toEqual({ file: 'package.json', line: 4, column: 5 });
});

test.each([
  ['', 1, 1, 'the file is empty'],
  ['{\n  "entries": {\n', 3, 1, 'close brace expected'],
  ['{ "entries": {} "rules": [] }', 1, 17, 'comma expected'],
  ['{\n  "entries": {},\n  "entries": {}\n}', 3, 3, 'the key "entries" is written twice in one object'],
  [`{"rules": ${'['.repeat(100_000)}`, 1, 510, 'nested too deeply'],
])('syntax: %#', async (text, line, column, message) => {
  expect(await usageError(load(text))).toMatchObject({
    code: 'config-syntax',
    message: `${JSONC}:${line}:${column}: ${message}`,
    at: { file: JSONC, line, column },
  });
});

test('comments belong to .jsonc alone', async () => {
  const text = '{ // why\n "entries": {}, }';
  expect((await load(text)).config.entries).toEqual([]);
  expect(await usageError(load(text, 'import-budget.config.json'))).toMatchObject({
    code: 'config-syntax',
    message: 'import-budget.config.json:1:3: invalid comment token',
    hint: 'Correct the config; only .jsonc may hold comments and trailing commas.',
  });
});

test('a byte order mark and CRLF do not move places', async () => {
  const error = await usageError(load('\uFEFF{\r\n  "rule": []\r\n}'));
  expect(error.at).toEqual({ file: JSONC, line: 2, column: 3 });
});

test('names like __proto__ and 0 are names', async () => {
  const { config } = await load('{ "entries": { "__proto__": "a.js", "0": "b.js" } }');
  expect(config.entries.map(({ name, file }) => [name, file])).toEqual([
    ['0', 'b.js'],
    ['__proto__', 'a.js'],
  ]);
  const error = await usageError(load('{\n"entries": {\n"0": { "file": 5 } } }'));
  expect(error.message).toContain(`${JSONC}:3:16 entries.0.file: must be a string, not 5`);
});
