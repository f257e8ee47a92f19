/** An ESTree node as the parser gives it. Fields depend on `type`; the walkers check it before they read one. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- the tree is plain JSON; a full union would cast at each step
  readonly [field: string]: any;
}

/** What changes nothing at run time around an expression: parentheses, casts, optional chains. */
export const WRAPPERS: ReadonlySet<string> = new Set([
  'ParenthesizedExpression',
  'ChainExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
]);

/** Takes off what changes nothing at run time: parentheses, casts, `(0, f)`, optional chains. */
export function unwrap(node: SyntaxNode): SyntaxNode {
  let inner = node;
  for (;;) {
    if (WRAPPERS.has(inner.type)) inner = inner['expression'];
    else if (inner.type === 'SequenceExpression') inner = inner['expressions'].at(-1);
    else return inner;
  }
}

/** Whether the node is a function; methods hold one as their value. */
export function isFunction(node: SyntaxNode): boolean {
  return (
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionDeclaration'
  );
}

/** Whether the node is a class, named or not. */
export function isClass(node: SyntaxNode): boolean {
  return node.type === 'ClassExpression' || node.type === 'ClassDeclaration';
}

/** The text of a string literal or of a template without substitutions; undefined for anything else. */
export function literalText(node: SyntaxNode): string | undefined {
  if (node.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node.type === 'TemplateLiteral' && node['expressions'].length === 0)
    return node['quasis'][0].value.cooked ?? undefined;
  return undefined;
}

/** Name of a property key or member access that is known without running: `a.b`, `a['b']`, `{ b: … }`, `a.#b`. */
export function propertyName(key: SyntaxNode, computed: boolean): string | undefined {
  if (!computed && key.type === 'Identifier') return key['name'];
  if (key.type === 'PrivateIdentifier') return `#${key['name']}`;
  if (key.type === 'Literal') return String(key['value']);
  return literalText(key);
}

/** Whether the node is `object.property` with these very names. */
export function isMember(node: SyntaxNode, object: string, property: string): boolean {
  return (
    node.type === 'MemberExpression' &&
    node['object'].type === 'Identifier' &&
    node['object'].name === object &&
    propertyName(node['property'], node['computed']) === property
  );
}

/** Whether the node is `import.meta.name`. */
export function isImportMeta(node: SyntaxNode, name: string): boolean {
  return (
    node.type === 'MemberExpression' &&
    node['object'].type === 'MetaProperty' &&
    node['object'].meta.name === 'import' &&
    propertyName(node['property'], node['computed']) === name
  );
}
