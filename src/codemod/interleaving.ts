import { ts } from 'ts-morph';
import { isAssignment } from './is-assignment.ts';
import type { Place } from './places.ts';

const BRANCHES: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);
const MUTATORS = /^(?:add|clear|delete|pop|push|set|shift|splice|unshift)$/;

/** What runs at one go around a place, so far. */
interface Section {
  /** Where it ends. */
  readonly to: number;
  /** Where it starts: one list of statements, and how many of them come before it. */
  readonly statements: readonly ts.Statement[];
  readonly first: number;
}

/**
 * From where on awaiting at a place lets others in between what its function has read and what it then writes, where nothing
 * comes between so far: `if (cache.has(key)) return …; cache.set(key, …)`. What counts is what outlives a call, variables
 * from outside the function and members of `this`, from the last `await` before the place to the first behind it.
 *
 * @returns the statement before which awaiting would not; null where awaiting at the place does not either
 */
export function interleavedFrom({ host, slot }: Place): ts.Statement | null {
  const { node: owner } = host;
  if (slot === null || slot.kind === 'arrow' || !('body' in owner) || !owner.body || !ts.isBlock(owner.body))
    return null;
  const section = sectionAround(slot.statement, owner.body);
  const written = namesIn(owner.body, { from: slot.statement.pos, to: section.to }, isWritten);
  for (const name of namesDeclaredIn(owner)) written.delete(name);
  if (written.size === 0) return null;
  const before = section.statements.slice(section.first);
  const start = before.find((one) => {
    const read = namesIn(one, { from: one.pos, to: Math.min(one.end, slot.statement.pos) }, () => true);
    return [...read].some((name) => written.has(name));
  });
  return start ?? null;
}

function namesIn(
  root: ts.Node,
  { from, to }: { readonly from: number; readonly to: number },
  counts: (node: ts.Node) => boolean,
): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (node.end <= from || node.pos >= to) return;
    const name = node.pos >= from && node.end <= to ? nameOf(node) : null;
    if (name !== null && counts(node)) names.add(name);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return names;
}

function sectionAround(place: ts.Node, body: ts.Block): Section {
  let {
    statements,
    pos: from,
    end: to,
  }: { statements: readonly ts.Statement[]; pos: number; end: number } = body;
  let first = 0;
  for (let at = place; at !== body; at = at.parent) {
    const { parent } = at;
    if (!ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent)) continue;
    for (const [index, other] of parent.statements.entries()) {
      if (!awaits(other)) continue;
      if (other.pos >= place.pos) to = Math.min(to, other.end);
      else if (other.end <= place.pos && other.end > from)
        ({ statements, first, from } = { statements: parent.statements, first: index + 1, from: other.end });
    }
  }
  return { to, statements, first };
}

function awaits(statement: ts.Statement): boolean {
  return (
    (ts.isExpressionStatement(statement) || ts.isVariableStatement(statement)) && containsAwait(statement)
  );
}

/** Whether something awaits whatever it comes to: in no branch, and in no function inside it. */
function containsAwait(node: ts.Node): boolean {
  if (ts.isFunctionLike(node) || ts.isConditionalExpression(node)) return false;
  if (ts.isBinaryExpression(node) && BRANCHES.has(node.operatorToken.kind)) return containsAwait(node.left);
  return ts.isAwaitExpression(node) || (ts.forEachChild(node, containsAwait) ?? false);
}

/** A variable, or a member of `this`. */
function nameOf(node: ts.Node): string | null {
  if (ts.isPropertyAccessExpression(node))
    return node.expression.kind === ts.SyntaxKind.ThisKeyword ? `this.${node.name.text}` : null;
  if (!ts.isIdentifier(node)) return null;
  const { parent } = node;
  return ts.isPropertyAccessExpression(parent) && parent.name === node ? null : node.text;
}

/** Assigned, deleted, counted up, or told to change: itself or a member of it. */
function isWritten(node: ts.Node): boolean {
  let at = node;
  while (
    (ts.isPropertyAccessExpression(at.parent) || ts.isElementAccessExpression(at.parent)) &&
    at.parent.expression === at
  )
    at = at.parent;
  const { parent } = at;
  if (ts.isCallExpression(parent) && parent.expression === at)
    return ts.isPropertyAccessExpression(at) && MUTATORS.test(at.name.text);
  if (ts.isBinaryExpression(parent) && parent.left === at)
    return isAssignment(parent) && !containsAwait(parent.right);
  const isCounted = ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent);
  return ts.isDeleteExpression(parent) || (isCounted && /\+\+|--/.test(parent.getText()));
}

function namesDeclaredIn(owner: ts.Node): Set<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node)) && ts.isIdentifier(node.name))
      names.add(node.name.text);
    if (ts.isBindingElement(node) && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(owner, visit);
  return names;
}
