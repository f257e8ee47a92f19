import type { SyntaxNode } from '../tree/syntax.ts';

/** A name, which may be written as a string. */
export function nameOf(node: SyntaxNode): string {
  return node['name'] ?? node['value'];
}

/** The names that a pattern declares. */
export function namesOfPattern(pattern: SyntaxNode): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern['name']];
    case 'ObjectPattern':
      return pattern['properties'].flatMap((part: SyntaxNode) =>
        namesOfPattern(part['value'] ?? part['argument']),
      );
    case 'ArrayPattern':
      return pattern['elements'].flatMap((part: SyntaxNode | null) =>
        part === null ? [] : namesOfPattern(part),
      );
    case 'AssignmentPattern':
      return namesOfPattern(pattern['left']);
    case 'RestElement':
      return namesOfPattern(pattern['argument']);
    default:
      return [];
  }
}
