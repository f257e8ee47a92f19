import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FolderCache } from '../../../src/io/folders.ts';
import { tempFolder } from '../../support/temp-folder.ts';

describe('a listed folder', () => {
  it('tells files from folders, and what is not there', () => {
    const root = tempFolder({ 'tea.txt': '', 'cups/one.txt': '' });
    const folders = new FolderCache();
    const folder = folders.get(root);
    expect([...(folder?.names() ?? [])].toSorted()).toEqual(['cups', 'tea.txt']);
    expect(folder?.type('tea.txt')).toBe('file');
    expect(folder?.type('cups')).toBe('folder');
    expect(folder?.type('spoon')).toBeUndefined();
    expect(folders.isFolder(`${root}/cups`)).toBe(true);
    expect(folders.isFolder(`${root}/tea.txt`)).toBe(false);
    expect(folders.file(`${root}/cups/one.txt`)).toBe(`${root}/cups/one.txt`);
    expect(folders.file(`${root}/cups`)).toBeUndefined();
    expect(folders.get(`${root}/nowhere`)).toBeNull();
    expect(folders.get(`${root}/tea.txt`)).toBeNull();
  });

  it('tells letters apart, whatever the file system does', () => {
    const root = tempFolder({ 'Tea.txt': '' });
    expect(new FolderCache().file(`${root}/tea.txt`)).toBeUndefined();
  });

  it('follows links, to folders and files, and survives those that lead nowhere', () => {
    const root = tempFolder({ 'real/tea.txt': '' });
    symlinkSync(join(root, 'real'), join(root, 'linked'), 'junction');
    symlinkSync(join(root, 'gone'), join(root, 'broken'), 'junction');
    symlinkSync(join(root, 'round'), join(root, 'round'), 'junction');
    const folders = new FolderCache();
    expect(folders.isFolder(`${root}/linked`)).toBe(true);
    expect(folders.file(`${root}/linked/tea.txt`)).toBe(`${root}/real/tea.txt`);
    expect(folders.get(`${root}/linked`)?.real).toBe(`${root}/real`);
    expect(folders.get(root)?.type('broken')).toBeUndefined();
    expect(folders.get(root)?.type('round')).toBeUndefined();
    expect(folders.file(`${root}/broken`)).toBeUndefined();
  });

  it('is listed once: what comes later is not seen', () => {
    const root = tempFolder();
    const folders = new FolderCache();
    expect(folders.file(`${root}/late.txt`)).toBeUndefined();
    writeFileSync(join(root, 'late.txt'), '');
    mkdirSync(join(root, 'later'));
    expect(folders.file(`${root}/late.txt`)).toBeUndefined();
    expect(new FolderCache().file(`${root}/late.txt`)).toBe(`${root}/late.txt`);
  });

  it('may be the root of the file system', () => {
    const folders = new FolderCache();
    const [first = ''] = tempFolder().split('/').filter(Boolean);
    expect(folders.isFolder(`/${first}`)).toBe(true);
    expect(folders.get('/')?.realPathOf('no-such-thing')).toBe('/no-such-thing');
  });
});
