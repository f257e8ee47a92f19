import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { defaultCacheFolder, FactsCache } from '../../../src/extract/facts-cache.ts';
import { factsOf } from '../../support/facts-of.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const TEXT = `require('./kettle'); exports.later = () => import('./cup.mjs');`;
const FACTS = factsOf(TEXT);
const STAMP = { modifiedMs: 1000.5, bytes: TEXT.length };
const KEY = '/tea/pot.js';

function filled(folder: string): void {
  const cache = new FactsCache(folder, '/tea', '1');
  cache.keep(KEY, STAMP, TEXT, FACTS);
  cache.save();
}

function storedFile(folder: string): string {
  const [name = 'none', ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return join(folder, name);
}

describe('the cache of facts', () => {
  it('is empty at first, and writes nothing when it learnt nothing', () => {
    const folder = tempFolder();
    const cache = new FactsCache(join(folder, 'deep/er'), '/tea', '1');
    expect(cache.isEmpty).toBe(true);
    expect(cache.find(KEY, STAMP, () => TEXT)).toBeUndefined();
    cache.save();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('answers for an unchanged file without reading it', () => {
    const folder = tempFolder();
    filled(folder);
    const read = vi.fn(() => TEXT);
    expect(new FactsCache(folder, '/tea', '1').find(KEY, STAMP, read)).toEqual(FACTS);
    expect(read).not.toHaveBeenCalled();
  });

  it('reads a touched file once, and remembers its new time', () => {
    const folder = tempFolder();
    filled(folder);
    const touched = { ...STAMP, modifiedMs: 2000 };
    const cache = new FactsCache(folder, '/tea', '1');
    expect(cache.find(KEY, touched, () => TEXT)).toEqual(FACTS);
    cache.save();
    const read = vi.fn(() => TEXT);
    expect(new FactsCache(folder, '/tea', '1').find(KEY, touched, read)).toEqual(FACTS);
    expect(read).not.toHaveBeenCalled();
  });

  it('does not answer for a changed file, whether its size changed or only its text', () => {
    const folder = tempFolder();
    filled(folder);
    const cache = new FactsCache(folder, '/tea', '1');
    expect(cache.find(KEY, { ...STAMP, bytes: 1 }, () => 'x')).toBeUndefined();
    const other = TEXT.replace('kettle', 'cattle');
    expect(cache.find(KEY, { ...STAMP, modifiedMs: 2000 }, () => other)).toBeUndefined();
  });

  it('starts afresh for another version and another root', () => {
    const folder = tempFolder();
    filled(folder);
    expect(new FactsCache(folder, '/tea', '2').isEmpty).toBe(true);
    expect(new FactsCache(folder, '/coffee', '1').isEmpty).toBe(true);
    expect(new FactsCache(folder, '/tea', '1').isEmpty).toBe(false);
  });

  it.each(['', '{', '[]', 'null', '{"version":"1"}', '{"version":"1","rows":null}'])(
    'starts afresh on a file that holds %j',
    (text) => {
      const folder = tempFolder();
      filled(folder);
      writeFileSync(storedFile(folder), text);
      const cache = new FactsCache(folder, '/tea', '1');
      expect(cache.find(KEY, STAMP, () => TEXT)).toBeUndefined();
      cache.keep(KEY, STAMP, TEXT, FACTS);
      cache.save();
      expect(new FactsCache(folder, '/tea', '1').find(KEY, STAMP, () => TEXT)).toEqual(FACTS);
    },
  );

  it('takes no facts from a row that it did not write', () => {
    const folder = tempFolder();
    filled(folder);
    const file = storedFile(folder);
    const stored = JSON.parse(readFileSync(file, 'utf8')) as { rows: Record<string, unknown[]> };
    stored.rows[KEY] = [STAMP.modifiedMs, STAMP.bytes, 'hash', { imports: [] }];
    writeFileSync(file, JSON.stringify(stored));
    expect(new FactsCache(folder, '/tea', '1').find(KEY, STAMP, () => TEXT)).toBeUndefined();
  });

  it('does without a folder it cannot make or write', () => {
    const folder = tempFolder({ 'a-file': 'in the way' });
    const cache = new FactsCache(join(folder, 'a-file'), '/tea', '1');
    cache.keep(KEY, STAMP, TEXT, FACTS);
    expect(() => cache.save()).not.toThrow();
    expect(cache.find(KEY, STAMP, () => TEXT)).toEqual(FACTS);
  });

  it('leaves no half-written file behind when the place of the cache is taken', () => {
    const folder = tempFolder();
    filled(folder);
    const file = storedFile(folder);
    const blocked = tempFolder();
    mkdirSync(join(blocked, file.slice(folder.length + 1)));
    filled(blocked);
    expect(readdirSync(blocked)).toEqual([file.slice(folder.length + 1)]);
  });
});

describe('the folder of caches', () => {
  it('is the one named in the environment, else where the system keeps caches', () => {
    expect(defaultCacheFolder({ IMPORT_BUDGET_CACHE_DIR: '/c', XDG_CACHE_HOME: '/x' }, 'linux')).toBe('/c');
    expect(defaultCacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe(join('/x', 'import-budget'));
    expect(defaultCacheFolder({ LOCALAPPDATA: '/l' }, 'win32')).toBe(join('/l', 'import-budget', 'cache'));
    expect(defaultCacheFolder({}, 'darwin')).toMatch(/Library.Caches.import-budget$/);
    expect(defaultCacheFolder({}, 'linux')).toMatch(/\.cache.import-budget$/);
  });
});
