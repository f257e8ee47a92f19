import type { SyntaxNode } from '../tree/syntax.ts';
import { nameOf } from './declared-names.ts';
import type { UsesFile } from './file.ts';
import { blockedBy, freeTo, judge, type Judged } from './judge.ts';

type Found = Judged & { readonly specifier: string; readonly line: number };

/** Judges every import declaration and re-export of a file; what compilation drops anyway is left out. */
export function judgeDeclarations(file: UsesFile): Found[] {
  return file.body.flatMap((node) => {
    const judged = judgeDeclaration(file, node);
    if (judged === undefined) return [];
    return [{ specifier: node['source'].value, line: file.line(node.start), ...judged }];
  });
}

function judgeDeclaration(file: UsesFile, node: SyntaxNode): Judged | undefined {
  if (node['importKind'] === 'type' || node['exportKind'] === 'type' || node['phase']) return undefined;
  if (node.type === 'ImportDeclaration') return judgeImport(file, node);
  if (node.type === 'ExportAllDeclaration') return blockedBy([file.reason('re-export', node, '*')]);
  if (node.type !== 'ExportNamedDeclaration' || !node['source']) return undefined;
  const names: string[] = node['specifiers']
    .filter((specifier: SyntaxNode) => specifier['exportKind'] !== 'type')
    .map(({ local }: SyntaxNode) => nameOf(local));
  if (names.length === 0 && file.elides) return undefined;
  return blockedBy([file.reason('re-export', node, names.join(', ') || '{}')], names);
}

function judgeImport(file: UsesFile, node: SyntaxNode): Judged | undefined {
  const specifiers: SyntaxNode[] = node['specifiers'];
  const values = specifiers.filter(({ importKind }) => importKind !== 'type');
  if (specifiers.length === 0) {
    const isEmptyList = /^import\s*\{/.test(file.source.text.slice(node.start, node.end));
    if (isEmptyList && file.elides) return undefined;
    return blockedBy([file.reason('side-effect-import', node, node['source'].value)]);
  }
  if (values.length === 0) {
    if (file.elides) return undefined;
    // Only `verbatimModuleSyntax` keeps it: `import {} from …`.
    return freeTo('type-only');
  }
  const owner = file.walked.module;
  return judge(
    file,
    values.map((specifier) => ({ name: specifier['local'].name, owner, member: importedName(specifier) })),
    true,
  );
}

/** The member of the target that a specifier stands for; null for its namespace. */
export function importedName(specifier: SyntaxNode): string | null {
  if (specifier.type === 'ImportNamespaceSpecifier') return null;
  return specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier['imported']);
}
