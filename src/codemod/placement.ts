import { ts } from 'ts-morph';
import type { Edit } from './edits.ts';
import { isWithin } from './is-within.ts';
import { brokenLines } from './width.ts';
import { indentAt, lineStart, startsLine, type Source } from './source.ts';

/** Where a declaration has to stand so that all uses see it and nothing loads on other paths. */
export type Slot =
  /** Before a statement of a list. */
  | { readonly kind: 'before'; readonly statement: ts.Statement }
  /** The body of an `if` or a loop without braces: it gets some. */
  | { readonly kind: 'wrap'; readonly statement: ts.Statement }
  /** The body of an arrow function without braces: it becomes a block. */
  | { readonly kind: 'arrow'; readonly owner: ts.ArrowFunction };

/**
 * The innermost place in a function for what all the given uses need: outside loops, and before functions that are
 * declared beside them, which may be called from above.
 *
 * @param owner its body holds all uses
 */
export function slotFor(owner: ts.FunctionLikeDeclaration, uses: readonly ts.Node[]): Slot {
  const body = owner.body as ts.Node;
  if (!ts.isBlock(body)) return { kind: 'arrow', owner: owner as ts.ArrowFunction };
  const holder = commonHolder(owner, body, uses);
  if (!isList(holder)) return { kind: 'wrap', statement: holder as ts.Statement };
  const { statements } = holder;
  const holding = statements.filter((one) => uses.some((use) => isWithin(use, one)));
  const hoisted = holding.some((one) => ts.isFunctionDeclaration(one));
  const first = hoisted ? statements.find((one) => !isDirective(one)) : holding[0];
  return { kind: 'before', statement: first ?? (statements[0] as ts.Statement) };
}

/** Writes declarations (and comments above them, each a line) into their slot. */
export function placeEdits(source: Source, slot: Slot, declarations: readonly string[]): Edit[] {
  const { newline, indent, end } = source.style;
  if (slot.kind === 'before') return [insertBefore(source, slot.statement, declarations)];
  if (slot.kind === 'wrap') {
    const { statement } = slot;
    const outer = lineIndent(source, statement.parent.getStart(source.root));
    const lines = linesAt(source, declarations, outer + indent);
    const start = statement.getFullStart() + leadingGap(source, statement);
    return [
      { start, end: statement.getStart(source.root), text: ` {${newline}${lines}${outer}${indent}` },
      { start: statement.getEnd(), end: statement.getEnd(), text: `${newline}${outer}}` },
    ];
  }
  const { owner } = slot;
  const outer = lineIndent(source, owner.getStart(source.root));
  const lines = linesAt(source, declarations, outer + indent);
  const start = owner.body.getStart(source.root);
  return [
    { start, end: start, text: `{${newline}${lines}${outer}${indent}return ` },
    { start: owner.body.getEnd(), end: owner.body.getEnd(), text: `${end}${newline}${outer}}` },
  ];
}

function insertBefore(source: Source, statement: ts.Statement, declarations: readonly string[]): Edit {
  const { indent } = source.style;
  const start = statement.getStart(source.root);
  const line = lineStart(source.text, start);
  const isGuarded = /^[ \t]*;[ \t]*$/.test(source.text.slice(line, start));
  if (!startsLine(source, start) && !isGuarded) {
    return { start, end: start, text: declarations.map((one) => `${one.replace(/;?$/, ';')} `).join('') };
  }
  // Without semicolons a line that starts like the rest of an expression has one before it: `;[a] = b`.
  if (isGuarded)
    return { start: line, end: line, text: linesAt(source, declarations, lineIndent(source, line)) };
  const last = declarations.at(-1);
  if (last !== undefined && !last.endsWith(';') && /^[([`+\-/]/.test(source.text.slice(start))) {
    declarations = [...declarations.slice(0, -1), `${last};`];
  }
  const own = indentAt(source, start) || indent;
  const at = lineStart(source.text, attachedStart(source, statement));
  return { start: at, end: at, text: linesAt(source, declarations, own) };
}

function linesAt({ style }: Source, declarations: readonly string[], indent: string): string {
  return declarations.map((one) => `${indent}${brokenLines(style, one, indent)}${style.newline}`).join('');
}

/** Whether declarations get lines of their own there, so that comments may stand above them. */
export function hasOwnLines(source: Source, slot: Slot): boolean {
  return slot.kind !== 'before' || startsLine(source, slot.statement.getStart(source.root));
}

/** Where the comments start that belong to a statement: those right above it, on lines of their own. */
export function attachedStart(source: Source, statement: ts.Node): number {
  const { text, root } = source;
  let start = statement.getStart(root);
  const comments = ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  for (const { pos, end } of comments.toReversed()) {
    const gap = text.slice(end, start);
    if (gap.trim() !== '' || gap.split('\n').length > 2 || !startsLine(source, pos)) break;
    start = pos;
  }
  return start;
}

function lineIndent(source: Source, position: number): string {
  const start = lineStart(source.text, position);
  return /^[ \t]*/.exec(source.text.slice(start))?.[0] ?? '';
}

/** White space that a wrapped statement may lose; comments before it are kept. */
function leadingGap(source: Source, statement: ts.Statement): number {
  const lead = source.text.slice(statement.getFullStart(), statement.getStart(source.root));
  return lead.trim() === '' ? 0 : lead.trimEnd().length;
}

type StatementList = ts.Block | ts.CaseClause | ts.DefaultClause;

function isList(node: ts.Node): node is StatementList {
  return ts.isBlock(node) || ts.isCaseOrDefaultClause(node);
}

function commonHolder(owner: ts.Node, body: ts.Block, uses: readonly ts.Node[]): ts.Node {
  const chain: ts.Node[] = [];
  for (let at = uses[0] as ts.Node; at !== owner; at = at.parent) chain.push(at);
  let holder: ts.Node = body;
  for (const node of chain.toReversed()) {
    if (!uses.every((use) => isWithin(use, node)) || ts.isFunctionLike(node) || ts.isClassLike(node)) break;
    if (isLoop(node)) break;
    if (isList(node) && inStatements(node, uses)) holder = node;
    else if (isBareBody(node)) holder = node;
  }
  return holder;
}

/** Not in a `case` label. */
function inStatements(list: StatementList, uses: readonly ts.Node[]): boolean {
  return uses.every((use) => list.statements.some((one) => isWithin(use, one)));
}

function isBareBody(node: ts.Node): boolean {
  const { parent } = node;
  const simple = ts.isExpressionStatement(node) || ts.isReturnStatement(node) || ts.isThrowStatement(node);
  return simple && ts.isIfStatement(parent);
}

function isLoop(node: ts.Node): boolean {
  return ts.isIterationStatement(node, false);
}

function isDirective(node: ts.Statement): boolean {
  return ts.isExpressionStatement(node) && ts.isStringLiteral(node.expression);
}
