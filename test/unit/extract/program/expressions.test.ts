import { describe, expect, it } from 'vitest';
import { expressionOf, namesRead, programOf } from '../../../support/read-program.ts';

const name = (text: string, line = 1) => ({ op: 'name', name: text, line });

describe('expressions of a program', () => {
  it.each([
    ['a.b["c"].d', ['a']],
    ['f(a, ...b)[c] = d', ['f', 'a', 'b', 'c', 'd']],
    ['({ [a]: b, c, ...d, e() { f } })', ['a', 'b', 'c', 'd', 'f']],
    ['tag`${a} ${b}`', ['tag', 'a', 'b']],
    ['`${a}` + b', ['a', 'b']],
    ['class extends a { [b] = c; static d = e; [f]() {} }', ['a', 'c', 'e', 'b', 'f']],
    ['({ a: b.c, ...d } = e)', ['b', 'e']],
    ['typeof a', ['a']],
    ['new a(b)', ['a', 'b']],
    ['async () => { for await (const a of b) await c; }', ['b', 'c']],
    ['function* f() { yield a; yield* b; }', ['a', 'b']],
    ['a ? b : c', ['a', 'b', 'c']],
    ['import(a)', ['a']],
  ])('%s reads %j', (text, names) => {
    expect(namesRead(expressionOf(`(${text});`))).toEqual(names);
  });

  it('do not read what they delete or set', () => {
    expect(expressionOf('delete a.b;')).toEqual({ op: 'all', parts: [name('a')] });
    expect(expressionOf('a.b = 1;')).toMatchObject({
      op: 'assign',
      target: { kind: 'place', place: { op: 'member', object: name('a'), key: 'b' } },
    });
  });

  it('read a place that is added to once', () => {
    expect(expressionOf('next().count += a;')).toMatchObject({
      target: { kind: 'place', place: { op: 'opaque' } },
      value: { op: 'coerce', parts: [{ op: 'member', key: 'count' }, name('a')] },
    });
    expect(expressionOf('a.b += 1;')).toMatchObject({ target: { place: { op: 'member', key: 'b' } } });
  });

  it('may not run the value of a logical assignment', () => {
    expect(expressionOf('a ??= b;')).toMatchObject({ op: 'assign', conditional: true, value: name('b') });
  });

  it('turn into primitives what they compute with, but not what they compare', () => {
    expect(expressionOf('a + b;')).toMatchObject({ op: 'coerce' });
    expect(expressionOf('a === b;')).toMatchObject({ op: 'all' });
    expect(expressionOf('a == null;')).toEqual({ op: 'all', parts: [name('a')] });
  });

  it('leave out a whole chain behind an optional link', () => {
    expect(expressionOf('a?.b.c();')).toMatchObject({
      op: 'call',
      optional: true,
      callee: { op: 'member', key: 'c', optional: true, object: { key: 'b', optional: true } },
    });
    expect(expressionOf('(a?.b).c;')).toMatchObject({ optional: false, object: { optional: true } });
  });

  it('give the line of the name in a chain', () => {
    expect(expressionOf('a\n  .b()\n  .c();')).toMatchObject({ line: 3, callee: { object: { line: 2 } } });
  });

  it('decide what is literal', () => {
    expect(expressionOf('true && a;')).toEqual(name('a'));
    expect(expressionOf('!1 ? a : b;')).toEqual(name('b'));
    expect(programOf('if (0) { var a = b; } else c;').body).toMatchObject([{ op: 'block' }]);
    expect(programOf('if (a) b;').body).toMatchObject([{ op: 'if' }]);
  });

  it('keep void as undefined', () => {
    expect(expressionOf('a.b = void 0;')).toMatchObject({ value: { op: 'undefined' } });
    expect(expressionOf('void a;')).toEqual({ op: 'sequence', parts: [name('a'), { op: 'undefined' }] });
  });

  it('see a direct eval, not a shadowed one', () => {
    expect(programOf('eval("a");').directEval).toBe(true);
    expect(programOf('(eval) => eval("a");').directEval).toBe(false);
    expect(programOf('(0, eval)("a");').directEval).toBe(false);
  });

  it('evaluate the type, attributes and children of an element', () => {
    const given = { extension: '.jsx' };
    const text = '<A.B c={d} {...e}><div f="g">{h}</div></A.B>;';
    expect(namesRead(expressionOf(text, given))).toEqual(['A', 'd', 'e', 'h']);
  });
});
