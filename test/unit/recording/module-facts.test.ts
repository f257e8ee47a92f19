import { symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FactsOfModules } from '../../../src/recording/module-facts.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('FactsOfModules', () => {
  it('knows files of the project, of packages and of workspaces, links followed', () => {
    const root = tempFolder({
      'package.json': '{ "name": "shop", "workspaces": ["packages/*"] }',
      'src/main.js': '12345',
      'node_modules/@own/tool/index.js': '1',
      'packages/pier/package.json': '{ "name": "@shop/pier" }',
      'packages/pier/index.js': '',
    });
    symlinkSync(`${root}/packages/pier`, `${root}/node_modules/pier`);
    const facts = new FactsOfModules(root);
    expect(facts.of(`${root}/src/main.js`)).toEqual({
      id: 'src/main.js',
      origin: 'project',
      package: null,
      bytes: 5,
    });
    expect(facts.of(`${root}/node_modules/@own/tool/index.js`)).toEqual({
      id: 'node_modules/@own/tool/index.js',
      origin: 'package',
      package: '@own/tool',
      bytes: 1,
    });
    expect(facts.of(`${root}/node_modules/pier/index.js`)).toEqual({
      id: 'packages/pier/index.js',
      origin: 'project',
      package: '@shop/pier',
      bytes: 0,
    });
    expect(facts.of(`${root}/src/main.js`)).toBe(facts.of(`${root}/src/main.js`));
  });

  it('knows what is no file, or none any more', () => {
    const facts = new FactsOfModules(tempFolder());
    const none = { package: null, bytes: 0 };
    expect(facts.of('node:fs')).toEqual({ id: 'node:fs', origin: 'builtin', ...none });
    expect(facts.of('data:text/javascript,1')).toMatchObject({ id: 'data:text/javascript,1', ...none });
    expect(facts.of('/nowhere/gone.js')).toMatchObject({ origin: 'project', ...none });
    expect(facts.of('/nowhere/gone.js').id).toMatch(/^\.\.\/.*nowhere\/gone\.js$/);
  });
});
