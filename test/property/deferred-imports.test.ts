import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readUses } from '../../src/extract/uses/read-uses.ts';

const NAMES = ['a', 'b', 'c'];

/** What a piece of a file does with an import; `#` is its own number, `%` that of an earlier piece. */
const PIECES = [
  // Later, unless another piece calls it.
  'function f#() { return N(); }',
  'const f# = () => N;',
  'const f# = async (x = N) => { await 0; return N(x); };',
  'const f# = function* () { yield N; };',
  'class C# { m() { return N; } }\nconst f# = () => new C#().m();',
  'class C# { p = N(); }\nconst f# = () => new C#();',
  'const o# = { get g() { return N; }, m() { return [N]; } };\nconst f# = () => o#.m();',
  'const f# = () => class extends N {};',
  'const f# = () => { for (const x of [N]) x(); };',
  // While the module is evaluated.
  'N();',
  'typeof N;',
  'const v# = { N };',
  'class C# extends N {}',
  'class C# { static s = N; }',
  'class C# { static { N(); } }',
  'class C# { [N.name]() {} }',
  '(() => { N(); })();',
  '(function () { return N; }).call(1);',
  '{ const { x = N } = {}; }',
  '`${N}`;',
  // By way of functions.
  'if (typeof f% === "function") f%();',
  'call(() => N());',
  'call(() => f%());',
  '[1].forEach(() => f%());',
  'const f# = () => f%();',
  'new (class { constructor() { N(); } })();',
  // Of another N.
  'function g#(N) { return N; }\ng#(1);',
  '{ let N = 1; N; }',
  'for (const N of [1]) N;',
  '{ const { N } = { N: 1 }; N; }',
  'try { throw 1; } catch (N) { N; }',
  '(function N() { return typeof N; })();',
];

const file = fc
  .array(
    fc.record({ piece: fc.constantFrom(...PIECES), name: fc.constantFrom(...NAMES), earlier: fc.nat(5) }),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((pieces) =>
    pieces
      .map(({ piece, name, earlier }, at) =>
        piece
          .replaceAll(/\bN\b/g, name)
          .replaceAll('#', `${at}`)
          .replaceAll('%', `${at === 0 ? 'none' : earlier % at}`),
      )
      .join('\n'),
  );

/** Runs a file whose imports are getters, and tells which of them are read. A name that is not declared ends it. */
function touchedBy(body: string): Set<string> {
  const touched = new Set<string>();
  const scope = { call: (given: () => unknown) => given() };
  for (const name of NAMES)
    Object.defineProperty(scope, name, {
      get: () => {
        touched.add(name);
        return function target() {};
      },
    });
  // oxlint-disable-next-line typescript/no-implied-eval -- sloppy, so that getters can stand for names
  new Function('scope', `with (scope) { ${body}\n}`)(scope);
  return touched;
}

describe('imports of a file', () => {
  it('are read while it is evaluated if that blocks them, and not if they can be deferred', () => {
    let judged = 0;
    fc.assert(
      fc.property(file, (body) => {
        let touched: Set<string>;
        try {
          touched = touchedBy(body);
        } catch (error) {
          return error instanceof ReferenceError || error instanceof TypeError;
        }
        const imports = NAMES.map((name) => `const ${name} = require('./${name}');`).join('\n');
        for (const { specifier, deferability } of readUses({
          extension: '.cjs',
          format: 'cjs',
          text: `${imports}\n${body}`,
        })) {
          if (deferability === 'review') continue;
          judged++;
          expect(touched.has(specifier.slice(2)), `${specifier} is ${deferability} in\n${body}`).toBe(
            deferability === 'blocked',
          );
        }
        return true;
      }),
      { numRuns: 2000 },
    );
    expect(judged).toBeGreaterThan(3000);
  });
});
