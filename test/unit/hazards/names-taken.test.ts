import { describe, expect, it } from 'vitest';
import { namesTaken } from '../../../src/hazards/names-taken.ts';
import type { Emit } from '../../../src/model/program.ts';
import { smallProject } from '../../support/cycles-in.ts';
import { toId } from '../../support/graph-of.ts';

/** What the first of the files takes of the others; they import it back, so that all are read in full. */
function taken(text: string, emit: Emit = 'esm'): Record<string, readonly string[] | null> {
  const back = emit === 'cjs' ? "require('./a.mjs');" : "import './a.mjs';";
  const { programs } = smallProject({ 'a.mjs': text, 'b.mjs': back, 'c.mjs': back }, emit);
  return Object.fromEntries(namesTaken(programs.get(toId('a.mjs'))!));
}

describe('names that a module takes', () => {
  it('are told apart by what they are taken of', () => {
    expect(taken("import { z, y } from './b.mjs';\nimport { x as y2 } from './c.mjs';\nz(y, y2);")).toEqual({
      'b.mjs': ['y', 'z'],
      'c.mjs': ['x'],
    });
  });

  it('are the members of what is held as a whole', () => {
    const text =
      "import * as b from './b.mjs';\nimport * as c from './c.mjs';\nexport const f = () => b.one(b.two, c);";
    expect(taken(text)).toEqual({ 'b.mjs': ['one', 'two'], 'c.mjs': null });
  });

  it('include those that are passed on', () => {
    const text =
      "export { a as renamed } from './b.mjs';\nexport { d } from './b.mjs';\nexport * from './c.mjs';";
    expect(taken(text)).toEqual({ 'b.mjs': ['a', 'd'], 'c.mjs': null });
    expect(taken("import * as b from './b.mjs';\nexport { b };\nb.x();\nimport './c.mjs';")).toEqual({
      'b.mjs': null,
    });
  });

  it('are found behind requires, wherever they stand', () => {
    const text =
      "const { p, q } = require('./b.mjs');\nconst c = require('./c.mjs');\nmodule.exports = () => [p, q, c.r, require('./c.mjs').s];";
    expect(taken(text, 'cjs')).toEqual({ 'b.mjs': ['p', 'q'], 'c.mjs': ['r', 's'] });
  });
});
