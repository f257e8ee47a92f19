import type { Expression } from '../model/program.ts';

/**
 * Visits every expression below a part of a program, functions and classes included, outermost first.
 *
 * @param visit told the expression and the one right around it; says whether to look inside
 */
export function walkProgram(
  tree: unknown,
  visit: (expression: Expression, around: Expression | null) => boolean,
): void {
  const open: [node: unknown, around: Expression | null][] = [[tree, null]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, around] = next;
    if (node === null || typeof node !== 'object') continue;
    let inner = around;
    if (isExpression(node)) {
      if (!visit(node, around)) continue;
      inner = node;
    }
    for (const child of Object.values(node))
      if (child !== null && typeof child === 'object') open.push([child, inner]);
  }
}

const STATEMENTS = new Set([
  'expression',
  'variable',
  'return',
  'throw',
  'block',
  'if',
  'try',
  'loop',
  'leave',
  'labelled',
  'switch',
  'enum',
  'namespace',
  'function-here',
  'export-all',
  'export-namespace',
  'export-from',
]);

function isExpression(node: object): node is Expression {
  return 'op' in node && typeof node.op === 'string' && !STATEMENTS.has(node.op) && !('locals' in node);
}

/** Names that a part of a program mentions anywhere, shadowed ones too. */
export function namesIn(tree: unknown): Set<string> {
  const names = new Set<string>();
  walkProgram(tree, (expression) => {
    if (expression.op === 'name') names.add(expression.name);
    return true;
  });
  return names;
}
