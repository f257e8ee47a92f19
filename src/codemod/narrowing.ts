import { ts } from 'ts-morph';
import type { Use } from './uses.ts';
import type { ImportTarget } from './written-cut.ts';

/**
 * Whether a name, or a member of it, is called as a statement of its own. Only then does the compiler conclude something
 * from an assertion, or from a function that never returns, and only of names whose type is written down
 * (https://www.typescriptlang.org/docs/handbook/release-notes/typescript-3-7.html#assertion-functions).
 */
export function isCalledAsStatement({ node }: Use): boolean {
  let at: ts.Node = node;
  while (ts.isPropertyAccessExpression(at.parent) && at.parent.expression === at) at = at.parent;
  const { parent } = at;
  return ts.isCallExpression(parent) && parent.expression === at && ts.isExpressionStatement(parent.parent);
}

/**
 * Whether a module may export a function that asserts or never returns, by its text alone: true where it passes on what
 * others export.
 */
export function mayNarrow(text: string): boolean {
  if (/\bexport\b[^;'"]*\bfrom\s*['"]|\bexport\s*=|^\s*import\b.*=\s*require/m.test(text)) return true;
  return /\basserts\s+[\w$]|\)\s*(?::|=>)\s*never\b/.test(text);
}

/**
 * Whether a module may be one value (`export =`): then `import * as`, `typeof import()` and `await import()` of it are of
 * three types, as compiler options have it.
 */
export function mayBeOneValue(target: ImportTarget | undefined): boolean {
  return target?.format !== 'esm' && target?.exportsLikeEsm !== true;
}
