import type { SyntaxNode } from './syntax.ts';

/** The identifiers that a pattern declares. */
export function namesIn(pattern: SyntaxNode): SyntaxNode[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern['properties'].flatMap((item: SyntaxNode) =>
        namesIn(item.type === 'RestElement' ? item['argument'] : item['value']),
      );
    case 'ArrayPattern':
      return pattern['elements'].flatMap((item: SyntaxNode | null) => (item === null ? [] : namesIn(item)));
    case 'AssignmentPattern':
      return namesIn(pattern['left']);
    case 'RestElement':
      return namesIn(pattern['argument']);
    default:
      return [];
  }
}
