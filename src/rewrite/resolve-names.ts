import type { SyntaxNode } from '../extract/tree/syntax.ts';
import { NameWalk } from './name-walk.ts';
import { newScope, type Names } from './names.ts';

/**
 * Finds out which variable each identifier of a file means.
 *
 * @param program root of the tree
 * @param sloppy not strict: functions in blocks are seen outside of them as well
 * @throws RangeError where the tree is nested deeper than the stack allows
 */
export function resolveNames(program: SyntaxNode, sloppy: boolean): Names {
  const walk = new NameWalk(sloppy);
  walk.visitAll(program['body'], newScope(null, true), { node: program, up: null });
  return walk.table.resolve();
}
