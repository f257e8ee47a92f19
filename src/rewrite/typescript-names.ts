import type { SyntaxNode } from '../extract/tree/syntax.ts';
import { newScope, type Scope, type Trail } from './names.ts';
import type { NameWalk } from './name-walk.ts';

/** Walks what TypeScript adds to a program; types mean nothing while it runs and are left out. */
export function visitTypeScript(walk: NameWalk, node: SyntaxNode, scope: Scope, here: Trail): void {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'TSExportAssignment':
      return walk.visit(node['expression'], scope, here);
    case 'TSEnumDeclaration':
      return visitEnum(walk, node, scope, here);
    case 'TSModuleDeclaration':
      if (node['declare'] || !node['body']) return;
      if (node['id'].type === 'Identifier') walk.table.declare(node['id'], scope);
      return walk.visit(node['body'], newScope(scope, true), here);
    case 'TSModuleBlock':
      return walk.visitAll(node['body'], scope, here);
    case 'TSImportEqualsDeclaration':
      return visitImportEquals(walk, node, scope, here);
    default:
  }
}

function visitEnum(walk: NameWalk, node: SyntaxNode, scope: Scope, here: Trail): void {
  if (node['declare']) return;
  walk.table.declare(node['id'], scope);
  const inner = newScope(scope, false);
  const members: SyntaxNode[] = node['body']?.members ?? node['members'];
  for (const { id } of members as unknown as { id: SyntaxNode }[])
    if (id.type === 'Identifier') walk.table.declare(id, inner);
  for (const member of members)
    if (member['initializer']) walk.visit(member['initializer'], inner, { node: member, up: here });
}

function visitImportEquals(walk: NameWalk, node: SyntaxNode, scope: Scope, here: Trail): void {
  if (node['importKind'] === 'type') return;
  walk.table.declare(node['id'], scope);
  const reference: SyntaxNode = node['moduleReference'];
  if (reference.type === 'TSExternalModuleReference') {
    walk.table.loads.push(here);
    return;
  }
  let name = reference;
  while (name.type === 'TSQualifiedName') name = name['left'];
  if (name.type === 'Identifier') walk.table.refer(name, scope, here);
}
