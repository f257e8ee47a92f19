import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FactsCache } from '../../src/extract/facts-cache.ts';
import { buildGraph, type BuiltGraph } from '../../src/graph/build.ts';
import { ProjectSources } from '../../src/sources.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function sourcesOf(root: string, cache?: FactsCache): Promise<ProjectSources> {
  const sources = new ProjectSources(root, [], cache, () => {});
  await sources.loadExtractor();
  return sources;
}

function idsOf({ graph }: BuiltGraph): string[] {
  return graph.modules.map(({ id }) => id);
}

function build(sources: ProjectSources, path: string): BuiltGraph {
  return buildGraph([{ path, preloads: [] }], sources);
}

describe('the sources of a project', () => {
  it('know origin, package, format and size of each module', async () => {
    const root = tempFolder({
      'package.json': '{"name": "root", "type": "module"}',
      'main.js': `import 'pot';`,
      'data.json': '{}',
      'node_modules/pot/package.json': '{"name": "pot"}',
      'node_modules/pot/index.js': 'exports.a = 1;',
      'node_modules/@x/cup/index.mjs': '',
      'packages/lid/package.json': '{"name": "lid"}',
      'packages/lid/lid.cjs': '',
      'addon.node': 'x',
    });
    const sources = await sourcesOf(root);
    const record = (path: string) => sources.load(`${root}/${path}`).record;
    expect(record('main.js')).toEqual({
      id: 'main.js',
      origin: 'project',
      package: null,
      format: 'esm',
      bytes: 13,
    });
    expect(record('data.json')).toMatchObject({ format: 'json', bytes: 2 });
    expect(record('addon.node')).toMatchObject({ format: 'native', bytes: 1 });
    expect(record('node_modules/pot/index.js')).toMatchObject({
      origin: 'package',
      package: 'pot',
      format: 'cjs',
    });
    expect(record('node_modules/@x/cup/index.mjs')).toMatchObject({ package: '@x/cup', format: 'esm' });
    expect(record('packages/lid/lid.cjs')).toMatchObject({
      origin: 'project',
      package: 'lid',
      format: 'cjs',
    });
  });

  it('count the modules as they are read', () => {
    const root = tempFolder({ 'a.js': '', 'b.js': '' });
    const counts: number[] = [];
    const sources = new ProjectSources(root, [], undefined, (count) => counts.push(count));
    sources.load(`${root}/a.js`);
    sources.load(`${root}/b.js`);
    expect(counts).toEqual([1, 2]);
  });

  it('say that they are incomplete before the parsers are there, unless the cache knows the files', async () => {
    const root = tempFolder({ 'a.js': `require('./b');`, 'b.js': '' });
    const folder = tempFolder();
    const cold = new ProjectSources(root, [], new FactsCache(folder, root, '1'), () => {});
    cold.load(`${root}/a.js`);
    expect(cold.isIncomplete).toBe(true);

    const cache = new FactsCache(folder, root, '1');
    const first = build(await sourcesOf(root, cache), `${root}/a.js`);
    cache.save();
    const warm = new ProjectSources(root, [], new FactsCache(folder, root, '1'), () => {});
    expect(idsOf(build(warm, `${root}/a.js`))).toEqual(idsOf(first));
    expect(idsOf(first)).toEqual(['a.js', 'b.js']);
    expect(warm.isIncomplete).toBe(false);
  });

  it('follow a pattern to every module that fits, but not to itself or to assets', async () => {
    const root = tempFolder({
      'plugins/all.cjs': "module.exports = (n) => require('./' + 'p' + n);",
      'plugins/p-one.cjs': '',
      'plugins/p-two.js': '',
      'plugins/p-notes.md': '',
      'plugins/p-types.d.ts': '',
    });
    const built = build(await sourcesOf(root), `${root}/plugins/all.cjs`);
    expect(idsOf(built)).toEqual(['plugins/all.cjs', 'plugins/p-one.cjs', 'plugins/p-two.js']);
  });

  it('give a notice for a pattern that fits too much, and follow none', async () => {
    const many = Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`many/f${at}.js`, '']));
    const root = tempFolder({ 'main.js': "exports.f = (n) => require('./many/' + n);", ...many });
    const sources = await sourcesOf(root);
    expect(idsOf(build(sources, `${root}/main.js`))).toEqual(['main.js']);
    expect(sources.allNotices).toMatchObject([{ code: 'limit', at: { file: 'main.js', line: 1 } }]);
  });

  it('give notices for what cannot be parsed or read, with the place', async () => {
    const root = tempFolder({
      'main.js': `require('./broken'); require('./locked');`,
      'broken.js': '\n\nlet = = 1;',
      'locked.js': '',
    });
    chmodSync(join(root, 'locked.js'), 0);
    const sources = await sourcesOf(root);
    expect(idsOf(build(sources, `${root}/main.js`))).toEqual(['main.js', 'broken.js', 'locked.js']);
    expect(sources.allNotices[0]).toMatchObject({ code: 'syntax-error', at: { file: 'broken.js', line: 3 } });
    // Root may read what nobody may.
    const refused = sources.allNotices.filter(({ code }) => code === 'unreadable').length;
    expect(refused).toBe(process.getuid?.() === 0 || process.platform === 'win32' ? 0 : 1);
  });

  it('give notices for computed imports of the project only, not of packages', async () => {
    const root = tempFolder({
      'main.js': `require('pot');\nrequire(x);`,
      'node_modules/pot/index.js': 'require(y);',
    });
    const sources = await sourcesOf(root);
    build(sources, `${root}/main.js`);
    expect(sources.allNotices).toMatchObject([
      { code: 'computed-import', at: { file: 'main.js', line: 2, column: 1 } },
    ]);
  });

  it('give a notice for a tsconfig that cannot be read, and go on without it', async () => {
    const root = tempFolder({
      'tsconfig.json': '{ "extends": "./nowhere.json" }',
      'main.ts': `import './a';`,
      'a.ts': '',
    });
    const sources = await sourcesOf(root);
    expect(idsOf(build(sources, `${root}/main.ts`))).toEqual(['main.ts', 'a.ts']);
    expect(sources.allNotices).toMatchObject([{ code: 'tsconfig', at: { file: 'tsconfig.json' } }]);
  });

  it('find preloads from the root', async () => {
    const root = tempFolder({
      'main.js': '',
      'setup.cjs': '',
      'node_modules/reg/package.json': '{"exports": {"import": "./i.mjs", "require": "./r.cjs"}}',
      'node_modules/reg/i.mjs': '',
      'node_modules/reg/r.cjs': '',
    });
    const sources = await sourcesOf(root);
    const found = (specifier: string, how: 'import' | 'require') =>
      sources.preload(`${root}/main.js`, { specifier, how }).map(({ path }) => path.slice(root.length + 1));
    expect(found('./setup.cjs', 'require')).toEqual(['setup.cjs']);
    expect(found('reg', 'require')).toEqual(['node_modules/reg/r.cjs']);
    expect(found('reg', 'import')).toEqual(['node_modules/reg/i.mjs']);
    expect(found('node:fs', 'import')).toEqual([]);
    expect(sources.allNotices).toEqual([]);
    expect(found('./gone', 'require')).toEqual([]);
    expect(sources.allNotices).toMatchObject([{ code: 'unresolved', at: { file: 'main.js' } }]);
  });
});
