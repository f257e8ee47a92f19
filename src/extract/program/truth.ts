import { type SyntaxNode } from '../tree/syntax.ts';

/** What a literal is as a condition, also behind `!`; undefined for anything else. */
export function truthOf(node: SyntaxNode): boolean | undefined {
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'object'
        ? node['raw'] === 'null'
          ? false
          : undefined
        : Boolean(node['value']);
    case 'ParenthesizedExpression':
      return truthOf(node['expression']);
    case 'UnaryExpression': {
      const truth = node['operator'] === '!' ? truthOf(node['argument']) : undefined;
      return truth === undefined ? undefined : !truth;
    }
    default:
      return undefined;
  }
}
