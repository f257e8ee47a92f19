import type { Expression } from '../../model/program.ts';
import { propertyName, unwrap, type SyntaxNode } from '../tree/syntax.ts';
import type { Names } from './names.ts';
import type { Reading } from './reading.ts';
import { OPAQUE } from './values.ts';

/** Reads `object.key`, `object[key]`, `object.#key`, `module.exports`. */
export function readMember(reading: Reading, node: SyntaxNode): Expression {
  if (isModuleExports(node, reading.names)) return { op: 'module-exports' };
  const { property } = node;
  const object = reading.expression(node['object']);
  const line = reading.line(property);
  const key = propertyName(property, node['computed']);
  if (key === undefined) return { op: 'index', object, key: reading.expression(property), line };
  if (object.op === 'opaque') return OPAQUE;
  return { op: 'member', object, key, line, optional: isOptional(node) };
}

function isModuleExports(node: SyntaxNode, names: Names): boolean {
  const { object } = node;
  if (propertyName(node['property'], node['computed']) !== 'exports') return false;
  return object.type === 'Identifier' && names.meaning(object.name) === 'module';
}

/** Whether a link of a chain, or one before it, is optional: then all that follows is left out together. */
export function isOptional(node: SyntaxNode): boolean {
  let at: SyntaxNode = node;
  for (;;) {
    if (at['optional']) return true;
    const next: SyntaxNode | undefined =
      at.type === 'MemberExpression' ? at['object'] : at.type === 'CallExpression' ? at['callee'] : undefined;
    if (next === undefined || next.type === 'ChainExpression' || next.type === 'ParenthesizedExpression')
      return false;
    at = next.type === 'TSNonNullExpression' ? unwrap(next) : next;
  }
}
