import { describe, expect, it } from 'vitest';
import { importsOf } from '../../support/facts-of.ts';

/** `expression` as the argument of a require; ESM ones as the argument of an import(). */
const COMMONJS: readonly [expression: string, result: string[]][] = [
  [`'./a'`, ['./a eager']],
  ['`./a`', ['./a eager']],
  [`'./' + 'a' + '.js'`, ['./a.js eager']],
  ['`./${"a"}`', ['./a eager']],
  ['`./${1}.js`', ['./1.js eager']],
  [`__dirname + '/a'`, ['./a eager']],
  ['`${__dirname}/a`', ['./a eager']],
  [`path.join(__dirname, 'a')`, ['./a eager']],
  [`path.join(__dirname, '..', 'a')`, ['../a eager']],
  [`path.join(__dirname, '../..', './a', '.', 'b')`, ['../../a/b eager']],
  [`path.resolve(__dirname, 'a/../b')`, ['./b eager']],
  [`path.join(path.dirname(__filename), 'a')`, ['./a eager']],
  [`path.join(path.dirname(__dirname), 'a')`, ['../a eager']],
  [`require.resolve('./a')`, ['./a eager', './a reference']],
  [`require.resolve('pkg/a')`, ['pkg/a eager', 'pkg/a reference']],
  [`c ? './a' : './b'`, ['./a conditional', './b conditional']],
  [`c || './b'`, ['./b conditional', '? require']],
  [`'./' + (c ? 'a' : 'b')`, ['./a conditional', './b conditional']],
  [`('./a')`, ['./a eager']],
  [`(0, './a')`, ['./a eager']],
  // Patterns: a path with parts that are not known.
  ['`./lang/${x}`', ['./lang/* conditional pattern']],
  ['`./lang/${x}.json`', ['./lang/*.json conditional pattern']],
  [`'./lang/' + x + '/' + y + '.js'`, ['./lang/*/*.js conditional pattern']],
  [`path.join(__dirname, 'lang', x)`, ['./lang/* conditional pattern']],
  ['`./${x}`', ['./* conditional pattern']],
  ['`../${x}`', ['../* conditional pattern']],
  ['`${x}/lang`', ['? require']],
  ['`pkg-${x}`', ['? require']],
  [`x`, ['? require']],
  [`x.y`, ['? require']],
  [`f('./a')`, ['? require']],
  [`path.join(process.cwd(), 'a')`, ['? require']],
  [`'./a' - 1`, ['? require']],
  [`['./a'].join('')`, ['? require']],
];

describe('a specifier worked out from an expression', () => {
  it.each(COMMONJS)('require(%s)', (expression, result) => {
    expect(importsOf(`require(${expression});`)).toEqual(result);
  });

  it.each([
    [`new URL('./a.js', import.meta.url)`, ['./a.js eager', './a.js reference']],
    [`new URL('../a.js', import.meta.url).href`, ['../a.js eager', '../a.js reference']],
    [`import.meta.dirname + '/a.js'`, ['./a.js eager']],
    [`pathToFileURL(join(import.meta.dirname, 'a.js')).href`, ['./a.js eager']],
    [`join(dirname(import.meta.filename), 'a.js')`, ['./a.js eager']],
    ['`./${kind}/a.js`', ['./*/a.js conditional pattern']],
    [`import.meta.url`, ['? dynamic-import']],
  ] as const)('import(%s)', (expression, result) => {
    expect(importsOf(`await import(${expression});`, '.mjs')).toEqual(result);
  });

  it('follows constants, and every value a variable may hold', () => {
    expect(importsOf(`const a = './a'; const b = a + '/b'; require(b);`)).toEqual(['./a/b eager']);
    expect(importsOf(`let a = './a'; if (x) a = './b'; require(a);`)).toEqual([
      './a conditional',
      './b conditional',
    ]);
    expect(importsOf(`let a; require(a);`)).toEqual(['? require']);
    expect(importsOf(`const { a } = x; require(a);`)).toEqual(['? require']);
  });

  it('stops at values that refer to themselves', () => {
    const found = importsOf(`var a = a + '/x'; require('./' + a); var b = b; require(b);`);
    expect(found.every((item) => /^(\.\/\*.* pattern|\? require)$/.test(item))).toBe(true);
  });

  it('keeps the number of choices bounded', () => {
    const parts = "${c ? 'a' : 'b'}".repeat(12);
    expect(importsOf(`require(\`./${parts}\`);`).length).toBe(32);
  });

  it('takes a function argument as each value it is called with', () => {
    expect(importsOf(`function load(n) { require('./' + n); } load('a'); load('b');`)).toEqual([
      './a eager',
      './b eager',
    ]);
  });
});
