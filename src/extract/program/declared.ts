import { propertyName, type SyntaxNode } from '../tree/syntax.ts';
import { importsModule, meaningOf, meaningOfKey } from './meaning.ts';
import type { Names } from './names.ts';

/** Declares the names of a pattern. `init` is what a plain name gets, where that is known. */
export function declarePattern(node: SyntaxNode, names: Names, init: SyntaxNode | null = null): void {
  switch (node.type) {
    case 'Identifier':
      return names.declare(node['name'], init === null ? 'plain' : meaningOf(init, names));
    case 'ObjectPattern':
      for (const part of node['properties']) {
        if (part.type === 'RestElement') declarePattern(part.argument, names);
        else if (part.value.type === 'Identifier')
          names.declare(part.value.name, meaningOfKey(propertyName(part.key, part.computed)));
        else declarePattern(part.value, names);
      }
      return;
    case 'ArrayPattern':
      for (const part of node['elements']) if (part !== null) declarePattern(part, names);
      return;
    case 'AssignmentPattern':
      return declarePattern(node['left'], names);
    case 'RestElement':
      return declarePattern(node['argument'], names);
    case 'TSParameterProperty':
      return declarePattern(node['parameter'], names);
    default:
  }
}

/** Declares what the statements of a block declare in it: all but `var`. Types are passed over. */
export function declareBlock(nodes: readonly SyntaxNode[], names: Names): void {
  for (const node of nodes) declareStatement(node, names);
}

function declareStatement(node: SyntaxNode, names: Names): void {
  if (node['declare']) return;
  switch (node.type) {
    case 'VariableDeclaration':
      if (node['kind'] !== 'var') declareVariables(node, names);
      return;
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      if (node['id']) names.declare(node['id'].name, 'plain');
      return;
    case 'TSModuleDeclaration':
      if (isInstantiated(node)) names.declare(firstName(node['id']), 'plain');
      return;
    case 'TSImportEqualsDeclaration':
      if (node['importKind'] !== 'type') names.declare(node['id'].name, 'plain');
      return;
    case 'ImportDeclaration':
      return declareImport(node, names);
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      if (node['declaration']) declareStatement(node['declaration'], names);
      return;
    case 'LabeledStatement':
      return declareStatement(node['body'], names);
    default:
  }
}

function declareVariables(node: SyntaxNode, names: Names): void {
  for (const { id, init } of node['declarations']) declarePattern(id, names, init);
}

function declareImport(node: SyntaxNode, names: Names): void {
  if (node['importKind'] === 'type') return;
  for (const specifier of node['specifiers']) {
    if (specifier.importKind === 'type') continue;
    const key = importsModule(node) && specifier.imported ? specifier.imported.name : undefined;
    names.declare(specifier.local.name, meaningOfKey(key));
  }
}

/** Declares each `var` of a function's statements, however deep in blocks. */
export function declareVars(nodes: readonly (SyntaxNode | null | undefined)[], names: Names): void {
  for (const node of nodes) if (node) declareVarsIn(node, names);
}

function declareVarsIn(node: SyntaxNode, names: Names): void {
  switch (node.type) {
    case 'VariableDeclaration':
      if (node['kind'] === 'var' && !node['declare']) declareVariables(node, names);
      return;
    case 'BlockStatement':
      return declareVars(node['body'], names);
    case 'IfStatement':
      return declareVars([node['consequent'], node['alternate']], names);
    case 'ForStatement':
      return declareVars([node['init'], node['body']], names);
    case 'ForInStatement':
    case 'ForOfStatement':
      return declareVars([node['left'], node['body']], names);
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
    case 'WithStatement':
      return declareVarsIn(node['body'], names);
    case 'TryStatement':
      return declareVars([node['block'], node['handler']?.body, node['finalizer']], names);
    case 'SwitchStatement':
      for (const { consequent } of node['cases']) declareVars(consequent, names);
      return;
    case 'ExportNamedDeclaration':
      if (node['declaration']) declareVarsIn(node['declaration'], names);
      return;
    default:
  }
}

/** The first name of `A.B.C`. */
export function firstName(name: SyntaxNode): string {
  let at = name;
  while (at.type === 'TSQualifiedName') at = at['left'];
  return at['name'];
}

/** Whether a namespace is left when types are gone. */
export function isInstantiated(node: SyntaxNode): boolean {
  if (node['declare'] || !node['body'] || node['id'].type === 'Literal') return false;
  return node['body'].body.some((statement: SyntaxNode) => {
    const inner: SyntaxNode = statement['declaration'] ?? statement;
    if (inner.type === 'TSModuleDeclaration') return isInstantiated(inner);
    return !inner['declare'] && !/^TS(?!Enum|ImportEquals|ExportAssign)/.test(inner.type);
  });
}
