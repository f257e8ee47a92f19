import { describe, expect, it } from 'vitest';
import type { Hoisted } from '../../../../src/model/program.ts';
import { namesIn } from '../../../../src/extract/program/patterns.ts';
import { namesRead, programOf } from '../../../support/read-program.ts';

const hoistedNames = (hoisted: readonly Hoisted[]) =>
  hoisted.flatMap((item) =>
    item.kind === 'function'
      ? `function ${item.name}`
      : namesIn(item.pattern).map((name) => `${item.kind} ${name}`),
  );

describe('statements of a program', () => {
  it('hoist var out of every block, all else to its own', () => {
    const { hoisted, body } = programOf(
      `if (x) { var a = 1; let b; function c() {} } for (var d of x) { var e; }
      try { var f; } catch (g) { var h; } switch (x) { case 1: var i; } do { var j; } while (x); class K {}`,
    );
    expect(hoistedNames(hoisted)).toEqual([
      'var a',
      'var e',
      'var d',
      'var f',
      'var h',
      'var i',
      'var j',
      'let K',
    ]);
    const [first] = body;
    expect(first?.op === 'if' && hoistedNames(first.yes.hoisted)).toEqual(['let b', 'function c']);
  });

  it('keep var inside functions and static blocks', () => {
    const { hoisted } = programOf(
      'function f() { var a; } class B { static { var c; } } (() => { var d; });',
    );
    expect(hoistedNames(hoisted)).toEqual(['function f', 'let B']);
  });

  it('tell what a hoisted name will hold only where that is a module', () => {
    const text = `const a = await import('./a'); const { b = f() } = require('./b'); const c = g();`;
    expect(programOf(text, { emit: 'esm' }).hoisted).toMatchObject([
      { kind: 'let', init: { op: 'await', value: { op: 'import', target: './a' } } },
      { kind: 'let', init: null },
      { kind: 'let', init: null },
    ]);
    expect(namesRead(programOf(text).hoisted)).toEqual([]);
  });

  it('run the body of do … while once in any case', () => {
    expect(programOf('do { a(); } while (b);').body).toMatchObject([
      { op: 'labelled', block: { statements: [{ op: 'expression' }] } },
      { op: 'expression', value: { op: 'name', name: 'b' } },
    ]);
  });

  it('know nothing of a name after the loop that set it', () => {
    const after = { op: 'expression', value: { op: 'assign', value: { op: 'opaque' } } };
    expect(programOf('for (var a of b) a();').body).toMatchObject([{ op: 'loop' }, after]);
    expect(programOf('let a; for (a in b) ;').body).toMatchObject([
      { op: 'variable' },
      { op: 'loop', heads: [{ op: 'keys' }] },
      after,
    ]);
    expect(programOf('for (const a of b) a();').body).toHaveLength(1);
  });

  it.each([
    ['await a;', true],
    ['for await (const a of b) ;', true],
    ['await using a = b;', true],
    ['for (await using a of b) ;', true],
    ['if (false) await a;', true],
    ['class A { [await a] = 1 }', true],
    ['async () => { await a; for await (const b of c) ; };', false],
    ['class A { static async b() { await c; } }', false],
  ])('%s waits at the top level: %s', (text, waits) => {
    expect(programOf(`export {}; ${text}`).topLevelAwait).toBe(waits);
  });

  it('take a rest for something unknown', () => {
    const { hoisted } = programOf('function f(a, ...b) {}');
    expect(hoisted).toMatchObject([
      { fn: { params: [{ kind: 'name' }, { kind: 'default', pattern: { parts: [{ name: 'b' }] } }] } },
    ]);
  });

  it('refuse what cannot be parsed', () => {
    expect(() => programOf('const = 1;')).toThrow(/./);
  });

  it('refuse what is too deep to walk', () => {
    expect(() => programOf(`${'['.repeat(4000)}${']'.repeat(4000)};`)).toThrow('nested too deeply');
    expect(() => programOf(`a${'.b'.repeat(20_000)};`)).toThrow('nested too deeply');
    expect(programOf(`a${'.b'.repeat(1000)};`).body).toHaveLength(1);
  });
});
