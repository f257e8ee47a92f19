import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { makeOverlay, type Overlay } from '../../../src/trying/overlay.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const PACKAGE = 'node_modules/flour/index.js';
const FILES = { 'main.js': 'main\n', [PACKAGE]: 'flour\n' };

let made: Overlay | undefined;
afterEach(() => made?.remove());

/** A disk that is full for texts with a word in them. */
function fullFor(word: string): typeof writeFileSync {
  return ((file: string, text: string, options: object) => {
    if (!text.includes(word)) return writeFileSync(file, text, options);
    writeFileSync(file, text.slice(0, 1), options);
    throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  }) as typeof writeFileSync;
}

it('never writes through a hard link', () => {
  const root = tempFolder(FILES);
  const overlay = (made = makeOverlay(root));
  const copy = join(overlay.root, PACKAGE);
  expect(statSync(copy).ino).toBe(statSync(join(root, PACKAGE)).ino);
  for (const text of ['once\n', 'twice\n']) {
    expect(overlay.replace(PACKAGE, text)).toBe(true);
    expect(readFileSync(copy, 'utf8')).toBe(text);
    expect(readFileSync(join(root, PACKAGE), 'utf8')).toBe('flour\n');
  }
  overlay.restore();
  expect(readFileSync(copy, 'utf8')).toBe('flour\n');
});

it('is as before where the disk is full, and so are the files of the user', () => {
  const root = tempFolder(FILES);
  const overlay = (made = makeOverlay(root, fullFor('large')));
  overlay.replace('main.js', 'small\n');
  for (const change of [
    () => overlay.replace(PACKAGE, 'large\n'),
    () => overlay.replace('main.js', 'large\n'),
    () => overlay.add('new.js', 'large\n'),
  ])
    expect(change).toThrow('the copy of the project that would be booted cannot be written: ENOSPC');
  const text = (path: string) => readFileSync(join(overlay.root, path), 'utf8');
  expect([text('main.js'), text(PACKAGE)]).toEqual(['small\n', 'flour\n']);
  expect(readdirSync(overlay.root).toSorted()).toEqual(['main.js', 'node_modules']);
  overlay.restore();
  expect(text('main.js')).toBe('main\n');
  for (const [path, was] of Object.entries(FILES)) expect(readFileSync(join(root, path), 'utf8')).toBe(was);
});

it('takes away what was added, changed afterwards or not', () => {
  const overlay = (made = makeOverlay(tempFolder(FILES)));
  expect(overlay.add('a.js', 'a')).toBe(true);
  expect(overlay.add('b.js', 'b')).toBe(true);
  expect(overlay.replace('b.js', 'bb')).toBe(true);
  overlay.drop('a.js');
  expect(readdirSync(overlay.root).toSorted()).toEqual(['b.js', 'main.js', 'node_modules']);
  overlay.restore();
  expect(readdirSync(overlay.root).toSorted()).toEqual(['main.js', 'node_modules']);
});
