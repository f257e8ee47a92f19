import { activate } from './activate.ts';
import { collect } from './collect.ts';
import { importsOf, type TreeImport } from './sites.ts';
import type { SyntaxNode } from './syntax.ts';

/**
 * Finds every require, import() and file reference of a syntax tree and how sure each is to run while the module is
 * evaluated.
 *
 * @param program the root of an ESTree
 * @param moduleSyntax whether the file is an ES module
 * @returns the imports, in source order
 * @throws RangeError when the tree is nested deeper than the stack allows
 */
export function analyseTree(program: SyntaxNode, moduleSyntax: boolean): TreeImport[] {
  const collected = collect(program, moduleSyntax);
  activate(collected);
  return importsOf(collected).toSorted((a, b) => a.offset - b.offset);
}
