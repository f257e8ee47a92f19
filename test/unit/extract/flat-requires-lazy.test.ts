import { describe, expect, it } from 'vitest';
import { flatRequires } from '../../../src/extract/flat-requires.ts';
import { CALLS_BACK_NOW } from '../../../src/extract/tree/activate.ts';
import { asTreeImports, treeImports } from '../../support/tree-imports.ts';

const X = "require('x')";

/** Answered without a tree, with one call that is lazy; the tree must say the same. */
const LAZY: Readonly<Record<string, readonly string[]>> = {
  'in every form of function': [
    `function f() { ${X} }`,
    `async function* f() { ${X} }`,
    `const f = function () { return ${X} }`,
    `const f = () => ${X}`,
    `const f = () => { ${X} }`,
    `const f = a => ${X}`,
    `const f = async (a, b) => ${X}`,
    `const f = a => a,\n g = b => ${X}`,
    `const f = a => b => ${X}`,
    `const o = { f() { ${X} } }`,
    `const o = { get a() { return ${X} } }`,
    `const o = { async *[f](a) { ${X} } }`,
    `const o = { f: () => ${X}, g: 1 }`,
    `class A { f() { ${X} } }`,
    `class A { static f() { ${X} } }`,
    `class A { constructor() { ${X} } }`,
    `class A { #f = () => ${X} }`,
    `class A { f = () => ${X}\n g() {} }`,
    `module.exports = { get a() { return ${X} } }`,
    `exports.f = () => ${X}`,
    `export default function () { ${X} }`,
    `export default () => ${X}`,
    `f(function () { ${X} })`,
    `f(() => ${X})`,
    `f(() => { ${X} }, g)`,
    `a ? () => ${X} : b`,
    `a ? b : () => ${X}`,
    `a ? x => x ? ${X} : b : c`,
    `a || (() => ${X})`,
  ],
  'in what only a function holds': [
    `function f(a = ${X}) {}`,
    `const o = { f(a = ${X}) {} }`,
    `function f() { if (a) ${X} }`,
    `function f() { if (a) { ${X} } }`,
    `function f() { a || ${X} }`,
    `function f() { for (const a of ${X}.b) {} }`,
    `function f() { if (${X}.a) {} }`,
    `function f() { switch (a) { case 1: ${X} } }`,
    `function f() { return\n${X} }`,
    `function f() { class A { b = ${X} } }`,
    `function f() { (() => { ${X} })() }`,
    `function f() { g(); ${X}(a); this.h() }`,
    `function f() { process.exit(); ${X} }`,
    `if (a) { b = () => ${X} }`,
    `return; () => ${X}`,
  ],
  'after an arrow function': [
    `const f = () => ${X}\ng()`,
    `const f = () => ${X}\n.a`,
    `const f = () =>\n'a' + ${X}`,
    `const f = () => ${X}; (0, g)()`,
    `a(() => b, () => ${X}); g()`,
  ],
  'beside calls of what other files define': [
    `const { a } = b; a(); () => ${X}`,
    `a(); const f = () => ${X}`,
    `a.b.c(); a?.b(); new A(); new A; new A.B(); a\`\`; const f = () => ${X}`,
    `a().b()(); const f = () => ${X}`,
    `(0, a.b)(); (a)(); const f = () => ${X}`,
    `const f = memo(() => ${X})`,
    `Object.freeze(f); 'a b'.split(' '); [1].includes(2); /a/.test(b); const f = () => ${X}`,
    `class A extends mixin(B) { f() { ${X} } }`,
    `for (const a of b()) { c(a) } const f = () => ${X}`,
    `Array.from(a); Array.from({ length: 2 }); const f = () => ${X}`,
    `async(); of(); const f = () => ${X}`,
  ],
  'beside functions that run and load nothing': [
    `a.map((b) => b.c()); const f = () => ${X}`,
    `a.forEach(function (b) { c(b) }, d); const f = () => ${X}`,
    `a.map(b); a.sort(); a.find('b'); a.map(() => { return () => 1 }); const f = () => ${X}`,
    `[1, 2].includes(1); const f = () => ${X}`,
    `const g = (a) => b(a); g(); const f = () => ${X}`,
    `const g = a => b(a); g(1); const f = () => ${X}`,
    `function g() { h() } function h() { return Math.max(1) } g(); const f = () => ${X}`,
    `const g = async function (a, { b = 1 }) { return [a, b] }; g(); const f = () => ${X}`,
    `const g = () => ({ h() { ${X} } }); g()`,
    `function g(a) { return a.trim() } g('b'); const f = () => ${X}`,
    `const a = new Map(); a.has(1); const f = () => ${X}`,
    `/* a has b */ const a = new Map(); a.has(1); const f = () => ${X}`,
  ],
  'where a failure is handled elsewhere': [
    `const f = () => ${X}; function g() { a.catch(b) }`,
    `const f = () => { ${X}; a.then(b, c) }`,
    `const f = () => { a.catch(b); ${X} }`,
    `const f = () => { g(${X}, a.catch(b)) }`,
    `try { f(() => ${X}) } catch {}`,
    `try { f(function () { ${X} }) } catch {}`,
    `function f() { try { g() } catch { ${X} } }`,
    `function f() { try { g() } catch (a) {} finally { ${X} } }`,
    `function f() { try { ${X} } finally {} }`,
    `function f() { try { g(() => ${X}) } catch {} }`,
    `function f() { try { g(() => { try { ${X} } finally {} }) } catch {} }`,
  ],
};

const CAUGHT = [
  `function f() { try { ${X} } catch {} }`,
  `function f() { try { return ${X} } catch (a) {} }`,
  `function f() { try { if (a) c(${X}) } catch (a) {} }`,
  `function f() { try { if (a) { return } ${X} } catch {} }`,
  `function f() { try { { ${X} } } catch {} finally {} }`,
  `function f() { try { try { ${X} } finally {} } catch {} }`,
  `function f() { try {} catch {} try { ${X} } catch {} }`,
  `const f = () => { try { ${X}\n} catch {} }`,
  `f(() => { try { ${X} } /* a */ catch {} })`,
];

const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'where the file may call its own function': [
    `(() => { ${X} })()`,
    `(() => ${X})()`,
    `!function () { ${X} }()`,
    `new function () { ${X} }`,
    `new (class { constructor() { ${X} } })()`,
    `new class { constructor() { ${X} } }`,
    `function f() { ${X} } f()`,
    `f(); function f() { ${X} }`,
    `const f = () => ${X}\nf()`,
    `const f = () => ${X}; (f)()`,
    `const f = () => ${X}; (0, f)()`,
    `const f = () => ${X}; (a || f)()`,
    `const f = () => ${X}; f?.()`,
    `const f = () => ${X}; f\`\``,
    `let f; f = () => ${X}; f()`,
    `let f; f ||= () => ${X}; f()`,
    `let f; f >>= () => ${X}; f()`,
    `let f; function g() { f = () => ${X} } f()`,
    `let f = a; { function f() { ${X} } } f()`,
    `class A { constructor() { ${X} } } new A`,
    `class A { static f() { ${X} } } A.f()`,
    `class A { static { this.f() } static f() { ${X} } }`,
    `const o = { f() { ${X} } }; o.f()`,
    `const o = { f() { ${X} } }; o['f']()`,
    `const o = a('b'); o.f = () => ${X}; o.f()`,
    `(o).f = () => ${X}; o.f()`,
    `o['f'] = () => ${X}; o.f()`,
    `exports.f = () => ${X}; exports.f()`,
    `module.exports = { f() { ${X} } }; module.exports.f()`,
    `const f = a(() => ${X}); f()`,
    `const f = require('y') || (() => ${X}); f()`,
    `const f = require('y').promisify(() => ${X}); f()`,
    `const async = () => ${X}; async()`,
    `var a\n(function () { ${X} })()`,
    `var a\n(f).b = () => ${X}; f.b()`,
    `import 'y'\n[() => ${X}].map(f => f())`,
    `function of() { ${X} } of()`,
    `if (of['nextTick'](() => ${X})) a()`,
    `const f = g(() => ${X}), h = f.i, j = { i: 1 }; f.i()`,
  ],
  'where another calls back': [
    `a.then(() => ${X})`,
    `a.finally(() => ${X})`,
    `new Promise(() => ${X})`,
    `setImmediate(() => ${X})`,
    `process.nextTick(() => ${X})`,
    `queueMicrotask(() => ${X})`,
    `const f = () => ${X}; f.call(a)`,
    `const f = () => ${X}; g.apply(f)`,
    `const f = () => ${X}; f.bind(a)()`,
    `promisify(() => ${X})()`,
    `__name(() => ${X})()`,
    `__awaiter(this, a, b, function* () { ${X} })`,
    `Array.from(a, () => ${X})`,
    `const f = () => ${X}; Array.from(a, f)`,
    `a.map(b => ${X})`,
    `a.map(b => { ${X} })`,
    `a.map((b, c = ${X}) => b)`,
    `a.map(function () { ${X} })`,
    `a?.map(() => ${X})`,
    `const f = () => ${X}; a.map(f)`,
    `const o = { f: () => ${X} }; a.map(o.f)`,
    `const f = () => ${X}; a.map((f))`,
    `const f = () => ${X}; a.map(b || f)`,
    `const f = () => ${X}; a.map(function () {} && f)`,
    `const f = () => ${X}; [f].map(b => b())`,
    `const f = () => ${X}; a.map(() => f())`,
  ],
  'where a function that runs may call one': [
    `function g() { f() } const f = () => ${X}; g()`,
    `function g(a) { a() } g(() => ${X})`,
    `const g = (a) => a.f(); g({ f() { ${X} } })`,
    `const g = a => a(); g(() => ${X})`,
    `const g = (a) => { const b = a; b() }; g(() => ${X})`,
    `const g = (a) => [].concat(b).map(a); g(() => ${X})`,
    `const g = () => () => ${X}; g()()`,
    `const g = () => () => ${X}; const f = g(); f()`,
    `const g = function () {} || (() => ${X}); g()`,
    `let g = () => 1; g = a; g(); const f = () => ${X}`,
    `let g = () => 1; function h() { g = () => ${X} } g()`,
    `const g = (a = (b)) => 1; g(); const f = () => ${X}`,
    `const g = () => this.f(); g(); const f = () => ${X}`,
    `const a = { has: () => ${X} }; a.has(1)`,
    `const a = new B(); a.has(1); class B { has() { ${X} } }`,
    `const a = new B(); a.has(1); class B { 'has'() { ${X} } }`,
    `const g = () => 1; g.f = () => ${X}; g.f()`,
  ],
  'whose handling is in doubt': [
    `const f = () => ${X}.start().catch(g)`,
    `const f = () => { ${X}.then(a, b) }`,
    `function f() { ${X}\n.then(a, b) }`,
    `function f() { ${X}[then](a, b) }`,
    `function f() { try { return; ${X} } catch {} }`,
    `function f() { try { return\n${X} } catch {} }`,
    `function f() { for (;;) try { break; ${X} } catch {} }`,
    `function f() { try { process.exit(); ${X} } catch {} }`,
    `function f() { try { class A { b = ${X} } } catch {} }`,
  ],
  'where the tree does not look': [
    `for (const { a = () => ${X} } of b) {}`,
    `for (const { a = () => ${X} } in b) {}`,
    `try {} catch ({ a = () => ${X} }) {}`,
  ],
  'after an arrow function that ends at a newline, perhaps': [
    `const f = () => a\n'b'\n${X}`,
    `const f = () => a\n{ ${X} }`,
    `const f = () => a\n!${X}`,
    `const f = () => a\n++${X}.b`,
    `const f = () => b => {}\n(${X})`,
    `const f = () => async\n${X}`,
  ],
  'that are no plain calls': [
    'const f = () => require(a)',
    "const f = () => { const require = a; require('x') }",
    "const f = (require) => require('x')",
    "const f = () => new require('x')",
    "const f = () => require('x', a)",
  ],
};

describe.each(Object.entries(LAZY))('answers: %s', (_, codes) => {
  it.each(codes)('%s', (code) => {
    const found = flatRequires(code);
    expect(found).toMatchObject([{ specifier: 'x', kind: 'require', timing: 'lazy', optional: false }]);
    expect(treeImports(code)).toEqual(asTreeImports(found ?? []));
  });
});

it.each(CAUGHT)('says that a failure is caught: %s', (code) => {
  const found = flatRequires(code);
  expect(found).toMatchObject([{ specifier: 'x', timing: 'lazy', optional: true }]);
  expect(treeImports(code)).toEqual(asTreeImports(found ?? []));
});

describe.each(Object.entries(REFUSED))('leaves to the tree: %s', (_, codes) => {
  it.each(codes)('%s', (code) => {
    expect(flatRequires(code)).toBeUndefined();
  });
});

it.each([...CALLS_BACK_NOW])('knows that %s calls back', (method) => {
  expect(flatRequires(`a.${method}(() => ${X})`)).toBeUndefined();
});
