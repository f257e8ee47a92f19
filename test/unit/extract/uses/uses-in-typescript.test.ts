import { describe, expect, it } from 'vitest';
import { NO_COMPILE_OPTIONS } from '../../../../src/model/facts.ts';
import { told } from './told.ts';

const metadata = { ...NO_COMPILE_OPTIONS, decoratorMetadata: true };
const verbatim = { ...NO_COMPILE_OPTIONS, verbatim: true };

/** What is done with `x` of `import { x } from './x'`, and what is told of it. */
const CASES: readonly (readonly [string, string, string])[] = [
  ['an annotation', 'export let a: x;', 'free | type-only'],
  ['a type argument', 'export const a = new Map<string, x>();', 'free | type-only'],
  ['a type query', 'export let a: typeof x;', 'free | type-only'],
  ['implements', 'export class A implements x {}', 'free | type-only'],
  ['an interface', 'export interface A extends x {}', 'free | type-only'],
  ['satisfies', 'export const a = {} satisfies x;', 'free | type-only'],
  ['a parameter property', 'export class A { constructor(private a: x) {} }', 'free | type-only'],
  ['a declared field', 'export class A { declare a: x; }', 'free | type-only'],
  ['a rest', 'export function f(...a: x[]) {}', 'free | type-only'],
  ['a list of types', 'export type { x };', 'free | type-only'],
  ['a marked export', 'export { type x };', 'free | type-only'],
  ['an abstract member', 'export abstract class A { abstract a: x; abstract m(): x; }', 'free | type-only'],
  ['declare', 'declare const a: x;', 'free | type-only'],
  ['an overload', 'export function f(a: x): void;\nexport function f() {}', 'free | type-only'],
  [
    'a type and a value',
    'export const f = (a: x) => x(a);',
    'mechanical | create-require | sync-caller@2:28 | 2',
  ],
  [
    'a cast value',
    'export const f = () => (x as any)!.y;',
    'mechanical | create-require | sync-caller@2:25 | 2',
  ],
  [
    'a default of a parameter property',
    'export class A { constructor(private a = x) {} }',
    'mechanical | create-require | sync-caller@2:42 | 2',
  ],
  ['an enum', 'export enum E { A = x.y }', 'blocked | top-level-use@2:21'],
  ['a namespace', 'export namespace N { x(); }', 'blocked | top-level-use@2:22'],
  [
    'a function of a namespace',
    'export namespace N { export const f = () => x; }',
    'mechanical | create-require | sync-caller@2:45 | 2',
  ],
  ['an own name of a namespace', 'export namespace N { const x = 1; export const y = x; }', 'free | unused'],
  ['export =', 'export = x;', 'blocked | exported-value@2:10'],
  [
    'an exported literal with a cast',
    'export default { x } as const;',
    'mechanical | getter | exported-value@2:18',
  ],
  ['an alias', 'import y = x.z;\nexport const f = () => y;', 'blocked | top-level-use@2:12'],
  ['an instantiation', 'const y = x<string>;', 'blocked | top-level-use@2:11'],
  ['a decorator', 'class A { constructor(@x() a: B) {} }', 'blocked | decorator@2:24'],
  ['a decorator of a field', 'class A { @x() a!: B; }', 'blocked | decorator@2:12'],
  ['a decorator of an accessor', 'class A { @x() get a() { return 1; } }', 'blocked | decorator@2:12'],
  ['a type of a decorated class', '@d class A { constructor(a: x) {} }', 'free | type-only'],
  [
    'a decorator in a function',
    'export const f = () => { @x class A {} };',
    'mechanical | create-require | sync-caller@2:27 | 2',
  ],
];

describe('an import of TypeScript', () => {
  it.each(CASES)('used by %s', (_, body, expected) => {
    expect(told(`import { x } from './x';\n${body}`, { extension: '.ts', format: 'esm' })).toEqual([
      `./x: ${expected}`,
    ]);
  });

  it.each([
    ['@d class A { constructor(a: x, private b: x.y) {} }', 'blocked | decorator@2:29 decorator@2:43'],
    ['class A { @d a: x; }', 'blocked | decorator@2:17'],
    ['class A { @d m(a: x): x {} }', 'blocked | decorator@2:19 decorator@2:23'],
    ['class A { m(@d a?: x) {} }', 'blocked | decorator@2:20'],
    ['@d class A { a: x; m(b: x) {} }', 'free | type-only'],
    ['@d class A { constructor(a: x[], b: Promise<x>, c: x | null) {} }', 'free | type-only'],
    [
      'export const f = () => { @d class A { constructor(a: x) {} } };',
      'mechanical | create-require | sync-caller@2:54 | 2',
    ],
  ])('with decorator metadata: %s', (body, expected) => {
    const text = `import { x } from './x';\n${body}`;
    expect(told(text, { extension: '.ts', options: metadata })).toEqual([`./x: ${expected}`]);
  });

  it('that the compiler drops is not told', () => {
    const text =
      "import type { a } from './a';\nimport { type b } from './b';\nimport {} from './c';\nexport type { d } from './d';\nexport { type e } from './e';";
    expect(told(text, { extension: '.ts' })).toEqual([]);
  });

  it('stays without marks where imports are verbatim', () => {
    const text = "import { type b } from './b';\nimport {} from './c';\nimport type { a } from './a';";
    expect(told(text, { extension: '.ts', options: verbatim })).toEqual([
      './b: free | type-only',
      './c: blocked | side-effect-import@2:1',
    ]);
  });

  it('by require', () => {
    const text =
      "import a = require('./a');\nimport b = require('./b');\nexport import c = require('./c');\nexport const f = (x: b.B) => a;";
    expect(told(text, { extension: '.cts', format: 'cjs' })).toEqual([
      './a: mechanical | require | 4',
      './b: free | type-only',
      './c: blocked | re-export@3:8',
    ]);
  });

  it('of a module that is compiled to CommonJS is awaited, or required', () => {
    const text =
      "import { a } from './a';\nimport { b } from './b';\nexport const f = async () => a;\nexport const g = () => b;";
    expect(told(text, { extension: '.ts', format: 'cjs' })).toEqual([
      './a: mechanical | await-import | 3a',
      './b: mechanical | require | 4',
    ]);
  });
});

describe('JSX', () => {
  it.each([
    ['<X />', './x: mechanical | create-require | sync-caller@2:25 | 2'],
    ['<X.Y></X.Y>', './x: mechanical | create-require | sync-caller@2:25 | 2'],
    ['<div a={X} />', './x: mechanical | create-require | sync-caller@2:32 | 2'],
    ['<div X="a" />', './x: free | unused'],
  ])('%s', (element, expected) => {
    const text = `import { X } from './x';\nexport const f = () => ${element};`;
    expect(told(text, { extension: '.jsx' })).toEqual([expected]);
  });

  it('uses React unless the compiler makes its own import', () => {
    const text = "import React from 'react';\nexport const f = () => <div />;";
    expect(told(text, { extension: '.tsx', options: { ...NO_COMPILE_OPTIONS, jsxClassic: true } })).toEqual([
      'react: review | create-require | computed@2:24 sync-caller@2:24 | 2',
    ]);
    expect(told(text, { extension: '.tsx', options: NO_COMPILE_OPTIONS })).toEqual(['react: free | unused']);
  });

  it.each([
    ['options', '', { jsxFactory: 'ui.make', jsxFragment: 'ui.Many' }],
    ['a comment', '/** @jsx ui.make @jsxFrag ui.Many */\n', {}],
  ])('uses what %s have it made with', (_, comment, more) => {
    const text = `${comment}import { ui } from './ui';\nimport React from 'react';\nexport const f = () => <><i /></>;`;
    const options = { ...NO_COMPILE_OPTIONS, jsxClassic: true, ...more };
    const [own, react] = told(text, { extension: '.tsx', options });
    expect(own).toMatch(/^\.\/ui: review \| create-require \| computed@/);
    expect(react).toBe('react: free | unused');
  });
});

describe('a name in comments', () => {
  const text = "import { A } from './a';\n/** Like {@link A.b}, not A. */\nexport const f = 1;";

  it('stays imported: as a type, or to be looked at', () => {
    expect(told(text, { extension: '.ts' })).toEqual(['./a: free | type-only']);
    expect(told(text)).toEqual(['./a: review | type-only | computed@1:1']);
    expect(told(text.replace('{@link A.b}', '@type {Map<string, A>}'))).toEqual([
      './a: review | type-only | computed@1:1',
    ]);
  });

  it('counts in no other comment, and not as part of another', () => {
    expect(told(text.replace('/**', '/*'))).toEqual(['./a: free | unused']);
    expect(told(text.replace('{@link A.b}', '{@link x.A} {@link AB}'))).toEqual(['./a: free | unused']);
  });
});
