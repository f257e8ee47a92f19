import { describe, expect, it } from 'vitest';
import { told } from './told.ts';

/** What is done with `x` of `import { x } from './x'`, and what is told of it. */
const CASES: readonly (readonly [string, string, string])[] = [
  ['nothing', '', 'free | unused'],
  ['a function', 'export function f() { return x(); }', 'mechanical | create-require | sync-caller@2:30 | 2'],
  ['an async function', 'export async function f() { await x(); }', 'mechanical | await-import | 2a'],
  ['an async arrow', 'export const f = async () => x', 'mechanical | await-import | 2a'],
  ['an async generator', 'export async function* f() { yield x; }', 'mechanical | await-import | 2a'],
  ['a generator', 'export function* f() { yield x; }', 'mechanical | create-require | sync-caller@2:30 | 2'],
  [
    'a sync callback in async',
    'export async function f(l) { l.map(() => x); }',
    'mechanical | create-require | sync-caller@2:42 | 2',
  ],
  [
    'sync and async',
    'export async function f() { x; }\nexport function g() { x; }',
    'mechanical | create-require | sync-caller@3:23 | 2a,3',
  ],
  ['a method', 'export class A { async m() { x; } }', 'mechanical | await-import | 2a'],
  [
    'an accessor',
    'export const o = { get g() { return x; } }',
    'mechanical | create-require | sync-caller@2:37 | 2',
  ],
  [
    'a constructor',
    'export class A { constructor() { x; } }',
    'mechanical | create-require | sync-caller@2:34 | 2',
  ],
  ['a field', 'export class A { f = x; }', 'mechanical | create-require | sync-caller@2:22 | 2'],
  [
    'a field in async',
    'export async function f() { return class { f = x; }; }',
    'mechanical | create-require | sync-caller@2:48 | 2',
  ],
  [
    'a default parameter',
    'export async function f(a = x) {}',
    'mechanical | create-require | sync-caller@2:29 | 2',
  ],
  [
    'a default in a pattern',
    'export async function f() { const { a = x } = f; }',
    'mechanical | await-import | 2a',
  ],
  ['typeof', 'export const f = () => typeof x;', 'mechanical | create-require | sync-caller@2:31 | 2'],
  ['shorthand', 'export const f = () => ({ x });', 'mechanical | create-require | sync-caller@2:27 | 2'],
  ['a tag', 'export const f = () => x`a`;', 'mechanical | create-require | sync-caller@2:24 | 2'],
  ['the top level', 'x();', 'blocked | top-level-use@2:1'],
  ['typeof at the top', 'if (typeof x === "function") {}', 'blocked | top-level-use@2:12'],
  ['a computed key', 'export class A { [x]() {} }', 'blocked | top-level-use@2:19'],
  ['a pattern default at the top', 'const { a = x } = {};', 'blocked | top-level-use@2:13'],
  ['a pattern key at the top', 'const { [x]: a } = {};', 'blocked | top-level-use@2:10'],
  ['heritage', 'export class A extends x {}', 'blocked | heritage@2:24'],
  ['heritage of a member', 'export class A extends x.B {}', 'blocked | heritage@2:24'],
  [
    'heritage in a function',
    'export const f = () => class extends x {};',
    'mechanical | create-require | sync-caller@2:38 | 2',
  ],
  ['a static field', 'export class A { static s = x; }', 'blocked | static-init@2:29'],
  ['a static block', 'export class A { static { x; } }', 'blocked | static-init@2:27'],
  [
    'a static method',
    'export class A { static m() { x; } }',
    'mechanical | create-require | sync-caller@2:31 | 2',
  ],
  ['a decorator', '@x class A {}', 'blocked | decorator@2:2'],
  ['a decorator of a method', 'class A { @x() m() {} }', 'blocked | decorator@2:12'],
  [
    'a callback of a decorator',
    '@d(() => x) class A {}',
    'review | create-require | callback-argument@2:10 | 2',
  ],
  ['assignment', 'export function f() { x = 1; }', 'blocked | reassigned@2:23'],
  ['update', 'export function f() { x++; }', 'blocked | reassigned@2:23'],
  ['a pattern that assigns', 'export function f() { ({ a: x } = f); }', 'blocked | reassigned@2:29'],
  ['a loop that assigns', 'export function f() { for (x of []); }', 'blocked | reassigned@2:28'],
  [
    'a member that is assigned',
    'export function f() { x.y = 1; }',
    'mechanical | create-require | sync-caller@2:23 | 2',
  ],
  ['a list of exports', 'export { x };', 'blocked | re-export@2:10'],
  ['a renaming list', 'export { x as y };', 'blocked | re-export@2:10'],
  ['the default export', 'export default x;', 'blocked | exported-value@2:16'],
  ['an exported constant', 'export const y = x;', 'blocked | exported-value@2:18'],
  ['an exported literal', 'export default { a: x.y };', 'mechanical | getter | exported-value@2:21'],
  [
    'an exported literal of literals',
    'export default { a: { b: x } };',
    'mechanical | getter | exported-value@2:26',
  ],
  ['a literal with a name', 'const o = { x };\nexport { o };', 'mechanical | getter | exported-value@2:13'],
  [
    'a literal that is read',
    'const o = { x };\nexport { o };\nObject.keys(o);',
    'blocked | top-level-use@2:13',
  ],
  ['a literal that is not exported', 'const o = { x };', 'blocked | top-level-use@2:13'],
  ['a spread literal', 'export default { ...x };', 'blocked | re-export@2:21'],
  ['an exported list', 'export default [x];', 'blocked | top-level-use@2:17'],
  ['a function called at once', '(() => { x(); })();', 'blocked | top-level-use@2:10'],
  ['an async one', '(async () => { x(); })();', 'blocked | top-level-use@2:16'],
  ['.call', '(function () { x(); }).call(this);', 'blocked | top-level-use@2:16'],
  ['!function', '!function () { x(); }();', 'blocked | top-level-use@2:16'],
  [
    'a generator called at once',
    '(function* () { x(); })();',
    'review | create-require | called-while-loading@2:17 | 2',
  ],
  [
    'what is called while loading',
    'f();\nfunction f() { x(); }',
    'review | create-require | called-while-loading@3:16 | 3',
  ],
  [
    'what that calls',
    'f();\nfunction f() { g(); }\nfunction g() { x(); }',
    'review | create-require | called-while-loading@4:16 | 4',
  ],
  [
    'an async one called',
    'f();\nasync function f() { x(); }',
    'review | await-import | called-while-loading@3:22 | 3a',
  ],
  [
    'an instance made',
    'class A { f = x; }\nnew A();',
    'review | create-require | called-while-loading@2:15 | 2',
  ],
  ['a callback', 'app.use(() => x);', 'review | create-require | callback-argument@2:15 | 2'],
  ['an async callback', 'app.use(async () => x);', 'review | await-import | callback-argument@2:21 | 2a'],
  [
    'a callback by name',
    'app.use(f);\nfunction f() { x; }',
    'review | create-require | callback-argument@3:16 | 3',
  ],
  ['forEach', '[1].forEach(() => x);', 'review | create-require | called-while-loading@2:19 | 2'],
  [
    'a callback given later',
    'export function f() { app.use(() => x); }',
    'mechanical | create-require | sync-caller@2:37 | 2',
  ],
  [
    'a method of a literal that is given',
    'app.use({ run() { x; } });',
    'mechanical | create-require | sync-caller@2:19 | 2',
  ],
  ['an own name instead', 'export function f(x) { x(); }', 'free | unused'],
  ['an own var instead', 'export function f() { x(); { var x; } }', 'free | unused'],
  [
    'an own let in a block',
    'export function f() { { let x; x(); } x(); }',
    'mechanical | create-require | sync-caller@2:39 | 2',
  ],
  ['an own name of a catch', 'export function f() { try {} catch (x) { x(); } }', 'free | unused'],
  ['an own name of a loop', 'export function f() { for (const x of f) x(); }', 'free | unused'],
  ['an own name of a function', 'export const f = function x() { x(); }', 'free | unused'],
  [
    'labels, keys and members',
    'export function f() { x: for (;;) break x; f.x = { x: 1 }; }',
    'free | unused',
  ],
];

describe('an import', () => {
  it.each(CASES)('used by %s', (_, body, expected) => {
    expect(told(`import { x } from './x';\n${body}`, { format: 'esm' })).toEqual([`./x: ${expected}`]);
  });

  it('for its effects, and a re-export, stay', () => {
    expect(
      told("import './a';\nexport * from './b';\nexport { c } from './c';\nexport * as d from './d';"),
    ).toEqual([
      './a: blocked | side-effect-import@1:1',
      './b: blocked | re-export@2:1',
      './c: blocked | re-export@3:1',
      './d: blocked | re-export@4:1',
    ]);
  });

  it('is judged by all its names, worst first', () => {
    const text = "import d, { x, y as z } from './x';\nexport const f = () => x;\nz();\nclass A extends d {}";
    expect(told(text)).toEqual(['./x: blocked | top-level-use@3:1 heritage@4:17 | 2']);
  });

  it('of a namespace is one of its members', () => {
    expect(told("import * as n from './n';\nexport const f = () => n.a;")).toEqual([
      './n: mechanical | create-require | sync-caller@2:24 | 2',
    ]);
  });
});
