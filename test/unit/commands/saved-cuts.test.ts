import { describe, expect, it } from 'vitest';
import { refuseForeignCuts } from '../../../src/commands/saved-cuts.ts';
import type { UsageError } from '../../../src/errors.ts';
import type { CutCandidate } from '../../../src/model/cut.ts';
import type { Analysis } from '../../../src/pipeline.ts';

const known = ['src/a.js', 'src/b.js', '../sibling/c.js'];
const index = new Map(known.map((id, at) => [id, at]));
const analysis = { groups: [{ built: { graph: { index } } }] } as unknown as Analysis;
const EDGE = { from: 'src/a.js', to: 'src/b.js', specifier: './b.js', line: 1, column: 1 };

function cut(edge: object, more: object = {}): CutCandidate {
  return { id: 'cut', action: 'defer', edges: [{ ...EDGE, ...edge }], ...more } as unknown as CutCandidate;
}

function refusal(one: CutCandidate): string | null {
  try {
    refuseForeignCuts([one], analysis, 'r.json');
    return null;
  } catch (error) {
    return (error as UsageError).detail.message;
  }
}

describe('a saved cut', () => {
  it('is taken where its files are those of the program', () => {
    expect(refusal(cut({}))).toBeNull();
    expect(refusal(cut({ to: 'src/only-by-boot.js' }))).toBeNull();
    expect(refusal(cut({ to: 'node:fs' }))).toBeNull();
  });

  it.each([
    ['a file above the root', cut({ from: '../../etc/x.js' }), 'lies outside the root'],
    ['a file of the graph that lies elsewhere', cut({ from: '../sibling/c.js' }), 'lies outside the root'],
    ['an absolute file', cut({ from: '/etc/x.js' }), 'lies outside the root'],
    ['a file in disguise', cut({ from: 'src/../../x.js' }), 'lies outside the root'],
    ['a file with other slashes', cut({ from: '..\\x.js' }), 'lies outside the root'],
    ['a file that nothing loads', cut({ from: 'src/z.js' }), 'which these entries do not load'],
    ['a target outside', cut({ to: '/tmp/evil.js' }), 'would load /tmp/evil.js'],
    ['a line break in a specifier', cut({ specifier: "x'\n" }), 'line break'],
    [
      'a home outside',
      cut({}, { action: 'past-barrel', definedIn: [{ name: 'x', module: '../evil.js' }] }),
      'would load ../evil.js',
    ],
    [
      'what is moved out of another file',
      cut({}, { action: 'move-leaf', definedIn: [{ name: 'x', module: 'src/z.js' }] }),
      'would change src/z.js',
    ],
    [
      'code for a name',
      cut({}, { definedIn: [{ name: "x } from 'evil'; import { y", module: 'src/b.js' }] }),
      'no name',
    ],
    ['the edge of an edit', cut({}, { edits: [{ edges: [{ ...EDGE, from: '../x.js' }] }] }), 'outside'],
  ])('is refused: %s', (_, one, words) => {
    expect(refusal(one)).toContain(words);
  });
});
