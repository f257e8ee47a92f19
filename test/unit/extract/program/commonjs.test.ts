import { describe, expect, it } from 'vitest';
import { expressionOf, namesRead, programOf, targetsOf } from '../../../support/read-program.ts';

const CJS = { extension: '.cjs', emit: 'cjs' } as const;
const load = (target: string | null) => ({ op: 'require', target, line: 1 });

describe('CommonJS', () => {
  it.each([
    ['require("./a")'],
    ['require(`./a`)'],
    ['module.require("./a")'],
    ['require.call(null, "./a")'],
    ['(0, require)("./a")'],
    ['__non_webpack_require__("./a")'],
  ])('%s loads', (text) => {
    expect(expressionOf(`${text};`, CJS)).toEqual(load('./a'));
  });

  it.each([
    ['require(__dirname + "/a")'],
    ['require(`${__dirname}/a`)'],
    ['require(path.join(__dirname, "a"))'],
    ['require(require.resolve("./a"))'],
    ['(typeof require === "function" && require)("./a")'],
    ['const load = require; load("./a")'],
    ['const make = require("module").createRequire(__filename); make("./a")'],
    ['const { createRequire: c } = require("module"); c(__filename)("./a")'],
    ['(function (f) { f(require, exports); })(function (require, exports) { require("./a"); })'],
  ])('%s loads ./a', (text) => {
    expect([...targetsOf(programOf(`${text};`, CJS))]).toEqual(['./a']);
  });

  it.each([
    ['(function (require) { return require("./a"); });'],
    ['{ let require = b; require("./a"); }'],
    ['function f() { require("./a"); var require; }'],
    ['try {} catch (require) { require("./a"); }'],
    ['x.y = { 1: function (require, module, exports) { require("./a"); } };'],
    ['(function require() { require("./a"); });'],
    ['(function (module) { module.require("./a"); });'],
  ])('%s loads nothing', (text) => {
    expect([...targetsOf(programOf(text, CJS))]).toEqual([]);
  });

  it('loads nothing by require in a module, but by what createRequire made', () => {
    expect([...targetsOf(programOf('export {}; require("./a");'))]).toEqual([]);
    const text = `import { createRequire as make } from 'node:module';
      const load = make(import.meta.url); export function f() { load('./a'); }
      import m from 'module'; const other = m.createRequire(import.meta.url); other('./b');`;
    expect(targetsOf(programOf(text))).toEqual(new Set(['./a', './b']));
  });

  it('does not know what a computed name loads, but evaluates it', () => {
    expect(expressionOf('require(a);', CJS)).toMatchObject({
      op: 'sequence',
      parts: [{ op: 'name', name: 'a' }, load(null)],
    });
  });

  it('knows its exports by any name', () => {
    const exported = ['exports', 'module.exports', 'module["exports"]', 'this'].map((text) =>
      expressionOf(`${text}.a;`, CJS),
    );
    const object = (op: string) => ({ op: 'member', key: 'a', line: 1, optional: false, object: { op } });
    expect(exported).toEqual(['exports', 'module-exports', 'module-exports', 'exports'].map(object));
    expect(expressionOf('(() => this.a);', CJS)).toMatchObject({
      fn: { statements: [{ value: { object: { op: 'exports' } } }] },
    });
    expect(expressionOf('(function () { return this; });', CJS)).toMatchObject({
      fn: { statements: [{ value: { op: 'this' } }] },
    });
    expect(expressionOf('this.a;')).toMatchObject({ object: { op: 'undefined' } });
  });

  it('sets its exports', () => {
    expect(expressionOf('exports = module.exports = a;', CJS)).toMatchObject({
      target: { kind: 'place', place: { op: 'exports' } },
      value: { target: { kind: 'place', place: { op: 'module-exports' } }, value: { name: 'a' } },
    });
  });

  it('takes no parameter for its exports', () => {
    const text = '(function (exports, module) { exports.a = module.exports; })(exports, module);';
    expect(namesRead(programOf(text, CJS).body)).toEqual(['exports', 'module', 'module']);
    expect(expressionOf(text, CJS)).toMatchObject({ args: [{ op: 'exports' }, { op: 'name' }] });
  });

  it('shows an ES module the names that Node finds', () => {
    const text = `exports.a = 1; module.exports.b = 2; __exportStar(require('./c'), exports);
      Object.defineProperty(exports, 'd', { enumerable: true, get: function () { return q.d; } });`;
    expect(programOf(text, CJS).lexed).toEqual({ exports: ['a', 'b', 'd'], reexports: ['./c'] });
    expect(programOf('export const a = 1;').lexed).toEqual({ exports: [], reexports: [] });
  });
});
