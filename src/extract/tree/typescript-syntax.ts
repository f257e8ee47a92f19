import { declare } from './scope.ts';
import type { SyntaxNode } from './syntax.ts';
import type { Walker } from './walker.ts';

/**
 * Walks TypeScript's own syntax: what exists at run time is visited, types and `declare` are passed over.
 *
 * @returns false where the node's children are to be walked like those of any other node
 */
export function visitTypeScript(walker: Walker, node: SyntaxNode): boolean {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'TSExportAssignment':
      walker.visit(node['expression']);
      return true;
    case 'TSEnumDeclaration':
    case 'TSEnumBody':
    case 'TSEnumMember':
    case 'TSModuleBlock':
    case 'TSParameterProperty':
      return Boolean(node['declare']);
    case 'TSModuleDeclaration':
      if (!node['declare'] && node['body']) walker.block(node['body']);
      return true;
    case 'TSImportEqualsDeclaration':
      declare(walker.scope, node['id'].name);
      if (node['moduleReference'].type === 'TSExternalModuleReference') walker.addSite(node);
      return true;
    default:
      return true;
  }
}
