import { isExports } from '../tree/bind.ts';
import { propertyName, type SyntaxNode } from '../tree/syntax.ts';
import { outermost, type Visit } from './visit.ts';

/**
 * What a value becomes: `entry` of an exported object literal or of `exports` (a getter can stand there), `whole` of
 * what the module exports, `spread` into it; `variable` is an entry of a literal that a variable holds.
 */
export type Exported =
  | { readonly as: 'entry' | 'whole' | 'spread' }
  | { readonly as: 'variable'; readonly name: string; readonly at: Visit };

/**
 * Tells whether the value of an expression is exported right where it stands.
 *
 * @param value the whole expression, as {@link outermost} gives it
 */
export function exportedAs(value: Visit): Exported | undefined {
  const { parent } = value;
  if (parent === null) return undefined;
  const { type } = parent.node;
  if (type === 'ExportDefaultDeclaration' || type === 'TSExportAssignment') return { as: 'whole' };
  if (type === 'AssignmentExpression' && value.key === 'right') return assigned(parent);
  if (type === 'VariableDeclarator' && value.key === 'init')
    return parent.parent?.parent?.node.type === 'ExportNamedDeclaration' ? { as: 'whole' } : undefined;
  if (type === 'Property' && value.key === 'value' && parent.node['kind'] === 'init') return entry(parent);
  if (type === 'SpreadElement')
    return parent.parent !== null && isExported(parent.parent) ? { as: 'spread' } : undefined;
  return undefined;
}

function isExported(literal: Visit): boolean {
  return literal.node.type === 'ObjectExpression' && exportedAs(outermost(literal))?.as === 'whole';
}

function assigned(assignment: Visit): Exported | undefined {
  const left: SyntaxNode = assignment.node['left'];
  if (assignment.node['operator'] !== '=') return undefined;
  if (isExports(left)) return { as: 'whole' };
  if (left.type !== 'MemberExpression' || !isExports(left['object'])) return undefined;
  const isStatement = isWholeStatement(assignment);
  return {
    as: isStatement && propertyName(left['property'], left['computed']) !== undefined ? 'entry' : 'whole',
  };
}

function isWholeStatement(assignment: Visit): boolean {
  const { type } = assignment.parent?.node ?? { type: '' };
  return type === 'ExpressionStatement' || type === 'SequenceExpression';
}

/** An entry of an object literal, or of one inside it. */
function entry(property: Visit): Exported | undefined {
  const literal = property.parent;
  if (literal === null || literal.node.type !== 'ObjectExpression') return undefined;
  const outer = outermost(literal);
  const { parent } = outer;
  if (
    parent?.node.type === 'VariableDeclarator' &&
    parent.node['id'].type === 'Identifier' &&
    isOfModule(parent)
  )
    return { as: 'variable', name: parent.node['id'].name, at: parent };
  const around = exportedAs(outer);
  if (around?.as === 'whole') return { as: 'entry' };
  return around?.as === 'entry' || around?.as === 'variable' ? around : undefined;
}

/** Whether a declarator stands at the top of the file. */
function isOfModule(declarator: Visit): boolean {
  const outer = declarator.parent?.parent ?? null;
  return outer === null || outer.node.type === 'ExportNamedDeclaration';
}
