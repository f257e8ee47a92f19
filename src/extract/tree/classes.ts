import { declare, type ClassRecord } from './scope.ts';
import { isFunction, propertyName, unwrap, type SyntaxNode } from './syntax.ts';
import type { Walker } from './walker.ts';

/**
 * Walks a class. Heritage, decorators, computed keys, static fields and static blocks run where the class stands;
 * the constructor and instance fields run on `new`; methods when they are called.
 */
export function visitClass(walker: Walker, node: SyntaxNode): void {
  if (node['declare']) return;
  if (node.type === 'ClassDeclaration' && node['id']) {
    declare(walker.scope, node['id'].name).values.push({ node, scope: walker.scope });
  }
  const record = recordOf(walker, node);
  walker.classes.set(node, record);
  if (node['superClass']) walker.visit(node['superClass']);
  walker.visitAll(node['decorators'] ?? []);
  const outer = walker.self;
  walker.self = record;
  for (const member of node['body'].body) visitMember(walker, member, record);
  walker.self = outer;
}

/** Walks an object literal: `this` in its methods is the object. */
export function visitObject(walker: Walker, node: SyntaxNode): void {
  const record = recordOf(walker, node);
  const outer = walker.self;
  for (const property of node['properties']) {
    const value: SyntaxNode | undefined = property.type === 'Property' ? property.value : undefined;
    if (value?.type !== 'FunctionExpression') {
      walker.visit(property);
      continue;
    }
    if (property.computed) walker.visit(property.key);
    const name = propertyName(property.key, property.computed);
    if (name !== undefined && property.kind === 'init') record.methods.set(name, value);
    walker.self = record;
    walker.visit(value);
    walker.self = outer;
  }
}

function visitMember(walker: Walker, member: SyntaxNode, owner: ClassRecord): void {
  if (member.type === 'StaticBlock') return walker.block(member);
  walker.visitAll(member['decorators'] ?? []);
  const value: SyntaxNode | null = member['value'] ?? null;
  if (member['computed']) walker.visit(member['key']);
  if (value === null) return;
  const name = propertyName(member['key'], member['computed']);
  if (name !== undefined && isFunction(unwrap(value))) {
    (member['static'] ? owner.statics : owner.methods).set(name, unwrap(value));
  }
  if (member.type === 'MethodDefinition' || member['static']) {
    walker.visit(value);
    const constructor = member['kind'] === 'constructor' ? walker.functions.get(value) : undefined;
    if (constructor !== undefined) owner.construct.push(constructor);
    return;
  }
  // A field initialiser runs once per instance: a function of its own, called by `new`.
  const record = walker.open(member, []);
  owner.construct.push(record);
  walker.within(record, record.scope, false, () => walker.visit(value));
}

function recordOf({ scope }: Walker, node: SyntaxNode): ClassRecord {
  return { node, scope, construct: [], methods: new Map(), statics: new Map() };
}
