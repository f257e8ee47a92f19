import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FolderCache } from '../../../src/io/folders.ts';
import type { ImportKind } from '../../../src/model/module-graph.ts';
import { PackageScopes } from '../../../src/resolve/package-scope.ts';
import { Resolver } from '../../../src/resolve/resolver.ts';
import { TsconfigCache } from '../../../src/resolve/tsconfig.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** Asks from `main.mjs`; the answer is relative to the folder. */
function resolveIn(files: Record<string, string>, specifier: string, kind: ImportKind = 'import'): string {
  const folder = tempFolder(files);
  const folders = new FolderCache();
  const scopes = new PackageScopes(folders);
  const resolver = new Resolver(folders, scopes, new TsconfigCache(folders), []);
  const importer = { path: `${folder}/main.mjs`, typescript: false, importsBecomeRequire: false };
  const target = resolver.resolve(importer, specifier.replace('FOLDER', pathToFileURL(folder).href), kind);
  switch (target.to) {
    case 'file':
      return `${target.lenient ? 'lenient ' : ''}${target.path.slice(folder.length + 1)}`;
    case 'builtin':
      return `node:${target.name}`;
    default:
      return target.to;
  }
}

describe('a specifier', () => {
  it('may be a file URL, encoded or with a query', () => {
    expect(resolveIn({ 'a.mjs': '' }, 'FOLDER/a.mjs')).toBe('a.mjs');
    expect(resolveIn({ 'a b.mjs': '' }, 'FOLDER/a%20b.mjs?x')).toBe('a b.mjs');
    expect(resolveIn({}, 'FOLDER/a.mjs')).toBe('missing');
  });

  it('may be data, which leads nowhere and lacks nothing', () => {
    expect(resolveIn({}, 'data:text/javascript,1')).toBe('nothing');
    expect(resolveIn({}, 'https://example.org/a.js')).toBe('missing');
  });

  it.each(['fs', 'node:fs', 'fs/promises', 'node:test'])('may be the builtin %s', (name) => {
    expect(resolveIn({}, name)).toBe(`node:${name.replace('node:', '')}`);
  });

  it.each([
    '',
    '.',
    './',
    '..',
    '#',
    '#x',
    '@',
    '@x',
    '@x/',
    '%',
    './%E0%A4%A',
    './\0',
    'a\\b',
    '/',
    '//',
    'C:\\x',
    'x'.repeat(5000),
  ])('never throws: %j', (specifier) => {
    for (const kind of ['import', 'require'] as const) {
      expect(resolveIn({}, specifier, kind)).toBe('missing');
    }
  });

  it('of a worker or URL is a path, with or without dots', () => {
    expect(resolveIn({ 'a.mjs': '' }, 'a.mjs', 'url')).toBe('a.mjs');
    expect(resolveIn({ 'a.mjs': '' }, './a.mjs', 'worker')).toBe('a.mjs');
  });
});

describe('a package that is broken', () => {
  it.each([
    ['no JSON', '{ nope'],
    ['no object', '"text"'],
    ['exports of a wrong kind', '{"exports": 5}'],
    ['exports that leave the package', '{"exports": "../../main.mjs"}'],
    ['main of a wrong kind', '{"main": {}}'],
  ])('leads nowhere or to its index, and never throws: %s', (_, manifest) => {
    const files = {
      'main.mjs': '',
      'node_modules/bad/package.json': manifest,
      'node_modules/bad/index.js': '',
    };
    expect(['missing', 'node_modules/bad/index.js']).toContain(resolveIn(files, 'bad'));
  });
});
