import type { Expression } from '../../model/program.ts';
import type { SyntaxNode } from '../tree/syntax.ts';
import type { Reading } from './reading.ts';
import { all } from './values.ts';

/** Reads an element or fragment: its type, attributes and children are evaluated, its component is not called. */
export function readJsx(reading: Reading, node: SyntaxNode): Expression {
  // The classic runtime calls `React.createElement`: its import is not an unused one.
  reading.found.used.add('React');
  const parts: Expression[] = [];
  const opening = node['openingElement'];
  if (opening) {
    const type = readType(reading, opening.name);
    if (type !== null) parts.push(type);
    for (const attribute of opening.attributes) parts.push(readAttribute(reading, attribute));
  }
  for (const child of node['children']) parts.push(readChild(reading, child));
  return all(parts);
}

/** Null for `<div>` and `<a:b>`, which are no names of the program. */
function readType(reading: Reading, name: SyntaxNode): Expression | null {
  if (name.type === 'JSXMemberExpression') {
    const object = isThis(name['object']) ? reading.self : readName(reading, name['object']);
    const { property } = name;
    return { op: 'member', object, key: property.name, line: reading.line(property), optional: false };
  }
  if (name.type !== 'JSXIdentifier' || /^[a-z]|-/.test(name['name'])) return null;
  return readName(reading, name);
}

function isThis(name: SyntaxNode): boolean {
  return name.type === 'JSXIdentifier' && name['name'] === 'this';
}

function readName(reading: Reading, name: SyntaxNode): Expression {
  if (name.type === 'JSXMemberExpression') return readType(reading, name) as Expression;
  return reading.expression({ ...name, type: 'Identifier' });
}

function readAttribute(reading: Reading, node: SyntaxNode): Expression {
  if (node.type === 'JSXSpreadAttribute') return reading.expression(node['argument']);
  return node['value'] === null ? all([]) : readChild(reading, node['value']);
}

function readChild(reading: Reading, node: SyntaxNode): Expression {
  switch (node.type) {
    case 'JSXExpressionContainer':
    case 'JSXSpreadChild':
      return reading.expression(node['expression']);
    case 'JSXText':
    case 'JSXEmptyExpression':
      return all([]);
    default:
      return reading.expression(node);
  }
}
