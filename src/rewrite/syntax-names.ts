import type { SyntaxNode } from '../extract/tree/syntax.ts';
import type { Scope, Trail } from './names.ts';
import type { NameWalk } from './name-walk.ts';

/**
 * Walks imports and exports.
 *
 * @returns whether it was such a node
 */
export function visitModuleSyntax(walk: NameWalk, node: SyntaxNode, scope: Scope, here: Trail): boolean {
  switch (node.type) {
    case 'ImportDeclaration':
      if (node['importKind'] === 'type') return true;
      walk.table.loads.push(here);
      for (const specifier of node['specifiers'] as SyntaxNode[])
        if (specifier['importKind'] !== 'type') walk.table.declare(specifier['local'], scope);
      return true;
    case 'ExportAllDeclaration':
      walk.table.loads.push(here);
      return true;
    case 'ExportNamedDeclaration':
      if (node['exportKind'] === 'type') return true;
      if (node['source']) walk.table.loads.push(here);
      else if (node['declaration']) walk.visit(node['declaration'], scope, here);
      else
        for (const specifier of node['specifiers'] as SyntaxNode[])
          if (specifier['exportKind'] !== 'type')
            walk.table.refer(specifier['local'], scope, { node: specifier, up: here });
      return true;
    default:
      return false;
  }
}

/**
 * Walks tags of JSX, whose names are variables where they do not begin with a small letter.
 *
 * @returns whether it was such a node
 */
export function visitJsx(walk: NameWalk, node: SyntaxNode, scope: Scope, here: Trail): boolean {
  switch (node.type) {
    case 'JSXIdentifier':
      // Lower-case names stand for themselves.
      if (!/^[a-z]/.test(node['name']) || here.up?.node.type === 'JSXMemberExpression')
        walk.table.refer(node, scope, here.up as Trail);
      return true;
    case 'JSXMemberExpression':
      walk.visit(node['object'], scope, here);
      return true;
    case 'JSXAttribute':
      if (node['value']) walk.visit(node['value'], scope, here);
      return true;
    default:
      return false;
  }
}
