import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONFIG_NAMES, findConfig } from '../../../src/config/find.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { tempProject } from './temp-project.ts';
import { usageError } from './usage-error.ts';

test.each(CONFIG_NAMES)('finds %s in the root', async (name) => {
  const root = tempProject({ [name]: '' });
  const kind = name.endsWith('.json') || name.endsWith('.jsonc') ? 'data' : 'code';
  expect(await findConfig(root)).toEqual({ file: join(root, name), shown: name, kind });
});

test('finds the key importBudget of package.json, and only as a key', async () => {
  const root = tempProject({ 'package.json': { importBudget: { entries: { web: 'src/web.ts' } } } });
  expect(await findConfig(root)).toEqual({
    file: join(root, 'package.json'),
    shown: 'package.json',
    kind: 'package',
  });
  expect(await findConfig(tempProject({ 'package.json': { keywords: ['importBudget'] } }))).toBeNull();
});

test('names all configs where there are several', async () => {
  const root = tempProject({
    'import-budget.config.json': '{}',
    'import-budget.config.ts': '',
    'package.json': { importBudget: {} },
  });
  expect(await usageError(findConfig(root))).toEqual({
    code: 'config-several',
    message:
      'There are several configs: import-budget.config.ts, import-budget.config.json, package.json#importBudget',
    hint: 'Keep one of them, or name one with --config.',
    at: { file: 'import-budget.config.ts' },
  });
  expect(await findConfig(root, 'import-budget.config.json')).toMatchObject({ kind: 'data' });
});

test('without a config the config is empty', async () => {
  const root = tempProject({ 'package.json': '{ "name": "x", ' });
  expect(await loadConfig({ root, noConfigCode: false })).toEqual({
    config: { file: null, entries: [], rules: [], exceptions: [], registrars: [] },
    notices: [],
  });
});

test('a config that was asked for must be there and be of a known kind', async () => {
  const root = tempProject({ 'budget.yaml': '', 'package.json': '{}', 'folder/x': '' });
  const load = (configFile: string) => usageError(loadConfig({ root, configFile, noConfigCode: false }));
  expect(await load('nope.json')).toMatchObject({
    code: 'config-not-found',
    message: 'The config nope.json does not exist',
    at: { file: 'nope.json' },
  });
  expect(await load('folder')).toMatchObject({ code: 'config-not-found' });
  expect(await load('budget.yaml')).toMatchObject({
    code: 'config-unknown-type',
    at: { file: 'budget.yaml' },
  });
  expect(await load('package.json')).toMatchObject({
    code: 'config-not-found',
    message: 'package.json has no key "importBudget"',
  });
});

test('a broken package.json with the key is reported with its line', async () => {
  const root = tempProject({ 'package.json': '{\n  "importBudget": {\n' });
  expect(await usageError(findConfig(root))).toMatchObject({
    code: 'package-json-invalid',
    message: 'package.json is not valid JSON: close brace expected at line 3',
    at: { file: 'package.json', line: 3 },
  });
});
