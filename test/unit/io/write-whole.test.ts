import {
  chmodSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWhole, replaceWhole, sweepDrafts } from '../../../src/io/write-whole.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const DRAFT = '.import-budget-4711-abcdefgh.tmp';
const isWindows = process.platform === 'win32';

function aged(file: string, minutes: number): void {
  const then = Date.now() / 1000 - minutes * 60;
  utimesSync(file, then, then);
}

describe('replaceWhole', () => {
  it('makes a file, and replaces one, with nothing left beside it', () => {
    const folder = tempFolder();
    const file = join(folder, 'a.json');
    replaceWhole(file, 'one');
    expect(readFileSync(file, 'utf8')).toBe('one');
    replaceWhole(file, 'two');
    expect(readFileSync(file, 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['a.json']);
  });

  it('gives a new file in place of the old one: whoever reads that sees no half', () => {
    const file = join(tempFolder({ a: 'one' }), 'a');
    const before = statSync(file).ino;
    replaceWhole(file, 'two');
    expect(statSync(file).ino).not.toBe(before);
  });

  it.skipIf(isWindows)('keeps the mode', () => {
    const file = join(tempFolder({ a: 'one' }), 'a');
    chmodSync(file, 0o751);
    replaceWhole(file, 'two');
    expect(statSync(file).mode & 0o777).toBe(0o751);
  });

  it.skipIf(isWindows)('writes what a link leads to, also where nothing is there yet', () => {
    const folder = tempFolder({ real: 'one' });
    symlinkSync('real', join(folder, 'link'));
    symlinkSync('none', join(folder, 'broken'));
    replaceWhole(join(folder, 'link'), 'two');
    replaceWhole(join(folder, 'broken'), 'three');
    expect(readlinkSync(join(folder, 'link'))).toBe('real');
    expect(readFileSync(join(folder, 'real'), 'utf8')).toBe('two');
    expect(readFileSync(join(folder, 'none'), 'utf8')).toBe('three');
  });

  it('writes into a file with a second name, which keeps it', () => {
    const folder = tempFolder({ a: 'one' });
    linkSync(join(folder, 'a'), join(folder, 'b'));
    replaceWhole(join(folder, 'a'), 'two');
    expect(readFileSync(join(folder, 'b'), 'utf8')).toBe('two');
  });

  it.skipIf(process.platform !== 'linux')('writes into devices, and says that they are full', () => {
    expect(() => replaceWhole('/dev/null', 'text')).not.toThrow();
    expect(() => replaceWhole('/dev/full', 'text')).toThrow('ENOSPC');
    expect(lstatSync('/dev/full').isCharacterDevice()).toBe(true);
  });

  it('leaves nothing beside a place that is taken', () => {
    const folder = tempFolder({ 'a/b': '' });
    expect(() => replaceWhole(join(folder, 'a'), 'two')).toThrow(/EISDIR|EPERM/);
    expect(readdirSync(folder)).toEqual(['a']);
  });
});

describe('createWhole', () => {
  it('makes a file with nothing left beside it', () => {
    const folder = tempFolder();
    createWhole(join(folder, 'a'), 'one');
    expect(readdirSync(folder)).toEqual(['a']);
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('one');
  });

  it('touches nothing that is there, a broken link included', () => {
    const folder = tempFolder({ a: 'one' });
    expect(() => createWhole(join(folder, 'a'), 'two')).toThrow('EEXIST');
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('one');
    if (!isWindows) symlinkSync('none', join(folder, 'broken'));
    if (!isWindows) expect(() => createWhole(join(folder, 'broken'), 'two')).toThrow('EEXIST');
    expect(readdirSync(folder).toSorted()).toEqual(isWindows ? ['a'] : ['a', 'broken']);
  });
});

describe('drafts that killed processes left', () => {
  it('go with the next write into the folder when they are old; nothing else does', () => {
    const folder = tempFolder({
      [DRAFT]: 'half',
      [`x${DRAFT}`]: '',
      '.import-budget-x.tmp': '',
      'a.tmp': '',
    });
    for (const name of readdirSync(folder)) aged(join(folder, name), 9);
    replaceWhole(join(folder, 'a'), 'one');
    expect(readdirSync(folder)).toContain(DRAFT);
    for (const name of readdirSync(folder)) aged(join(folder, name), 11);
    replaceWhole(join(folder, 'a'), 'two');
    const left = ['.import-budget-x.tmp', 'a', 'a.tmp', `x${DRAFT}`];
    expect(readdirSync(folder).toSorted()).toEqual(left.toSorted());
  });

  it('a folder that cannot be listed has none', () => {
    expect(sweepDrafts(join(tempFolder(), 'none'))).toEqual([]);
  });
});
