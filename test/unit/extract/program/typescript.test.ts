import { describe, expect, it } from 'vitest';
import { namesRead, typescriptOf } from '../../../support/read-program.ts';

describe('what TypeScript adds', () => {
  it('makes enums of their initialisers, in which members are constants', () => {
    const { body, hoisted, exports } = typescriptOf('export enum A { B = c, D = B | d.e, F }');
    expect(body).toMatchObject([{ op: 'enum', name: 'A', values: [{ name: 'c' }, {}, { op: 'opaque' }] }]);
    expect(namesRead(body)).toEqual(['c', 'd']);
    expect(hoisted).toEqual([{ kind: 'var', pattern: { kind: 'name', name: 'A' }, initialised: true }]);
    expect(exports).toEqual([{ kind: 'local', name: 'A', local: 'A', declared: 'enum' }]);
  });

  it('makes namespaces of their statements', () => {
    const { body } = typescriptOf(
      'namespace A.B { export const c = d; export function e() {} import f = g.h; }',
    );
    expect(body).toMatchObject([
      { op: 'namespace', name: 'A', block: { statements: [{ op: 'namespace', name: 'B' }] } },
    ]);
    expect(namesRead(body)).toEqual(['d', 'g']);
  });

  it('drops types, also namespaces of them alone', () => {
    const text = `interface A {} type B = C; declare const d: E; declare function f(): G; declare class H {}
      namespace I { export type J = K; namespace L { interface M {} } } export interface N {} declare enum O { P = q }
      declare module 'r' {} declare global { var s; } export as namespace T; function u(): void; export default interface V {}
      export { A }; export type { B };`;
    expect(typescriptOf(text)).toMatchObject({ body: [], hoisted: [], exports: [] });
  });

  it('passes over casts', () => {
    const { body } = typescriptOf(
      '(a as B)!.c<D>(e satisfies F); (<G>h).i = function (this: J, k: L) { return k };',
    );
    expect(namesRead(body)).toEqual(['a', 'e', 'h', 'k']);
    expect(body[1]).toMatchObject({ value: { value: { fn: { params: [{ name: 'k' }] } } } });
  });

  it('assigns `export =` at the end', () => {
    const last = {
      value: { op: 'assign', target: { place: { op: 'module-exports' } }, value: { name: 'a' } },
    };
    expect(typescriptOf('export = a; b();').body).toMatchObject([{ op: 'expression' }, last]);
    expect(typescriptOf('export = a; b();', { emit: 'esbuild' }).body[0]).toMatchObject(last);
  });

  it('marks where functions stand', () => {
    const text = 'a(); export function b() {} export default function () {}';
    expect(typescriptOf(text).body).toMatchObject([
      { op: 'expression' },
      { op: 'function-here', name: 'b' },
      { op: 'function-here', name: '*default*' },
    ]);
  });
});
