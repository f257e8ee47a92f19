import { namesIn } from '../extract/tree/pattern-names.ts';
import { isFunction, isMember, type SyntaxNode } from '../extract/tree/syntax.ts';
import type { Names, Reference, Trail, Variable } from './names.ts';
import { climbPlain, isFunctionBody, LISTS, type Refusal } from './site.ts';

/** A `require` that loads now this, now that: what is done with what it gives. */
export type ComputedSite =
  /** `const m = require(x)`, in a block of its own. */
  | {
      readonly kind: 'variable';
      readonly call: SyntaxNode;
      readonly value: SyntaxNode;
      readonly declarator: SyntaxNode;
      readonly declaration: SyntaxNode;
    }
  /** `table[name] = require(x)` */
  | ({ readonly kind: 'store' } & Store)
  /** `function load(x) { return require(x) }`, with those of its calls that are stored. */
  | { readonly kind: 'loader'; readonly call: SyntaxNode; readonly stores: readonly Store[] }
  /** Anything else uses it right then. */
  | { readonly kind: 'at-once'; readonly call: SyntaxNode };

/** An assignment to a member, of what a call gives. */
export interface Store {
  readonly call: SyntaxNode;
  /** The call with what is taken of what it gives. */
  readonly value: SyntaxNode;
  readonly assignment: SyntaxNode;
}

/** Looks at one computed `require`: whether what it loads is only put somewhere, to be used later. */
export function computedSiteOf(call: Trail, names: Names): ComputedSite | Refusal {
  const { node } = call;
  const [value, around] = climbPlain(node, call.up as Trail);
  const { node: parent } = around;
  if (parent.type === 'ExpressionStatement') return { refused: 'side-effect-import' };
  if (parent.type === 'VariableDeclarator' && parent['init'] === value)
    return siteOfVariable(node, value, around, names);
  const assignment = storeOf(value, around);
  if (assignment !== null) return { kind: 'store', call: node, value, assignment };
  const loader = loaderOf(value, around, names);
  if (loader === null) return { kind: 'at-once', call: node };
  const stores = loader.references.flatMap((reference) => storeOfCall(reference) ?? []);
  return { kind: 'loader', call: node, stores };
}

/** The assignment, a statement of its own, that puts a value into a member. */
export function storeOf(value: SyntaxNode, { node, up }: Trail): SyntaxNode | null {
  if (node.type !== 'AssignmentExpression' || node['operator'] !== '=' || node['right'] !== value)
    return null;
  const { left } = node as unknown as { left: SyntaxNode };
  if (left.type !== 'MemberExpression' || left['optional'] || isMember(left, 'module', 'exports'))
    return null;
  // `table[a, b]` would be two arguments of a call.
  const keys = new Set(['PrivateIdentifier', 'SequenceExpression']);
  if (keys.has(left['property'].type) || left['object'].type === 'Super') return null;
  return up?.node.type === 'ExpressionStatement' ? node : null;
}

function siteOfVariable(
  call: SyntaxNode,
  value: SyntaxNode,
  { node: declarator, up }: Trail,
  { declared }: Names,
): ComputedSite | Refusal {
  const { node: declaration, up: list } = up as Trail;
  if (declaration['declarations'].length !== 1 || list === null || !LISTS.has(list.node.type))
    return { refused: 'computed' };
  const pattern: SyntaxNode = declarator['id'];
  if (!isPlainPattern(pattern)) return { refused: 'computed' };
  const isSeenOutside = declaration['kind'] === 'var' && !isFunctionBody(list);
  for (const name of namesIn(pattern)) {
    const { declarations = 0, references = [] } = declared.get(name as SyntaxNode) ?? {};
    if (declarations !== 1 || references.some(({ writes }) => writes)) return { refused: 'reassigned' };
    if (isSeenOutside && !references.every((one) => isIn(one, list.node))) return { refused: 'computed' };
  }
  return { kind: 'variable', call, value, declarator, declaration };
}

/** `m`, `{ a, b: c }`: nothing in it is evaluated. */
function isPlainPattern(pattern: SyntaxNode): boolean {
  if (pattern.type === 'Identifier') return true;
  return (
    pattern.type === 'ObjectPattern' &&
    pattern['properties'].every(
      (item: SyntaxNode) =>
        item.type === 'Property' && !item['computed'] && item['value'].type === 'Identifier',
    )
  );
}

/** Whether a place is run together with a block: in it, and in no function of its own. */
function isIn({ up }: Reference, block: SyntaxNode): boolean {
  for (let at: Trail | null = up; at !== null; at = at.up) {
    if (at.node === block) return true;
    if (isFunction(at.node)) return false;
  }
  return false;
}

/** The named function that returns the value, where it is only ever called. */
function loaderOf(value: SyntaxNode, around: Trail, { declared }: Names): Variable | null {
  let at: Trail | null = around;
  if (at.node.type === 'ReturnStatement') {
    at = at.up;
    if (at?.node.type !== 'BlockStatement') return null;
    at = at.up;
  } else if (at.node['body'] !== value) return null;
  if (at === null || !isFunction(at.node) || at.node['async'] || at.node['generator']) return null;
  const holder = at.up?.node;
  const name: SyntaxNode | null =
    at.node.type === 'FunctionDeclaration'
      ? at.node['id']
      : holder?.type === 'VariableDeclarator' && holder['init'] === at.node
        ? holder['id']
        : null;
  const variable = name === null ? undefined : declared.get(name);
  const isCalled = ({ node, up, writes }: Reference) =>
    !writes && up.node.type === 'CallExpression' && up.node['callee'] === node;
  return variable?.references.every(isCalled) ? variable : null;
}

function storeOfCall({ up }: Reference): Store | null {
  const [argument, ...more] = up.node['arguments'] as SyntaxNode[];
  if (argument === undefined || argument.type === 'SpreadElement' || more.length > 0 || up.up === null)
    return null;
  const [value, around] = climbPlain(up.node, up.up);
  const assignment = storeOf(value, around);
  return assignment === null ? null : { call: up.node, value, assignment };
}
