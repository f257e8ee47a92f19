import { lookup, type Scope } from './scope.ts';
import { isMember, unwrap, type SyntaxNode } from './syntax.ts';

/** What `typeof name` is when Node evaluates a CommonJS file; the names a UMD wrapper asks for. */
const TYPE_OF_FREE_NAME: Readonly<Record<string, string>> = {
  exports: 'object',
  module: 'object',
  require: 'function',
  process: 'object',
  globalThis: 'object',
  define: 'undefined',
  window: 'undefined',
  document: 'undefined',
  Deno: 'undefined',
  Bun: 'undefined',
};
const COMMONJS_NAMES = new Set(['exports', 'module', 'require']);

/**
 * Decides a condition that is the same on every boot under Node: literals and the environment tests of UMD wrappers.
 *
 * @param test the condition
 * @param moduleSyntax whether the file is an ES module, where `module`, `exports` and `require` do not exist
 * @returns true or false where it is certain, else undefined
 */
export function knownTruth(test: SyntaxNode, scope: Scope, moduleSyntax: boolean): boolean | undefined {
  const node = unwrap(test);
  const truth = (inner: SyntaxNode) => knownTruth(inner, scope, moduleSyntax);
  switch (node.type) {
    case 'Literal':
      return typeof node['value'] === 'object' ? undefined : Boolean(node['value']);
    case 'UnaryExpression': {
      if (node['operator'] !== '!') return undefined;
      const inner = truth(node['argument']);
      return inner === undefined ? undefined : !inner;
    }
    case 'LogicalExpression': {
      const left = truth(node['left']);
      const right = truth(node['right']);
      if (node['operator'] === '&&') return left === false || right === false ? false : left && right;
      if (node['operator'] === '||')
        return left === true || right === true ? true : left === false ? right : undefined;
      return undefined;
    }
    case 'BinaryExpression':
      return comparedType(node, scope, moduleSyntax);
    case 'Identifier':
      if (lookup(scope, node['name']) !== undefined) return undefined;
      return COMMONJS_NAMES.has(node['name']) && !moduleSyntax ? true : undefined;
    case 'MemberExpression':
      if (isMember(node, 'module', 'exports') && !moduleSyntax && lookup(scope, 'module') === undefined)
        return true;
      return isMember(node, 'define', 'amd') && lookup(scope, 'define') === undefined ? false : undefined;
    default:
      return undefined;
  }
}

/** `typeof name === 'type'` and its negation, either way round. */
function comparedType(node: SyntaxNode, scope: Scope, moduleSyntax: boolean): boolean | undefined {
  if (!/^[!=]==?$/.test(node['operator'])) return undefined;
  let [query, text] = [unwrap(node['left']), unwrap(node['right'])];
  if (query.type === 'Literal') [query, text] = [text, query];
  if (query.type !== 'UnaryExpression' || query['operator'] !== 'typeof' || text.type !== 'Literal')
    return undefined;
  const subject = unwrap(query['argument']);
  let actual: string | undefined;
  if (subject.type === 'Identifier' && lookup(scope, subject['name']) === undefined) {
    const name: string = subject['name'];
    if (moduleSyntax && COMMONJS_NAMES.has(name)) actual = 'undefined';
    else actual = Object.hasOwn(TYPE_OF_FREE_NAME, name) ? TYPE_OF_FREE_NAME[name] : undefined;
  } else if (
    isMember(subject, 'module', 'exports') &&
    !moduleSyntax &&
    lookup(scope, 'module') === undefined
  ) {
    actual = 'object';
  }
  if (actual === undefined) return undefined;
  return (actual === text['value']) === (node['operator'][0] === '=');
}

/** Whether a loop over this expression is certain to run: a literal array with something in it. */
export function isNonEmptyArray(node: SyntaxNode): boolean {
  const array = unwrap(node);
  return array.type === 'ArrayExpression' && array['elements'].length > 0;
}

/** Whether the node is a call of `process.exit`, whatever the code. */
function isExit(node: SyntaxNode): boolean {
  return node.type === 'CallExpression' && isMember(node['callee'], 'process', 'exit');
}

/**
 * Whether the node is `process.exit()` with a code that does not say failure. A guard that ends the process with an
 * error (`if (old) process.exit(1)`) is no ordinary path, so what follows it still counts as certain.
 */
export function leavesProcess(node: SyntaxNode): boolean {
  if (!isExit(node)) return false;
  const code = node['arguments'][0];
  return !(code?.type === 'Literal' && code.value !== 0);
}

/** Whether nothing after this statement in its list can run. */
export function endsList(statement: SyntaxNode): boolean {
  if (statement.type === 'ExpressionStatement') return isExit(statement['expression']);
  return /^(Return|Throw|Break|Continue)Statement$/.test(statement.type);
}

/** Whether a statement takes effect before the ones above it. */
export function isHoisted(node: SyntaxNode): boolean {
  return node.type === 'FunctionDeclaration' || /^(Import|Export)/.test(node.type);
}
