import type { Expression } from '../../model/program.ts';
import type { SyntaxNode } from '../tree/syntax.ts';
import type { Reading } from './reading.ts';

/**
 * What a type annotation becomes as a value under `emitDecoratorMetadata`: the class or enum it names; null for what
 * becomes one of the language's own (`string`, `Array`, `Object` …), as unions do: `A | null` is A only without
 * `strictNullChecks`.
 */
export function typeValue(reading: Reading, annotation: SyntaxNode | null | undefined): Expression | null {
  const type: SyntaxNode | null | undefined = annotation?.['typeAnnotation'] ?? annotation;
  if (!type) return null;
  switch (type.type) {
    case 'TSTypeReference':
      return isEntity(type['typeName']) ? entity(reading, type['typeName']) : null;
    case 'TSParenthesizedType':
    case 'TSOptionalType':
      return typeValue(reading, type['typeAnnotation']);
    default:
      return null;
  }
}

function isEntity(node: SyntaxNode): boolean {
  let at = node;
  while (at.type === 'TSQualifiedName') at = at['left'];
  return at.type === 'Identifier';
}

/** `A.B.C` as an expression. */
export function entity(reading: Reading, node: SyntaxNode): Expression {
  if (node.type === 'Identifier') return reading.expression(node);
  const { left, right } = node;
  return {
    op: 'member',
    object: entity(reading, left),
    key: right.name,
    line: reading.line(right),
    optional: false,
  };
}
