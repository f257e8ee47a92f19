import { ts } from 'ts-morph';
import type { CutReason } from '../model/cut.ts';
import { impurePart } from './impure-part.ts';
import { isAssignment } from './is-assignment.ts';
import { moves, type LeafParts } from './leaf-parts.ts';
import { reasonAt, type Source } from './source.ts';
import { topStatement, type TopName } from './top-names.ts';
import type { Use } from './uses.ts';

/** Why parts cannot move: they do something while they are evaluated, or share what changes with what stays. */
export function leafProblems(
  source: Source,
  parts: LeafParts,
  top: ReadonlyMap<string, TopName>,
): CutReason[] {
  const at = (node: ts.Node): number => node.getStart(source.root);
  const problems: CutReason[] = [];
  for (const part of [...parts.statements, ...parts.values]) {
    const impure = impurePart(part);
    if (impure === null) continue;
    const code = ts.isDecorator(impure) ? 'decorator' : 'top-level-use';
    const detail = `${oneLine(impure.getText(source.root))} runs when the module is evaluated, and would run at another time`;
    problems.push(reasonAt(source, at(impure), code, detail));
  }
  const moved = [...top.values()].filter(
    ({ imported, statements }) =>
      imported === null && statements.some((one) => parts.statements.includes(one)),
  );
  const isCommonJs = !ts.isExternalModule(source.root);
  for (const { uses } of moved) {
    const outside = uses.filter(({ node }) => !moves(parts, node));
    const written = uses.filter(({ problem }) => problem?.code === 'reassigned');
    const fromOutside = written.filter((use) => outside.includes(use));
    // What CommonJS hands out is a copy.
    const stale = isCommonJs && outside.length > 0 ? written : fromOutside;
    problems.push(...stale.flatMap(({ problem }) => problem ?? []));
  }
  const state = moved.filter((one) => isState(one, parts));
  const loaded = runAtLoad(source, parts, top);
  for (const name of moved) {
    for (const use of name.uses.filter(({ node }) => !moves(parts, node))) {
      const isRun = use.hosts.length === 0 || loaded.has(topStatement(use.node));
      if (!isRun || !changes(use, state.includes(name), state.length > 0)) continue;
      const detail = `${name.local} is changed here while the module is evaluated: without the module it would stay as it is`;
      problems.push(reasonAt(source, at(use.node), 'top-level-use', detail));
    }
  }
  return problems;
}

/** A variable that moved code sets, or that holds something which can be added to. */
function isState({ uses, statements: [statement] }: TopName, parts: LeafParts): boolean {
  if (statement === undefined || !ts.isVariableStatement(statement)) return false;
  const { initializer } = statement.declarationList.declarations[0]!;
  const isObject =
    initializer !== undefined &&
    (ts.isObjectLiteralExpression(initializer) ||
      ts.isArrayLiteralExpression(initializer) ||
      ts.isNewExpression(initializer));
  const inside = uses.filter(({ node }) => moves(parts, node));
  const outside = uses.length > inside.length;
  return (
    inside.some(({ problem }) => problem?.code === 'reassigned') ||
    (isObject && (outside || inside.some(mayChange)))
  );
}

/** Whether a use at load adds to what moves. */
function changes(use: Use, isOfState: boolean, hasState: boolean): boolean {
  const outer = outermost(use.node);
  if (isAssigned(outer) && outer !== use.node) return true;
  const isCalled =
    (ts.isCallExpression(outer.parent) || ts.isNewExpression(outer.parent)) && !isExportGiven(outer);
  return isCalled && (isOfState || hasState);
}

function mayChange({ node }: Use): boolean {
  const outer = outermost(node);
  return outer !== node && (isAssigned(outer) || ts.isCallExpression(outer.parent));
}

function outermost(node: ts.Node): ts.Node {
  let at = node;
  while (
    (ts.isPropertyAccessExpression(at.parent) || ts.isElementAccessExpression(at.parent)) &&
    at.parent.expression === at
  )
    at = at.parent;
  return at;
}

function isAssigned(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isDeleteExpression(parent)) return true;
  return isAssignment(parent) && parent.left === node;
}

/** `Object.defineProperty(exports, 'a', { value: a })`, `__export(exports, …)`. */
function isExportGiven({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && parent.arguments[0]?.getText() === 'exports';
}

/** Statements of the rest whose functions run while the module is evaluated: mentioned at the top level, in turn. */
function runAtLoad(source: Source, parts: LeafParts, top: ReadonlyMap<string, TopName>): Set<ts.Statement> {
  const run = new Set<ts.Statement>();
  const names = [...top.values()].filter(({ imported }) => imported === null);
  for (let before = -1; before < run.size;) {
    before = run.size;
    for (const { uses, statements } of names) {
      const isMentioned = uses.some(
        ({ node, hosts, kind }) =>
          kind === 'value' &&
          !moves(parts, node) &&
          (run.has(topStatement(node)) || (hosts.length === 0 && !isOnlyGiven(node))),
      );
      if (isMentioned) for (const one of statements) if (source.root.statements.includes(one)) run.add(one);
    }
  }
  return run;
}

/** `exports.a = a`, `export { a }`, `module.exports = { a }`. */
function isOnlyGiven(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isExportSpecifier(parent) ||
    ts.isExportAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isPropertyAssignment(parent) ||
    (ts.isBinaryExpression(parent) && parent.right === node)
  );
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
