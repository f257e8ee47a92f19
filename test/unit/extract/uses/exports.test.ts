import { describe, expect, it } from 'vitest';
import { readExports } from '../../../../src/extract/uses/read-exports.ts';

/** Each export: `name <- needs`, `name = module#name` where it is passed on, `!` where statements add to it. */
function told(text: string, format: 'esm' | 'cjs' = 'esm', extension = '.js'): string[] {
  return readExports({ extension, format, text }).map(({ name, needs, passedOn, registers }) => {
    if (passedOn) return `${name} = ${passedOn.specifier}#${passedOn.name}`;
    return `${name}${registers ? '!' : ''} <- ${needs.toSorted().join(' ')}`.trim();
  });
}

describe('exports of an ES module', () => {
  it('need what they mention, through what the file declares', () => {
    const text = `import { a } from './a'; import * as b from './b'; import './side';
export const light = 1;
const local = () => a(), other = () => b.x;
export function f() { return local(); }
export class K { m() { return other() + f(); } }`;
    expect(told(text)).toEqual(['light <-', 'f <- ./a', 'K <- ./a ./b']);
  });

  it('are passed on', () => {
    const text = `import d, { a as b } from './a'; import * as n from './n';
export { x, y as z } from './x'; export * from './s'; export * as all from './all';
export { b, n as c }; export default d;`;
    expect(told(text)).toEqual([
      'x = ./x#x',
      'z = ./x#y',
      '* = ./s#*',
      'all = ./all#*',
      'b = ./a#a',
      'c = ./n#*',
      'default = ./a#default',
    ]);
  });

  it('need what is added to them at top level', () => {
    const text = `import { a } from './a'; import { b } from './b'; import { c } from './c';
export const map = new Map();
map.set('a', a);
export function f() {}
f.b = b;
export const g = 1;
register(map, c);`;
    expect(told(text)).toEqual(['map! <- ./a ./c', 'f! <- ./b', 'g <-']);
  });

  it('are no types', () => {
    const text = `import { a, T } from './a'; import type { U } from './u';
export interface I {} export type X = T; export type { U };
export const f = (x: T): U => x; export enum E { A } export default interface D {}`;
    expect(told(text, 'esm', '.ts')).toEqual(['f <-', 'E <-']);
  });

  it('have a size', () => {
    const [f, g] = readExports({
      extension: '.js',
      format: 'esm',
      text: 'export const f=1;export const ggggg=10+1;',
    });
    expect([f?.bytes, g?.bytes]).toEqual([3, 10]);
    expect(f?.share).toBeCloseTo(3 / 41);
  });
});

describe('exports of CommonJS', () => {
  it('of tsc', () => {
    const text = `Object.defineProperty(exports, "__esModule", { value: true });
exports.K = exports.light = void 0;
exports.f = f;
const tslib_1 = require("tslib");
const a_1 = require("./a");
var b_1 = require("./b");
Object.defineProperty(exports, "x", { enumerable: true, get: function () { return b_1.x; } });
tslib_1.__exportStar(require("./s"), exports);
const light = () => 1;
exports.light = light;
function f() { return (0, a_1.a)(); }
class K { m() { return (0, exports.light)() + f(); } }
exports.K = K;`;
    expect(told(text, 'cjs')).toEqual(['f <- ./a', 'x = ./b#x', '* = ./s#*', 'light <-', 'K <- ./a']);
  });

  it('of a literal', () => {
    const text = `const { a, b } = require('./a'); const c = require('./c');
module.exports = { a, d: () => b(c), e: require('./e'), f: c.g, get h() { return a; }, ...c, i: 1 };
module.exports.j = require('./j').k;`;
    expect(told(text, 'cjs')).toEqual([
      'a = ./a#a',
      'd <- ./a ./c',
      'e = ./e#*',
      'f = ./c#g',
      'h = ./a#a',
      '* = ./c#*',
      'i <-',
      'j = ./j#k',
    ]);
  });

  it('of another module, or of what is made at run time', () => {
    expect(told("module.exports = require('./a');", 'cjs')).toEqual(['* = ./a#*']);
    expect(told("module.exports = make(require('./a'));", 'cjs')).toEqual([]);
    expect(told('const a = ;', 'cjs')).toEqual([]);
  });
});
