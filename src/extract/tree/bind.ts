import { declare, lookup, type Scope, type Scoped } from './scope.ts';
import { isMember, propertyName, unwrap, type SyntaxNode } from './syntax.ts';

/**
 * Declares every name of a destructuring pattern.
 *
 * @param pattern the pattern, or a plain identifier
 * @param scope where the names go
 * @param value what is destructured, where known
 */
export function bindPattern(pattern: SyntaxNode, scope: Scope, value: Scoped | null): void {
  switch (pattern.type) {
    case 'Identifier': {
      const binding = declare(scope, pattern['name']);
      if (value !== null) binding.values.push(value);
      return;
    }
    case 'ObjectPattern':
      for (const property of pattern['properties']) {
        if (property.type === 'RestElement') bindPattern(property.argument, scope, null);
        else bindProperty(property, scope);
      }
      return;
    case 'ArrayPattern':
      for (const element of pattern['elements']) if (element !== null) bindPattern(element, scope, null);
      return;
    case 'AssignmentPattern':
      return bindPattern(pattern['left'], scope, null);
    case 'RestElement':
      return bindPattern(pattern['argument'], scope, null);
    default:
  }
}

function bindProperty(property: SyntaxNode, scope: Scope): void {
  const target = property['value'].type === 'AssignmentPattern' ? property['value'].left : property['value'];
  bindPattern(target, scope, null);
  if (target.type === 'Identifier') {
    declare(scope, target.name).source = propertyName(property['key'], property['computed']) ?? null;
  }
}

/**
 * Declares the names of one declarator and keeps its initialiser as their value.
 *
 * @param declarator `id = init`
 * @param scope where the names go (the function's for `var`)
 * @param valueScope where the initialiser's names are looked up
 */
export function bindVariable(declarator: SyntaxNode, scope: Scope, valueScope: Scope): void {
  const value = declarator['init'] ? { node: declarator['init'], scope: valueScope } : null;
  bindPattern(declarator['id'], scope, value);
}

/**
 * Keeps what an assignment puts into a name, into a property of a name, or into the module's exports.
 *
 * @param exported grows by `exports.name = value` and `module.exports.name = value`
 */
export function recordAssignment(node: SyntaxNode, scope: Scope, exported: Map<string, Scoped[]>): void {
  const target = unwrap(node['left']);
  const value = { node: node['right'], scope };
  if (target.type === 'Identifier') {
    lookup(scope, target['name'])?.values.push(value);
    return;
  }
  if (target.type !== 'MemberExpression') return;
  const name = propertyName(target['property'], target['computed']);
  if (name === undefined) return;
  const object = unwrap(target['object']);
  if (isExports(object)) push(exported, name, value);
  else if (object.type === 'Identifier') {
    const binding = lookup(scope, object['name']);
    if (binding === undefined) return;
    binding.members ??= new Map();
    push(binding.members, name, value);
  }
}

/** Whether the node is the free `exports` or `module.exports`. */
export function isExports(node: SyntaxNode): boolean {
  return (node.type === 'Identifier' && node['name'] === 'exports') || isMember(node, 'module', 'exports');
}

function push(map: Map<string, Scoped[]>, name: string, value: Scoped): void {
  const list = map.get(name);
  if (list === undefined) map.set(name, [value]);
  else list.push(value);
}
