import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linkPackages } from '../../../src/comparing/link-packages.ts';
import { putFiles } from '../../support/git-project.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('packages of a worktree', () => {
  it('are those of the working tree, scoped ones and those of nested folders too', () => {
    const folder = tempFolder({
      'top/node_modules/a/i.js': 'a',
      'top/node_modules/@s/b/i.js': 'b',
      'top/packages/api/node_modules/c/i.js': 'c',
      'top/gone/node_modules/d/i.js': 'd',
      'run/tree/packages/api/x.js': '',
    });
    expect(linkPackages(`${folder}/top`, `${folder}/run/tree`)).toBe(2);
    const read = (path: string) => readFileSync(join(folder, 'run/tree', path), 'utf8');
    expect(read('node_modules/a/i.js')).toBe('a');
    expect(read('node_modules/@s/b/i.js')).toBe('b');
    expect(read('packages/api/node_modules/c/i.js')).toBe('c');
    expect(existsSync(join(folder, 'run/tree/gone'))).toBe(false);
    expect(realpathSync(join(folder, 'run/tree/node_modules/a'))).toBe(`${folder}/top/node_modules/a`);
  });

  it('leave workspaces where they are: each side has its own files of them', () => {
    const folder = tempFolder({ 'top/packages/core/i.js': 'head', 'run/tree/packages/core/i.js': 'base' });
    mkdirSync(`${folder}/top/node_modules/@org`, { recursive: true });
    symlinkSync('../../packages/core', `${folder}/top/node_modules/@org/core`);
    linkPackages(`${folder}/top`, `${folder}/run/tree`);
    expect(readFileSync(`${folder}/run/tree/node_modules/@org/core/i.js`, 'utf8')).toBe('base');
  });

  it('follow links between packages of a store', () => {
    const folder = tempFolder({ 'top/node_modules/.pnpm/a@1/node_modules/a/i.js': 'a', 'run/tree/x': '' });
    symlinkSync('.pnpm/a@1/node_modules/a', `${folder}/top/node_modules/a`);
    linkPackages(`${folder}/top`, `${folder}/run/tree`);
    expect(readFileSync(`${folder}/run/tree/node_modules/a/i.js`, 'utf8')).toBe('a');
  });

  it('do not replace those that the commit itself holds', () => {
    const folder = tempFolder({ 'top/node_modules/a/i.js': 'new', 'run/tree/node_modules/a/i.js': 'old' });
    expect(linkPackages(`${folder}/top`, `${folder}/run/tree`)).toBe(0);
    expect(readFileSync(`${folder}/run/tree/node_modules/a/i.js`, 'utf8')).toBe('old');
  });

  it('are found above the repository as well', () => {
    const folder = tempFolder({ 'node_modules/a/i.js': 'a' });
    putFiles(folder, { 'top/x.js': '', 'run/tree/x.js': '' });
    linkPackages(`${folder}/top`, `${folder}/run/tree`);
    expect(readFileSync(`${folder}/run/node_modules/a/i.js`, 'utf8')).toBe('a');
  });
});
