import { namesIn } from '../tree/pattern-names.ts';
import type { SyntaxNode } from '../tree/syntax.ts';

/** A name, which may be written as a string. */
export function nameOf(node: SyntaxNode): string {
  return node['name'] ?? node['value'];
}

/** The names that a pattern declares. */
export function namesOfPattern(pattern: SyntaxNode): string[] {
  return namesIn(pattern).map(({ name }) => name as string);
}
