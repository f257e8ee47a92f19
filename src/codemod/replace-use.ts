import { ts } from 'ts-morph';
import type { Edit } from './edits.ts';
import { Refusal } from './refusal.ts';
import { reasonAt, type Source } from './source.ts';
import type { Use } from './uses.ts';

/**
 * Puts an expression in the place of a name: `{ a }` becomes `{ a: … }`, `new A()` becomes `new (…)()`.
 *
 * @throws Refusal in JSX, where only names can stand
 */
export function replaceUse(source: Source, { node }: Use, expression: string): Edit {
  const { parent } = node;
  const start = node.getStart(source.root);
  const end = node.getEnd();
  if (ts.isShorthandPropertyAssignment(parent)) {
    return { start: end, end, text: `: ${expression}` };
  }
  if (ts.isJsxOpeningLikeElement(parent) || ts.isJsxClosingElement(parent)) {
    throw new Refusal([reasonAt(source, start, 'computed', `<${node.text}> needs a name`)]);
  }
  return { start, end, text: needsParentheses(node) ? `(${expression})` : expression };
}

/** `new f().A()` calls f with new; a decorator may be a plain member only; `class extends f().A` is fine. */
function needsParentheses(node: ts.Node): boolean {
  let at = node;
  while (ts.isPropertyAccessExpression(at.parent) && at.parent.expression === at) at = at.parent;
  const { parent } = at;
  if (ts.isNewExpression(parent)) return parent.expression === at;
  return ts.isDecorator(parent) || (ts.isCallExpression(parent) && ts.isDecorator(parent.parent));
}
