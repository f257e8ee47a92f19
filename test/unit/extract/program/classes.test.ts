import { describe, expect, it } from 'vitest';
import type { Class } from '../../../../src/model/program.ts';
import { namesRead, programOf, typescriptOf } from '../../../support/read-program.ts';

function classIn(program: ReturnType<typeof programOf>): Class {
  const statement = program.body.find(({ op }) => op === 'class');
  if (statement?.op !== 'class') throw new Error('there is no class');
  return statement.cls;
}

describe('classes of a program', () => {
  it('hold their parts apart', () => {
    const cls = classIn(
      programOf(`class A extends B {
        constructor(a) { super(a); } a = b; static c = d; static { e(); }
        m() {} get g() {} set s(x) {} static sm() {} static get sg() {}
        [k] = f; static [l]() {} [Symbol.iterator]() {} #p() {}
      }`),
    );
    expect(cls).toMatchObject({ name: 'A', superclass: { name: 'B' }, line: 1 });
    expect(cls.constructor_?.params).toEqual([{ kind: 'name', name: 'a' }]);
    expect(namesRead(cls.fields)).toEqual(['b', 'f']);
    expect(cls.statics).toMatchObject([
      { kind: 'field', name: 'c', value: { name: 'd' } },
      { kind: 'block', block: { statements: [{ op: 'expression' }] } },
    ]);
    expect(Object.keys(cls.methods)).toEqual(['m', '[Symbol.iterator]', '#p']);
    expect(Object.keys(cls.getters)).toEqual(['g']);
    expect(Object.keys(cls.staticMethods)).toEqual(['sm']);
    expect(Object.keys(cls.staticGetters)).toEqual(['sg']);
    expect(namesRead(cls.computed)).toEqual(['k', 'l', 'Symbol']);
  });

  it('may have a method called like something of every object', () => {
    const cls = classIn(programOf('class A { __proto__() {} toString() {} }'));
    expect(Object.keys(cls.methods)).toEqual(['__proto__', 'toString']);
    expect(cls.getters['toString']).toBeUndefined();
  });

  it('leave out what is only a type', () => {
    const cls = classIn(
      typescriptOf(`abstract class A<T> extends B<T> implements C {
        declare a: D; b?: E; abstract c(): F; d(x: G): H; d(x: I) {} constructor(private readonly e: J, f = g) { super(); }
      }`),
    );
    expect(namesRead(cls)).toEqual(['B', 'g']);
  });

  const DECORATED = `@a @b() class A {
    @c static d: D; @e f: F; @g() h(@i j: J, k: K): L {} constructor(@m private n: N, o: O) {} p: P; q(r: R) {}
  }`;

  it('evaluate decorators as TypeScript does', () => {
    const cls = classIn(typescriptOf(DECORATED));
    expect(namesRead(cls.memberDecorators)).toEqual(['e', 'g', 'i', 'c']);
    expect(namesRead(cls.decorators)).toEqual(['a', 'b', 'm']);
    expect(cls.metadata).toEqual([]);
  });

  it('read the types of what is decorated where metadata is wanted', () => {
    const cls = classIn(typescriptOf(DECORATED, { decoratorMetadata: true }));
    expect(namesRead(cls.metadata)).toEqual(['F', 'J', 'K', 'L', 'D', 'N', 'O']);
  });

  it('read no type that is none of the program', () => {
    const text = `class A { @a b: string; @a c: D[]; @a e: F | undefined; @a g: H.I; @a j: import('./k').K; }`;
    const { metadata } = classIn(typescriptOf(text, { decoratorMetadata: true }));
    expect(metadata).toMatchObject([{ op: 'member', key: 'I', object: { name: 'H' } }]);
  });
});
