import { symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'oxc-transform';
import * as ts from 'typescript';
import { expect, test } from 'vitest';
import { mapSources } from '../../../src/boot/map-sources.ts';
import { sourceOfCompiled } from '../../../src/boot/source-maps.ts';
import type { ModuleId } from '../../../src/model/module-id.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const map = (sources: readonly (string | null)[], more: object = {}) =>
  JSON.stringify({ version: 3, sources, names: [], mappings: '', ...more });
const dataUrl = (text: string) => `data:application/json;base64,${Buffer.from(text).toString('base64')}`;
const linked = (url: string) => `"use strict";\n//# sourceMappingURL=${url}\n`;

function find(folder: string, ...files: string[]) {
  const { sourceOf, bundles, gone } = sourceOfCompiled(files as ModuleId[], folder);
  return { sourceOf: Object.fromEntries(sourceOf), bundles: Object.fromEntries(bundles), gone: [...gone] };
}

/** What one compiled file is said to come from. */
function only(files: Readonly<Record<string, string>>, file: string): string | undefined {
  return find(tempFolder(files), file).sourceOf[file];
}

test.each([false, true])('reads what the TypeScript compiler writes (map inside the file: %s)', (inline) => {
  const { outputText, sourceMapText } = ts.transpileModule('export const a: number = 1;\n'.repeat(300), {
    fileName: '/p/src/deep/a.ts',
    compilerOptions: { sourceMap: !inline, inlineSourceMap: inline, module: ts.ModuleKind.CommonJS },
  });
  const text = sourceMapText?.replace('"a.ts"', '"../../src/deep/a.ts"') ?? '';
  const files = {
    'src/deep/a.ts': '',
    'dist/deep/a.ts': '',
    'dist/deep/a.js': outputText,
    'dist/deep/a.js.map': text,
  };
  expect(outputText.length).toBeGreaterThan(4096);
  expect(only(files, 'dist/deep/a.js')).toBe(inline ? 'dist/deep/a.ts' : 'src/deep/a.ts');
});

test('reads what another compiler writes', () => {
  const { code, map } = transformSync('../src/b.ts', 'export const b: number = 1;', { sourcemap: true });
  const files = {
    'src/b.ts': '',
    'dist/b.mjs': `${code}\n${linked('b.mjs.map')}`,
    'dist/b.mjs.map': JSON.stringify(map),
  };
  expect(only(files, 'dist/b.mjs')).toBe('src/b.ts');
});

test.each([
  ['an absolute sourceRoot', { sourceRoot: '/elsewhere' }, '../src/a.ts', undefined],
  ['a sourceRoot without a slash', { sourceRoot: '../src' }, 'a.ts', 'src/a.ts'],
  ['an encoded name', {}, '../src/with%20space.ts', 'src/with space.ts'],
  ['a name that only looks encoded', {}, '../src/100%25.ts', 'src/100%25.ts'],
  ['a bundler that compiles file by file', {}, 'webpack://app/./src/a.ts', 'src/a.ts'],
  ['a source on the web', {}, 'https://example.com/src/a.ts', undefined],
  ['a source that was not shipped', {}, '../src/none.ts', undefined],
  ['a source that is the file itself', {}, 'x.js', undefined],
])('finds the source: %s', (_, more, source, expected) => {
  const files = {
    'src/a.ts': '',
    'src/with space.ts': '',
    'src/100%25.ts': '',
    'dist/x.js': linked('x.js.map'),
    'dist/x.js.map': map([source], more),
  };
  expect(only(files, 'dist/x.js')).toBe(expected);
});

test('finds maps by file URLs, encoded names and through links', () => {
  const folder = tempFolder({
    'real/a.ts': '',
    'dist/x y.js': linked('x%20y.js.map'),
    'dist/x y.js.map': map(['../linked/a.ts']),
  });
  symlinkSync(join(folder, 'real'), join(folder, 'linked'), 'junction');
  expect(find(folder, 'dist/x y.js').sourceOf).toEqual({ 'dist/x y.js': 'real/a.ts' });
  const absolute = tempFolder({ 'src/a.ts': '' });
  const other = tempFolder({ 'x.js': linked(dataUrl(map([`file://${absolute}/src/a.ts`]))) });
  expect(Object.values(find(other, 'x.js').sourceOf)[0]).toMatch(/^\.\.\/.*\/src\/a\.ts$/);
});

test('several sources are a bundle, also where they come in sections', () => {
  const section = (source: string) => ({
    offset: { line: 0, column: 0 },
    map: JSON.parse(map([source])) as object,
  });
  const folder = tempFolder({
    'src/a.ts': '',
    'src/b.ts': '',
    'dist/flat.js': linked('flat.js.map'),
    'dist/flat.js.map': map([
      '../src/a.ts',
      '../src/b.ts',
      '../node_modules/gone/index.js',
      '\0helpers',
      null,
    ]),
    'dist/index.js': linked('index.js.map'),
    'dist/index.js.map': JSON.stringify({
      version: 3,
      sections: [section('../src/a.ts'), section('../src/b.ts')],
    }),
  });
  const { bundles, sourceOf } = find(folder, 'dist/flat.js', 'dist/index.js');
  const both = ['src/a.ts', 'src/b.ts'];
  expect(bundles).toEqual({ 'dist/flat.js': both, 'dist/index.js': both });
  expect(sourceOf).toEqual({});
});

test('counts sources that are not there, but none that a bundler made up', () => {
  const folder = tempFolder({
    'src/a.ts': '',
    'helped.js': linked(
      dataUrl(map(['src/a.ts', '\0rolldown/runtime.js', 'webpack://app/webpack/bootstrap'])),
    ),
    'joined.js': linked(dataUrl(map(['src/a.ts', 'src/not-shipped.ts']))),
  });
  const { sourceOf, bundles } = find(folder, 'helped.js', 'joined.js');
  expect(sourceOf).toEqual({ 'helped.js': 'src/a.ts' });
  expect(bundles).toEqual({ 'joined.js': ['src/a.ts'] });
});

test('takes the last comment, in any of its forms', () => {
  const files = {
    'src/a.ts': '',
    'src/b.ts': '',
    'a.map': map(['src/a.ts']),
    'b.map': map(['src/b.ts']),
    'x.js': `//# sourceMappingURL=b.map\nlet a;\n/*# sourceMappingURL=a.map */\n\n// signature\n`,
    'y.js': `let text = "\\\n//# sourceMappingURL=b.map";\r\n//@ sourceMappingURL=a.map?v=2\r\n`,
    'z.js': `//# sourceMappingURL=b.map\n${'let later;\n'.repeat(1000)}`,
  };
  const { sourceOf } = find(tempFolder(files), 'x.js', 'y.js', 'z.js');
  expect(sourceOf).toEqual({ 'x.js': 'src/a.ts', 'y.js': 'src/a.ts' });
});

test.each([
  ['no JSON', 'not json'],
  ['null', 'null'],
  ['a list', '[]'],
  ['sources that are no list', '{"sources": 7}'],
  ['sections of nothing', '{"sections": [null, {"map": null}, {"map": {"sections": 3}}]}'],
  ['an empty text', ''],
])('a map that is %s counts as none', (_, text) => {
  expect(only({ 'x.js': linked('x.js.map'), 'x.js.map': text }, 'x.js')).toBeUndefined();
});

test('leaves alone what is in packages, what is no file and what runs as it is', () => {
  const folder = tempFolder({
    'src/a.ts': linked(dataUrl(map(['other.ts']))),
    'src/other.ts': '',
    'node_modules/p/index.js': linked(dataUrl(map(['../../src/a.ts']))),
  });
  const { sourceOf, gone } = find(
    folder,
    'src/a.ts',
    'node_modules/p/index.js',
    'node:fs',
    'data:text/javascript,1',
  );
  expect(sourceOf).toEqual({});
  expect(gone).toEqual([]);
});

test('tells which files are no longer there', () => {
  const folder = tempFolder({ 'kept.js': '', 'removed.js': '' });
  unlinkSync(join(folder, 'removed.js'));
  expect(find(folder, 'kept.js', 'removed.js', 'node_modules/.cache/x.js').gone).toEqual([
    'removed.js',
    'node_modules/.cache/x.js',
  ]);
});

test('reads maps that guard against script inclusion', () => {
  expect(mapSources(`)]}'\n${map(['a.ts'])}`)).toEqual([{ name: 'a.ts', isBundlers: false }]);
});
