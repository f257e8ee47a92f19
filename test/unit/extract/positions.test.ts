import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { positionsIn } from '../../../src/extract/position.ts';
import { factsOf } from '../../support/facts-of.ts';

const text = fc
  .array(fc.constantFrom('a', '\n', '\r\n', '🦀', ' '), { maxLength: 40 })
  .map((parts) => parts.join(''));

describe('positions', () => {
  it('agree with counting the lines before an offset, in any order of questions', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(80), { maxLength: 10 }), (whole, offsets) => {
        const position = positionsIn(whole);
        for (const asked of offsets) {
          const offset = Math.min(asked, whole.length);
          const before = whole.slice(0, offset).split('\n');
          expect(position(offset)).toEqual({ line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
        }
      }),
    );
  });

  it('of imports point at the statement or the call, in UTF-16 units', () => {
    const { imports } = factsOf(
      `import './a.js';\r\n/* 🦀 */ import './b.js';\nconst x = await\n  import('./c.js');\n`,
      '.mjs',
    );
    expect(imports.map(({ specifier, line, column }) => [specifier, line, column])).toEqual([
      ['./a.js', 1, 1],
      ['./b.js', 2, 10],
      ['./c.js', 4, 3],
    ]);
  });

  it('of a syntax error name its line', () => {
    expect(factsOf(`import './a.js';\n\nconst = 1;\n`).problem).toMatchObject({ line: 3, column: 7 });
    expect(factsOf(`import { a } from './a';\nlet x: = 1;\n`, '.ts').problem).toMatchObject({ line: 2 });
  });
});
