import { describe, expect, it } from 'vitest';
import { FolderCache } from '../../../src/io/folders.ts';
import { expandPattern, MAX_MATCHES } from '../../../src/resolve/patterns.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const FILES = {
  'main.js': '',
  'lang/de.json': '{}',
  'lang/en.json': '{}',
  'lang/en.js': '',
  'lang/.hidden.json': '{}',
  'lang/more/fr.json': '{}',
  'lang/node_modules/x.json': '{}',
  'page-home.js': '',
  'page-(old).js': '',
  'side/lang/it.json': '{}',
};

describe('a pattern', () => {
  it.each([
    ['./lang/*.json', ['./lang/de.json', './lang/en.json']],
    ['./lang/*', ['./lang/de.json', './lang/en.js', './lang/en.json', './lang/more']],
    ['./page-*.js', ['./page-(old).js', './page-home.js']],
    ['./page-*', ['./page-(old).js', './page-home.js']],
    ['./page-(*).js', ['./page-(old).js']],
    ['./*/lang/*.json', ['./side/lang/it.json']],
    ['./lang/*/fr.json', ['./lang/more/fr.json']],
    ['./nowhere/*.js', []],
    ['./main.js/*', []],
  ])('%s stands for the files that fit', (pattern, expected) => {
    expect(expandPattern(new FolderCache(), tempFolder(FILES), pattern)).toEqual(expected);
  });

  it('stands for parent folders too', () => {
    const folder = tempFolder(FILES);
    expect(expandPattern(new FolderCache(), `${folder}/side`, '../lang/d*.json')).toEqual([
      '../lang/de.json',
    ]);
  });

  it('says that it has too many, without listing them all', () => {
    const many = Object.fromEntries(
      Array.from({ length: MAX_MATCHES + 50 }, (_, at) => [`many/f${at}.js`, '']),
    );
    expect(expandPattern(new FolderCache(), tempFolder(many), './many/*').length).toBe(MAX_MATCHES + 1);
  });
});
