import { ts } from 'ts-morph';
import type { CutReason } from '../model/cut.ts';
import { isWithin } from './is-within.ts';
import { lineOf, reasonAt, type Source } from './source.ts';
import { topStatement, type TopImport, type TopName } from './top-names.ts';

/** A top-level call that can be made from elsewhere: what it needs is imported, and its functions are loaded later. */
export interface Registration {
  readonly statement: ts.ExpressionStatement;
  readonly call: ts.CallExpression;
  /** Names of imports in it that are needed at once. */
  readonly needs: readonly {
    readonly node: ts.Identifier;
    readonly name: TopName;
    readonly imported: TopImport;
  }[];
  readonly handlers: readonly Handler[];
}

/** A function that is given to a registration. */
export interface Handler {
  /** The argument. */
  readonly node: ts.Expression;
  /** The function itself, or the name that stands for one of the file. */
  readonly made: ts.ArrowFunction | ts.FunctionExpression | ts.FunctionDeclaration;
  /** The name at the file's top level; null for a function that is written right here. */
  readonly name: TopName | null;
}

/** Finds the registration on a line, or tells why it cannot be made from elsewhere. */
export function registrationAt(
  source: Source,
  { line, what }: { readonly line: number; readonly what: string },
  top: ReadonlyMap<string, TopName>,
): Registration | CutReason {
  const lost = (node: ts.Node | null, why: string): CutReason => {
    const detail = `${what} stays lost: ${why}`;
    if (node !== null) return reasonAt(source, node.getStart(source.root), 'top-level-use', detail);
    return { code: 'top-level-use', at: { file: source.file, line }, detail };
  };
  const statement = source.root.statements.find(
    (one) => lineOf(source, one.getStart(source.root)) <= line && line <= lineOf(source, one.getEnd()),
  );
  if (
    statement === undefined ||
    !ts.isExpressionStatement(statement) ||
    !ts.isCallExpression(statement.expression)
  )
    return lost(null, 'it is no call that stands by itself at the top level');
  const call = statement.expression;
  const { expression: callee } = call;
  const isPlain = ts.isIdentifier(callee) || ts.isPropertyAccessExpression(callee);
  if (!isPlain || rootOf(callee) === null) return lost(callee, 'what it is called on is made here');
  const handlers: Handler[] = [];
  for (const argument of call.arguments) {
    const handler = handlerOf(argument, top);
    if (handler === null) continue;
    const problem = problemOf(handler);
    if (problem !== null) return lost(argument, problem);
    handlers.push(handler);
  }
  const needs: { node: ts.Identifier; name: TopName; imported: TopImport }[] = [];
  for (const { node, name } of usesIn(statement, top)) {
    if (handlers.some((one) => isWithin(node, one.node))) continue;
    if (name.imported === null) return lost(node, `${name.local} is made in this module`);
    needs.push({ node, name, imported: name.imported });
  }
  const odd = call.arguments.find((one) => !handlers.some(({ node }) => node === one) && !isPlainValue(one));
  return odd === undefined ? { statement, call, needs, handlers } : lost(odd, 'it is worked out here');
}

function usesIn(
  statement: ts.Statement,
  top: ReadonlyMap<string, TopName>,
): { node: ts.Identifier; name: TopName }[] {
  return [...top.values()].flatMap((name) =>
    name.uses.filter(({ node }) => topStatement(node) === statement).map(({ node }) => ({ node, name })),
  );
}

function rootOf(node: ts.Expression): ts.Identifier | null {
  let at = node;
  while (ts.isPropertyAccessExpression(at)) at = at.expression;
  return ts.isIdentifier(at) ? at : null;
}

function handlerOf(node: ts.Expression, top: ReadonlyMap<string, TopName>): Handler | null {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return { node, made: node, name: null };
  const name = ts.isIdentifier(node) ? top.get(node.text) : undefined;
  if (name === undefined) return null;
  for (const statement of name.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.body) return { node, made: statement, name };
    if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length > 1) continue;
    const made = statement.declarationList.declarations[0]?.initializer;
    if (made && (ts.isArrowFunction(made) || ts.isFunctionExpression(made))) return { node, made, name };
  }
  return null;
}

/** Why a function that loads this one is not the same to whoever calls it. */
function problemOf({ made, name }: Handler): string | null {
  if (made.asteriskToken !== undefined) return 'its function is a generator';
  if (!ts.isArrowFunction(made) && mentionsThis(made.body!)) return 'its function uses this or arguments';
  if (name?.uses.some(({ problem }) => problem?.code === 'reassigned')) return `${name.local} is assigned to`;
  const isOdd = made.parameters.some(({ dotDotDotToken, initializer }) => dotDotDotToken || initializer);
  // Some look at how many parameters a function has.
  return isOdd && made.parameters.length > 1 ? 'its function has parameters with defaults' : null;
}

function mentionsThis(node: ts.Node): boolean {
  if (node.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (ts.isIdentifier(node) && node.text === 'arguments') return true;
  const isOwn = ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isClassLike(node);
  return !isOwn && (ts.forEachChild(node, mentionsThis) ?? false);
}

/** Literals, and members of what is imported or global. */
function isPlainValue(node: ts.Expression): boolean {
  if (ts.isLiteralExpression(node) || ts.isIdentifier(node)) return true;
  if (/^(true|false|null)$/.test(node.getText())) return true;
  if (ts.isPropertyAccessExpression(node)) return isPlainValue(node.expression);
  if (ts.isPrefixUnaryExpression(node)) return ts.isNumericLiteral(node.operand);
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isPlainValue);
  if (!ts.isObjectLiteralExpression(node)) return false;
  return node.properties.every((one) => ts.isPropertyAssignment(one) && isPlainValue(one.initializer));
}
