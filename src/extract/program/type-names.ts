import type { SyntaxNode } from '../tree/syntax.ts';

/** Names of a module that are declared, or imported, as types; some of them may be values as well. */
export function typeNamesOf(nodes: readonly SyntaxNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodes) {
    const inner: SyntaxNode = node['declaration'] ?? node;
    if (inner.type === 'TSInterfaceDeclaration' || inner.type === 'TSTypeAliasDeclaration')
      names.add(inner['id'].name);
    else if (inner.type === 'ImportDeclaration') {
      for (const specifier of inner['specifiers'])
        if (inner['importKind'] === 'type' || specifier.importKind === 'type')
          names.add(specifier.local.name);
    }
  }
  return names;
}
