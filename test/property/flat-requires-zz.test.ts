import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { flatRequires } from '../../src/extract/flat-requires.ts';
import { randomPrograms } from '../support/random-programs.ts';
import { tokenSoup } from '../support/token-soup.ts';
import { asTreeImports, treeImports } from '../support/tree-imports.ts';

/** Programs that parse, that were answered, and that were answered with a call. */
interface Tally {
  parsed: number;
  answered: number;
  withCalls: number;
}

/** Whatever the scanner answers, the tree answers too. Counts, since a scanner that never answers would pass. */
function compareWithTree(programs: fc.Arbitrary<string>, numRuns: number): Tally {
  const tally = { parsed: 0, answered: 0, withCalls: 0 };
  fc.assert(
    fc.property(programs, (text) => {
      let tree: ReturnType<typeof treeImports>; try { tree = treeImports(text); } catch { return; }
      const flat = flatRequires(text);
      if (tree === undefined) return;
      tally.parsed++;
      if (flat === undefined) return;
      tally.answered++;
      if (flat.length > 0) tally.withCalls++;
      expect(tree).toEqual(asTreeImports(flat));
    }),
    { numRuns },
  );
  return tally;
}

test('gives what the tree gives for random programs', () => {
  const { answered, withCalls } = compareWithTree(randomPrograms(), 300_000);
  expect(answered).toBeGreaterThan(500);
  expect(withCalls).toBeGreaterThan(150);
});

test('gives what the tree gives for tokens in any order', () => {
  const { answered, withCalls } = compareWithTree(tokenSoup(), 600_000);
  expect(answered).toBeGreaterThan(200);
  expect(withCalls).toBeGreaterThan(5);
});

test('answers programs of plain top-level calls', () => {
  const forms = "require('x') f(require('x')) {a:require('x')}.a [require('x').y] new(require('x'))()";
  const call = fc.constantFrom(...forms.split(' '));
  const before = fc.constantFrom(
    '',
    '// require(a)\n',
    'if (a) { b() }\n',
    'function f() { return /"/ }\n',
    'a || b\n',
  );
  const line = fc.tuple(before, call).map(([start, value]) => `${start}var a = ${value}`);
  const end = fc.constantFrom(';', '\n', '; // x\n');
  const program = fc.array(fc.tuple(line, end), { maxLength: 6 }).map((lines) => lines.flat().join(''));
  fc.assert(
    fc.property(program, (text) => {
      const flat = flatRequires(text);
      expect(flat?.length).toBe(text.split("require('x')").length - 1);
      expect(treeImports(text)).toEqual(asTreeImports(flat ?? []));
    }),
    { numRuns: 500 },
  );
});
