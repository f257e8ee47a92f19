import { describe, expect, it } from 'vitest';
import { programOf, typescriptOf } from '../../../support/read-program.ts';

describe('imports and exports of a program', () => {
  it('ask for each module once, in source order', () => {
    const { requests, stars } = programOf(
      `f(); export * from './a'; import './b'; import x from './a'; export { y } from './c'; import 'outside';
      export * as n from './d'; export * from 'outside'; import defer * as l from './e'; export { x };`,
    );
    expect(requests).toEqual(['./a', './b', './c', './d']);
    expect(stars).toEqual(['./a', null]);
  });

  it('keep the imported names', () => {
    expect(
      programOf(`import a, { b as c, 'd e' as f } from './a';\nimport * as g from './g';`).imports,
    ).toEqual([
      { local: 'a', target: './a', name: 'default', line: 1 },
      { local: 'c', target: './a', name: 'b', line: 1 },
      { local: 'f', target: './a', name: 'd e', line: 1 },
      { local: 'g', target: './g', name: '*', line: 2 },
    ]);
  });

  it('keep every form of export', () => {
    const { exports } = programOf(
      `export const { a, b: [c] } = x; export function d() {} export class e {} export default class {}
      let f; export { f as g }; export { h as i } from './h'; export * as j from './j';`,
    );
    expect(exports).toEqual([
      { kind: 'local', name: 'a', local: 'a', declared: 'variable' },
      { kind: 'local', name: 'c', local: 'c', declared: 'variable' },
      { kind: 'local', name: 'd', local: 'd', declared: 'function' },
      { kind: 'local', name: 'e', local: 'e', declared: 'class' },
      { kind: 'local', name: 'default', local: '*default*', declared: 'class' },
      { kind: 'local', name: 'g', local: 'f' },
      { kind: 'from', name: 'i', target: './h', imported: 'h' },
      { kind: 'namespace', name: 'j', target: './j' },
    ]);
  });

  it('hold the default value under a name nothing else has', () => {
    expect(programOf('export default a;')).toMatchObject({
      hoisted: [{ kind: 'let', pattern: { name: '*default*' }, init: null }],
      body: [{ op: 'variable', pattern: { name: '*default*' }, init: { name: 'a' } }],
      exports: [{ name: 'default', declared: 'value' }],
    });
    expect(programOf('export default function () {}').hoisted).toMatchObject([
      { kind: 'function', name: '*default*' },
    ]);
  });
});

const IMPORTS = `import { a } from './a'; import { type b } from './b'; import type { c } from './c'; import d, { e } from './d';
  import './f'; import {} from './g'; import { h } from './h'; export { h }; import * as i from './i'; export { type j } from './j';
  e(); let x: a; function y(i) { i(); }`;

describe('imports that TypeScript drops', () => {
  it('are those of no value', () => {
    const { requests, body, imports } = typescriptOf(IMPORTS);
    expect(requests).toEqual(['./d', './f', './h']);
    expect(imports.map(({ local }) => local)).toEqual(['e', 'h']);
    const elided = body.filter((item) => item.op === 'import').map((item) => [item.target, item.elided]);
    expect(elided).toEqual([
      ['./a', true],
      ['./b', true],
      ['./d', false],
      ['./f', false],
      ['./g', true],
      ['./h', false],
      ['./i', true],
    ]);
  });

  it('are those marked as types for Node and for verbatimModuleSyntax', () => {
    const requests = ['./a', './b', './d', './f', './g', './h', './i', './j'];
    expect(typescriptOf(IMPORTS, { verbatim: true }).requests).toEqual(requests);
    expect(typescriptOf(IMPORTS, { keepsUnused: true, emit: 'esm' }).requests).toEqual(requests);
  });

  it('are none in JavaScript', () => {
    expect(programOf(`import { a } from './a'; import {} from './b';`).requests).toEqual(['./a', './b']);
  });

  it('are not those that metadata names', () => {
    const text = `import { A } from './a'; class B { @c a: A; }`;
    expect(typescriptOf(text).requests).toEqual([]);
    expect(typescriptOf(text, { decoratorMetadata: true }).requests).toEqual(['./a']);
  });

  it('are not those that only unreachable code uses', () => {
    expect(
      typescriptOf(`import { a } from './a'; import { b } from './b'; false && a; true ? 1 : b;`).requests,
    ).toEqual(['./a', './b']);
  });

  it('take a used alias along', () => {
    const text = `import * as a from './a'; import b = a.B; import c = b.C; import d = require('./d');`;
    expect(typescriptOf(text)).toMatchObject({ requests: [], body: [{ op: 'import', elided: true }] });
    expect(typescriptOf(`${text} c(); d();`)).toMatchObject({
      requests: ['./a'],
      body: [
        { op: 'import', elided: false },
        { op: 'variable', declares: 'var', init: { op: 'member', key: 'B' } },
        { op: 'variable', declares: 'var' },
        { op: 'variable', declares: 'const', init: { op: 'require', target: './d' } },
        { op: 'expression' },
        { op: 'expression' },
      ],
    });
    expect(typescriptOf(`import * as a from './a'; export import b = a.B;`)).toMatchObject({
      requests: ['./a'],
      exports: [{ name: 'b', declared: 'variable' }],
    });
  });
});
