import type { SyntaxNode } from '../tree/syntax.ts';

/** Types of which some part is there at run time; anything else that is TypeScript's own is a type. */
const RUNTIME_TYPESCRIPT = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSExportAssignment',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSParameterProperty',
  'TSImportEqualsDeclaration',
]);
/** Nodes that open a scope, and are no function. */
export const BLOCKS = new Set([
  'BlockStatement',
  'StaticBlock',
  'TSModuleBlock',
  'SwitchStatement',
  'CatchClause',
]);
/** Fields that hold names which are no mention of a variable. */
const NO_MENTION: Readonly<Record<string, readonly string[]>> = {
  LabeledStatement: ['label'],
  BreakStatement: ['label'],
  ContinueStatement: ['label'],
  MetaProperty: ['meta', 'property'],
  TSEnumDeclaration: ['id'],
  TSModuleDeclaration: ['id'],
  TSImportEqualsDeclaration: ['id'],
  JSXAttribute: ['name'],
  ExportSpecifier: ['exported'],
};
const KEYED = new Set([
  'MemberExpression',
  'Property',
  'MethodDefinition',
  'PropertyDefinition',
  'AccessorProperty',
  'TSEnumMember',
]);
const KEYS = new Set(['key', 'property', 'id']);

/** Whether nothing of a node is left when types are gone. */
export function isErased({ type }: SyntaxNode): boolean {
  return type.startsWith('TS') && !RUNTIME_TYPESCRIPT.has(type);
}

/** Whether a field of a node holds a name that is no mention of a variable: a label, a key, a member. */
export function mentionsNothing(node: SyntaxNode, field: string): boolean {
  if (NO_MENTION[node.type]?.includes(field)) return true;
  return KEYED.has(node.type) && !node['computed'] && KEYS.has(field);
}

/** Collects the names that types mention. */
export function addTypeNames(node: SyntaxNode, names: Set<string>): void {
  if (node.type === 'Identifier') names.add(node['name']);
  for (const field in node) {
    const child = node[field];
    if (child === null || typeof child !== 'object') continue;
    if (Array.isArray(child)) {
      for (const item of child) if (item !== null && typeof item === 'object') addTypeNames(item, names);
    } else if (typeof child.type === 'string') addTypeNames(child, names);
  }
}
