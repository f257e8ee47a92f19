import { isMember, literalText, propertyName, type SyntaxNode, WRAPPERS } from '../extract/tree/syntax.ts';
import type { CutReason } from '../model/cut.ts';
import type { Names, Reference, Trail } from './names.ts';
import { isTopLevel } from './is-top-level.ts';

/** An import that can be put off, by the form it has. */
export type Site =
  /** `import a, { b } from 'x'` */
  | { readonly kind: 'import'; readonly node: SyntaxNode }
  /** TypeScript's `import a = require('x')` */
  | { readonly kind: 'import-equals'; readonly node: SyntaxNode }
  /** `const a = require('x')`, `const { b } = interop(require('x'))` */
  | { readonly kind: 'variable'; readonly declarator: SyntaxNode; readonly declaration: SyntaxNode }
  /** `{ key: require('x') }`, `exports.key = require('x')` */
  | { readonly kind: 'value'; readonly value: SyntaxNode; readonly place: ValuePlace };

/** Where a value can be given by a getter. */
export type ValuePlace =
  /** A property of an object literal. */
  | { readonly kind: 'property'; readonly property: SyntaxNode; readonly literal: SyntaxNode }
  /** `exports.name = …` */
  | { readonly kind: 'export'; readonly assignment: SyntaxNode; readonly name: string };

export interface Refusal {
  readonly refused: CutReason['code'];
}

/** What compilers wrap a require in so that it looks like a module to the importer. */
const INTEROP = /^_{0,2}(import(Default|Star)|toESM|toModule|interop\w*)\d*$/;
const LITERALS = new Set(['ObjectExpression', 'ArrayExpression']);
const HOLDERS = new Set(['VariableDeclarator', 'AssignmentExpression', 'ExportDefaultDeclaration']);
/** What holds statements. */
export const LISTS: ReadonlySet<string> = new Set([
  'Program',
  'BlockStatement',
  'StaticBlock',
  'SwitchCase',
  'TSModuleBlock',
]);

/**
 * Looks at one place that loads a module: how it can be put off, or why not.
 *
 * @param load a call with the specifier, an import or a re-export
 */
export function siteOf({ node, up }: Trail, names: Names): Site | Refusal {
  switch (node.type) {
    case 'ImportDeclaration':
      if (node['specifiers'].length === 0) return { refused: 'side-effect-import' };
      return { kind: 'import', node };
    case 'TSImportEqualsDeclaration':
      if (up?.node.type === 'ExportNamedDeclaration') return { refused: 're-export' };
      return { kind: 'import-equals', node };
    case 'CallExpression':
      return siteOfCall(node, up as Trail, names);
    default:
      return { refused: 're-export' };
  }
}

function siteOfCall(call: SyntaxNode, up: Trail, names: Names): Site | Refusal {
  const [value, around] = climb(call, up);
  const { node: parent } = around;
  if (parent.type === 'VariableDeclarator' && parent['init'] === value)
    return siteOfVariable(parent, around.up as Trail, value);
  const place = valuePlaceOf(value, around, names);
  if (place !== null) return isMovable(value) ? { kind: 'value', value, place } : { refused: 'unreadable' };
  if (parent.type === 'ExpressionStatement' && value === call) return { refused: 'side-effect-import' };
  if (parent.type === 'AssignmentExpression' && isMember(parent['left'], 'module', 'exports'))
    return { refused: 're-export' };
  return { refused: parent.type === 'AssignmentExpression' ? 'reassigned' : 'top-level-use' };
}

/**
 * What a compiler's helper makes of an import that has a name: `var _x2 = _interopRequireDefault(_x)`.
 *
 * @returns null where the name is read in another way
 */
export function aliasSiteOf({ node, up }: Reference, names: Names): Site | null {
  if (up.node.type !== 'CallExpression' || !isInterop(up.node, node) || up.up === null) return null;
  const [value, around] = climbPlain(up.node, up.up);
  const { node: declarator } = around;
  if (declarator.type !== 'VariableDeclarator' || declarator['init'] !== value) return null;
  if (declarator['id'].type !== 'Identifier' || (names.declared.get(declarator['id'])?.declarations ?? 0) > 1)
    return null;
  const site = siteOfVariable(declarator, around.up as Trail, value);
  return 'refused' in site ? null : site;
}

function siteOfVariable(declarator: SyntaxNode, up: Trail, value: SyntaxNode): Site | Refusal {
  const { node: declaration, up: list } = up;
  if (list === null || list.node.type === 'ExportNamedDeclaration') return { refused: 're-export' };
  const isSeenOutside = declaration['kind'] === 'var' && !isFunctionBody(list);
  if (!LISTS.has(list.node.type) || isSeenOutside) return { refused: 'top-level-use' };
  if (!isMovable(value)) return { refused: 'unreadable' };
  return { kind: 'variable', declarator, declaration };
}

/** Whether a list of statements is all of a function's, or of the module. */
export function isFunctionBody({ node, up }: Trail): boolean {
  return node.type !== 'BlockStatement' ? node.type !== 'SwitchCase' : /Function/.test(up?.node.type ?? '');
}

/** From a require to all that is only taken from what it gives: members, calls, interop helpers. */
function climb(call: SyntaxNode, up: Trail): [SyntaxNode, Trail] {
  let value = call;
  let around = up;
  for (;;) {
    const parent = around.node;
    const isTaken =
      WRAPPERS.has(parent.type) ||
      isPlainMember(parent, value) ||
      (parent.type === 'CallExpression' && (parent['callee'] === value || isInterop(parent, value)));
    if (!isTaken || around.up === null) return [value, around];
    value = parent;
    around = around.up;
  }
}

/** As {@link climb}, without calls of what it gives: these are made where they stand. */
export function climbPlain(call: SyntaxNode, up: Trail): [SyntaxNode, Trail] {
  let value = call;
  let around = up;
  while (around.up !== null) {
    const { node: parent } = around;
    const isTaken =
      WRAPPERS.has(parent.type) ||
      isPlainMember(parent, value) ||
      (parent.type === 'CallExpression' && isInterop(parent, value));
    if (!isTaken) break;
    value = parent;
    around = around.up;
  }
  return [value, around];
}

function isPlainMember(node: SyntaxNode, object: SyntaxNode): boolean {
  return (
    node.type === 'MemberExpression' &&
    node['object'] === object &&
    propertyName(node['property'], node['computed']) !== undefined
  );
}

function isInterop(call: SyntaxNode, argument: SyntaxNode): boolean {
  if (call['arguments'][0] !== argument) return false;
  const callee: SyntaxNode = call['callee'];
  const name: unknown = callee.type === 'MemberExpression' ? callee['property'].name : callee['name'];
  return typeof name === 'string' && INTEROP.test(name);
}

/** A name with the members read of it, and where that stands. @param reference an identifier */
export function readChain(reference: SyntaxNode, up: Trail): [SyntaxNode, Trail] {
  let value = reference;
  let around = up;
  while (around.up !== null && (isPlainMember(around.node, value) || WRAPPERS.has(around.node.type))) {
    value = around.node;
    around = around.up;
  }
  return [value, around];
}

/**
 * Whether a value, while the module is evaluated, is only put where a getter could stand.
 *
 * @param around what stands around the value
 */
export function valuePlaceOf(value: SyntaxNode, around: Trail, names: Names): ValuePlace | null {
  const { node: parent, up } = around;
  if (up === null || !isTopLevel(around)) return null;
  if (parent.type === 'Property' && parent['value'] === value && isKept(up))
    return { kind: 'property', property: parent, literal: up.node };
  if (parent.type !== 'AssignmentExpression' || parent['operator'] !== '=' || parent['right'] !== value)
    return null;
  const name = exportName(parent['left'], names);
  if (name === null || up.node.type !== 'ExpressionStatement') return null;
  return { kind: 'export', assignment: parent, name };
}

/** Whether an object literal goes into a variable or a member, and not to code that could look at its properties. */
function isKept({ node, up }: Trail): boolean {
  if (node.type !== 'ObjectExpression') return false;
  const hasPrototype = node['properties'].some(
    (item: SyntaxNode) =>
      item.type === 'Property' && propertyName(item['key'], item['computed']) === '__proto__',
  );
  let at = up;
  while (at !== null && (isLiteralPart(at.node) || isFreeze(at.node))) at = at.up;
  return !hasPrototype && at !== null && HOLDERS.has(at.node.type);
}

function isLiteralPart({ type }: SyntaxNode): boolean {
  return type === 'Property' || LITERALS.has(type) || WRAPPERS.has(type);
}

/** What closes an object looks at none of its values. */
function isFreeze(node: SyntaxNode): boolean {
  return (
    node.type === 'CallExpression' &&
    (isMember(node['callee'], 'Object', 'freeze') || isMember(node['callee'], 'Object', 'seal'))
  );
}

function exportName(target: SyntaxNode, { free }: Names): string | null {
  if (target.type !== 'MemberExpression') return null;
  const { object } = target as unknown as { object: SyntaxNode };
  const root = object.type === 'Identifier' ? object : object['object'];
  const isExports =
    (object.type === 'Identifier' && object['name'] === 'exports') || isMember(object, 'module', 'exports');
  if (!isExports || !free.has(root)) return null;
  return propertyName(target['property'], target['computed']) ?? null;
}

/** Whether an expression means the same inside a function. */
function isMovable(value: SyntaxNode): boolean {
  let found = true;
  const look = (node: SyntaxNode): void => {
    if (/^(This|Await|Yield)Expression$|^Super$|^MetaProperty$/.test(node.type)) found = false;
    if (node.type === 'Identifier' && node['name'] === 'arguments') found = false;
    for (const field in node) {
      const child = node[field];
      if (child === null || typeof child !== 'object') continue;
      for (const item of Array.isArray(child) ? child : [child])
        if (typeof item?.type === 'string') look(item as SyntaxNode);
    }
  };
  look(value);
  return found;
}

/** The specifier of an import, a re-export or a call. */
export function specifierOf(load: SyntaxNode): string | undefined {
  if (load.type === 'CallExpression') return literalText(load['arguments'][0]);
  if (load.type === 'TSImportEqualsDeclaration') return literalText(load['moduleReference'].expression);
  return literalText(load['source']);
}
