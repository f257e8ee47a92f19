import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { discoverEntries } from '../../../src/entries/discover.ts';
import { tempProject } from '../config/temp-project.ts';
import { usageError } from '../config/usage-error.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/entries/', import.meta.url));

async function found(files: Record<string, string | object>): Promise<string[]> {
  const { entries } = await discoverEntries(tempProject(files));
  return entries.map(({ name, file, mapped, missing }) =>
    [`${name} = ${file}`, mapped && 'mapped', missing && 'missing'].filter(Boolean).join(' '),
  );
}

test('every place that names a program, once a file', async () => {
  const { entries, lookedAt } = await discoverEntries(`${fixtures}one-package`);
  expect(entries).toEqual([
    { name: 'bin:shop', file: 'bin/shop.js', from: 'bin', declared: './bin/shop.js' },
    { name: 'main', file: 'src/index.ts', from: 'main', declared: 'dist/index.js', mapped: true },
    { name: 'exports:./cart import', file: 'cart.mjs', from: 'exports', declared: './cart.mjs' },
    { name: 'exports:./cart require', file: 'cart.cjs', from: 'exports', declared: './cart.cjs' },
    { name: 'script:start', file: 'src/server.ts', from: 'script', declared: 'dist/server', mapped: true },
    { name: 'script:gone', file: 'dist/gone.js', from: 'script', declared: 'dist/gone.js', missing: true },
  ]);
  expect(lookedAt).toEqual(['package.json (bin, main, module, exports, scripts)', 'index.js']);
});

test('workspaces of npm, and their names', async () => {
  const { entries, lookedAt } = await discoverEntries(`${fixtures}workspaces`);
  expect(entries.map(({ name, file }) => `${name} = ${file}`)).toEqual([
    'packages/api script:start = packages/api/src/main.ts',
    'packages/cli bin:shop = packages/cli/src/cli.ts',
  ]);
  expect(lookedAt.slice(2)).toEqual(['packages/api/package.json', 'packages/cli/package.json']);
});

test('workspaces of pnpm and Yarn, with refused folders', async () => {
  const files = {
    'apps/web/package.json': { main: 'a.js' },
    'apps/web/a.js': '',
    'apps/old/package.json': { main: 'a.js' },
    'apps/old/a.js': '',
    'apps/web/node_modules/dep/package.json': { main: 'a.js' },
    'apps/web/node_modules/dep/a.js': '',
  };
  const pnpm = { ...files, 'pnpm-workspace.yaml': 'packages:\n  - "./apps/**"\n  - "!apps/old"\n' };
  expect(await found(pnpm)).toEqual(['apps/web main = apps/web/a.js']);
  const yarn = { ...files, 'package.json': { workspaces: { packages: ['apps/*'] } } };
  expect(await found(yarn)).toEqual(['apps/old main = apps/old/a.js', 'apps/web main = apps/web/a.js']);
});

test('a linked workspace folder is left to the package it links to', async () => {
  const root = tempProject({
    'package.json': { workspaces: ['p/*'] },
    'real/package.json': {},
    'real/index.js': '',
  });
  mkdirSync(join(root, 'p'));
  symlinkSync('../real', join(root, 'p/link'), 'dir');
  expect((await discoverEntries(root)).entries).toEqual([]);
});

test('names are unique, links and spellings of one file are one entry', async () => {
  const root = tempProject({
    'package.json': {
      bin: { a: 'a.js', b: './a.js', c: 'link.js' },
      main: './a',
      scripts: { start: 'node a.js && node b.js && node c.js' },
    },
    'a.js': '',
    'b.js': '',
    'c.js': '',
  });
  symlinkSync('a.js', join(root, 'link.js'));
  const { entries } = await discoverEntries(root);
  expect(entries.map(({ name, file }) => [name, file])).toEqual([
    ['bin:a', 'a.js'],
    ['script:start', 'b.js'],
    ['script:start 2', 'c.js'],
  ]);
});

test.each([
  ['dist/a.js', 'src/a.ts'],
  ['build/esm/a.mjs', 'src/a.mts'],
  ['lib/a.js', 'a.tsx'],
  ['dist/src/a.cjs', 'src/a.cts'],
  ['dist/a', 'src/a/index.ts'],
])('the source of the unbuilt %s is %s', async (main, source) => {
  expect(await found({ 'package.json': { main }, [source]: '' })).toEqual([`main = ${source} mapped`]);
});

test('outDir and rootDir of tsconfig, comments and all', async () => {
  const tsconfig = '{ // paths\n "compilerOptions": { "outDir": "./.out/js", "rootDir": "code", }, }';
  const files = { 'package.json': { main: '.out/js/x.js' }, 'tsconfig.json': tsconfig, 'code/x.ts': '' };
  expect(await found(files)).toEqual(['main = code/x.ts mapped']);
});

test('what is built is not mapped', async () => {
  expect(await found({ 'package.json': { main: 'dist/a.js' }, 'dist/a.js': '', 'src/a.ts': '' })).toEqual([
    'main = dist/a.js',
  ]);
});

test('nest start runs what nest-cli.json says', async () => {
  const manifest = { scripts: { start: 'nest start' } };
  expect(await found({ 'package.json': manifest, 'src/main.ts': '' })).toEqual([
    'script:start = src/main.ts',
  ]);
  const settings = { sourceRoot: 'app', entryFile: 'boot' };
  expect(await found({ 'package.json': manifest, 'nest-cli.json': settings, 'app/boot.ts': '' })).toEqual([
    'script:start = app/boot.ts',
  ]);
});

test('what Node does not run is left out', async () => {
  const manifest = {
    bin: { sh: 'run', js: 'tool', plain: 'noext' },
    main: 'style.css',
    exports: { './types': './x.d.ts', './package.json': './package.json' },
    scripts: { postinstall: 'node setup.js', prepare: 'node setup.js' },
  };
  expect(
    await found({
      'package.json': manifest,
      run: '#!/bin/sh\nexit',
      tool: '#!/usr/bin/env -S node --enable-source-maps\n',
      noext: '',
      'style.css': '',
      'x.d.ts': '',
      'setup.js': '',
    }),
  ).toEqual(['bin:js = tool', 'bin:plain = noext']);
});

test('index.js where nothing is said, even without package.json', async () => {
  expect(await found({ 'index.js': '' })).toEqual(['main = index.js']);
  expect(await found({ 'package.json': '{}', 'index.js': '' })).toEqual(['main = index.js']);
  expect(await found({ 'package.json': { exports: './a.js' }, 'a.js': '', 'index.js': '' })).toEqual([
    'exports:. = a.js',
  ]);
});

test('fields of a wrong type are passed over', async () => {
  const manifest = { bin: 5, main: ['a'], module: null, exports: 7, scripts: 'x', workspaces: [1, {}] };
  expect(await found({ 'package.json': manifest })).toEqual([]);
});

test.each([
  ['', 1, 1, 'the file is empty'],
  ['{\n  "bin": {,\n', 2, 11, 'value expected'],
  ['[]', 1, 1, 'not an object'],
])('a malformed package.json is named with its line: %j', async (text, line, column, message) => {
  const root = tempProject({ 'package.json': { workspaces: ['p/*'] }, 'p/a/package.json': text });
  expect(await usageError(discoverEntries(root))).toEqual({
    code: 'package-json-invalid',
    message: `p/a/package.json:${line}:${column}: ${message}`,
    hint: 'Correct this package.json; Node refuses it too.',
    at: { file: 'p/a/package.json', line, column },
  });
});

test('patterns of workspaces that mean nothing are passed over', async () => {
  const files = { 'packages/a/package.json': { main: 'a.js' }, 'packages/a/a.js': '' };
  const workspaces = ['/', '', '!', './', 5, null, '!/', 'x'.repeat(70_000), 'packages/*'];
  expect(await found({ ...files, 'package.json': { workspaces } })).toEqual([
    'packages/a main = packages/a/a.js',
  ]);
});
