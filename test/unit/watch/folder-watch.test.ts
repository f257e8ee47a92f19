import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { FolderWatch } from '../../../src/watch/folder-watch.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const NEVER = new AbortController().signal;

/** Watches the folders of files; more folders by name. */
function watching(root: string, files: readonly string[], folders: readonly string[] = []) {
  const watch = new FolderWatch((path) => /\.m?js$/.test(path), { quietMs: 40, mostMs: 400 });
  onTestFinished(() => watch.close());
  const follow = (names: readonly string[], more: readonly string[] = [], readAtMs = Date.now() + 1000) => {
    const paths = names.map((name) => `${root}/${name}`);
    const all = [...paths.map((path) => dirname(path)), ...more.map((name) => `${root}/${name}`)];
    watch.set({ folders: new Set(all), files: new Set(paths), readAtMs });
  };
  follow(files, folders);
  return {
    watch,
    follow,
    write: (name: string, text: string) => writeFileSync(`${root}/${name}`, text),
    next: async () => {
      const changes = await watch.next(NEVER);
      return changes.map(({ path, kind }) => `${kind} ${path.slice(root.length + 1)}`).toSorted();
    },
  };
}

describe('a save', () => {
  it('in place, by rename or by removing and writing anew is one change', async () => {
    const root = tempFolder({ 'a.js': '1', 'b.js': '1', 'c.js': '1' });
    const { next, write } = watching(root, ['a.js', 'b.js', 'c.js']);
    write('a.js', '2');
    write('b.js.tmp', '2');
    renameSync(`${root}/b.js.tmp`, `${root}/b.js`);
    rmSync(`${root}/c.js`);
    write('c.js', '2');
    expect(await next()).toEqual(['changed a.js', 'changed b.js', 'changed c.js']);
  });

  it('of the same text, or of what is of no interest, is none', async () => {
    const root = tempFolder({ 'a.js': '1', 'b.js': '1', 'notes.txt': '' });
    const { next, write } = watching(root, ['a.js', 'b.js']);
    write('a.js', '1');
    utimesSync(`${root}/a.js`, new Date(), new Date());
    write('notes.txt', 'more');
    write('b.js', '2');
    expect(await next()).toEqual(['changed b.js']);
  });

  it('of the text that was there before the last change is one again', async () => {
    const root = tempFolder({ 'a.js': '1' });
    const { next, write } = watching(root, ['a.js']);
    write('a.js', '2');
    expect(await next()).toEqual(['changed a.js']);
    write('a.js', '1');
    expect(await next()).toEqual(['changed a.js']);
  });

  it('while nobody waits is found afterwards, all of them together', async () => {
    const root = tempFolder({ 'a.js': '1', 'src/b.js': '1' });
    const { next, write } = watching(root, ['a.js', 'src/b.js']);
    for (const text of ['2', '3', '4']) write('a.js', text);
    write('src/b.js', '2');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await next()).toEqual(['changed a.js', 'changed src/b.js']);
  });

  it('between reading a file and watching it is found, in a folder that is new and in one that is not', async () => {
    const root = tempFolder({ 'a.js': '1', 'b.js': '1', 'src/c.js': '1' });
    const { next, follow, write } = watching(root, ['a.js']);
    const readAtMs = Date.now();
    write('b.js', '2');
    write('src/c.js', '2');
    follow(['a.js', 'b.js', 'src/c.js'], [], readAtMs);
    expect(await next()).toEqual(['changed b.js', 'changed src/c.js']);
  });

  it('through a link counts where the text is', async () => {
    const root = tempFolder({ 'real/a.js': '1' });
    symlinkSync(`${root}/real`, `${root}/linked`);
    const { next, write } = watching(root, ['real/a.js']);
    write('linked/a.js', '2');
    expect(await next()).toEqual(['changed real/a.js']);
  });
});

describe('files and folders that come and go', () => {
  it('are told', async () => {
    const root = tempFolder({ 'a.js': '1' });
    const { next, write } = watching(root, ['a.js']);
    write('new.js', '1');
    mkdirSync(`${root}/folder`);
    rmSync(`${root}/a.js`);
    expect(await next()).toEqual(['added folder', 'added new.js', 'removed a.js']);
    write('a.js', '1');
    expect(await next()).toEqual(['added a.js']);
  });

  it('a folder that is missing is waited for, however deep', async () => {
    const root = tempFolder({ 'a.js': '1' });
    const { next, write } = watching(root, ['a.js'], ['x/y/z']);
    mkdirSync(`${root}/x/y/z`, { recursive: true });
    write('x/y/z/deep.js', '1');
    expect(await next()).toContain('added x/y/z/deep.js');
    write('x/y/z/deep.js', '2');
    expect(await next()).toEqual(['changed x/y/z/deep.js']);
  });

  it('a folder that is made anew is watched again: builds do that', async () => {
    const root = tempFolder({ 'dist/a.js': '1', 'dist/b.js': '1' });
    const { next, write } = watching(root, ['dist/a.js', 'dist/b.js']);
    for (const text of ['2', '3']) {
      rmSync(`${root}/dist`, { recursive: true });
      mkdirSync(`${root}/dist`);
      write('dist/a.js', text);
      write('dist/b.js', '1');
      expect(await next()).toEqual(['changed dist/a.js']);
    }
    write('dist/a.js', '4');
    expect(await next()).toEqual(['changed dist/a.js']);
  });

  it('a folder that is put in the place of another is watched instead', async () => {
    const root = tempFolder({ 'dist/a.js': '1', 'next/a.js': '2' });
    const { next, write } = watching(root, ['dist/a.js']);
    renameSync(`${root}/dist`, `${root}/old`);
    renameSync(`${root}/next`, `${root}/dist`);
    expect(await next()).toEqual(['changed dist/a.js']);
    write('dist/a.js', '3');
    expect(await next()).toEqual(['changed dist/a.js']);
  });

  it('a folder that is gone for long is told, and so is its return', async () => {
    const root = tempFolder({ 'dist/a.js': '1' });
    const { next, write } = watching(root, ['dist/a.js']);
    rmSync(`${root}/dist`, { recursive: true });
    expect(await next()).toEqual(['removed dist/a.js']);
    mkdirSync(`${root}/dist`);
    write('dist/a.js', '1');
    expect(await next()).toContain('added dist/a.js');
  });
});

describe('a watch', () => {
  it('gives up waiting with the signal', async () => {
    const { watch } = watching(tempFolder({ 'a.js': '1' }), ['a.js']);
    const abort = new AbortController();
    const waiting = watch.next(abort.signal);
    abort.abort();
    expect(await waiting).toEqual([]);
  });

  it('leaves folders that are no longer wanted', async () => {
    const root = tempFolder({ 'a.js': '1', 'src/b.js': '1' });
    const { watch, next, follow, write } = watching(root, ['a.js', 'src/b.js']);
    expect(watch.size).toBe(2);
    follow(['a.js']);
    expect(watch.size).toBe(1);
    write('src/b.js', '2');
    write('a.js', '2');
    expect(await next()).toEqual(['changed a.js']);
  });
});
