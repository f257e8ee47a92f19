import { ts } from 'ts-morph';
import type { Edit } from './edits.ts';
import type { ImportSite, ImportSyntax, RequireSyntax } from './import-site.ts';
import { attachedStart } from './placement.ts';
import { lineStart, startsLine, type Source } from './source.ts';
import { brokenLines } from './width.ts';

/** What goes with an import when it is taken away. */
export interface Removal {
  readonly edits: readonly Edit[];
  /** Its comments, as lines without indentation, for the place the import moves to. */
  readonly comments: readonly string[];
}

/**
 * Takes an import away, or puts other statements in its place.
 *
 * Its comments go with it, but for the file's header and the title of a group of imports.
 *
 * @param instead statements that take its place, without line ends
 * @param together what else of the file is removed at the same time
 */
export function removeImport(
  source: Source,
  site: ImportSyntax | RequireSyntax,
  instead: readonly string[] = [],
  together: readonly ImportSite[] = [],
): Removal {
  const { text, style } = source;
  if (site.form === 'require' && site.statement.declarationList.declarations.length > 1) {
    const gone = together.filter((one) => one.form === 'require' && one.statement === site.statement);
    const all = [site, ...gone.filter((one) => one !== site)] as RequireSyntax[];
    // The first of several takes them all away.
    if (gone.length > 0 && gone[0] !== site)
      return { edits: insertBehind(source, site, instead), comments: [] };
    if (all.length < site.statement.declarationList.declarations.length || instead.length > 0) {
      return { edits: withoutDeclarations(source, all, instead), comments: [] };
    }
  }
  const { statement } = site;
  const start = statement.getStart(source.root);
  const line = lineEnd(text, statement.getEnd());
  const rest = text.slice(statement.getEnd(), line.end);
  // Another statement on the same line stays where it is.
  const alone = startsLine(source, start) && /^\s*(\/\/.*|\/\*[^]*\*\/\s*)?$/.test(rest);
  if (instead.length > 0) {
    const edit = {
      start,
      end: statement.getEnd(),
      text: instead.map((one) => brokenLines(style, one, '')).join(style.newline),
    };
    return { edits: [edit], comments: [] };
  }
  if (!alone) return { edits: [{ start, end: statement.getEnd(), text: '' }], comments: [] };
  const others = together.map((one) => (one.form === 'inline' ? undefined : one.statement));
  return wholeLines(source, statement, others);
}

/** Takes away a statement that stands on lines of its own, with what of its comments is about it alone. */
function wholeLines(
  source: Source,
  statement: ts.Statement,
  removed: readonly (ts.Statement | undefined)[],
): Removal {
  const { text } = source;
  const start = statement.getStart(source.root);
  const line = lineEnd(text, statement.getEnd());
  const rest = text.slice(statement.getEnd(), line.end);
  const from = keepsComments(source, statement, removed) ? start : attachedStart(source, statement);
  const above = text.slice(from, start);
  const comments = [...above.split(/\r?\n/), rest].map((one) => one.trim()).filter((one) => one !== '');
  const atEnd = line.next === text.length && line.next === line.end;
  const cutFrom = lineStart(text, from);
  // The last line of a file without a line break at its end: the one before it goes instead.
  const begin = atEnd ? text.slice(0, cutFrom).replace(/\r?\n$/, '').length : cutFrom;
  return { edits: [{ start: begin, end: swallowBlank(text, begin, line.next), text: '' }], comments };
}

/** No second empty line is left where the statement stood alone between two, nor one at the start of the file. */
function swallowBlank(text: string, start: number, end: number): number {
  const before = text.slice(0, start);
  const blankBefore = before === '' || /\n[ \t]*\r?\n$/.test(before);
  const blank = /^[ \t]*\r?\n/.exec(text.slice(end));
  return blankBefore && blank ? end + blank[0].length : end;
}

function lineEnd(text: string, position: number): { end: number; next: number } {
  const at = text.indexOf('\n', position);
  if (at === -1) return { end: text.length, next: text.length };
  return { end: text[at - 1] === '\r' ? at - 1 : at, next: at + 1 };
}

/** A header stands at the top of the file; a title stands above the first of several imports. */
function keepsComments(
  { text, root }: Source,
  statement: ts.Statement,
  removed: readonly (ts.Statement | undefined)[],
): boolean {
  const comments = ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  const words = comments.map(({ pos, end }) => text.slice(pos, end)).join('\n');
  if (/eslint-disable-next-line|@ts-(ignore|expect-error)|oxlint-disable-next-line/.test(words)) return false;
  const at = root.statements.indexOf(statement);
  if (at === 0) return true;
  const next = root.statements[at + 1];
  if (removed.includes(next)) return false;
  const joined =
    next !== undefined && text.slice(statement.getEnd(), next.getStart(root)).split('\n').length === 2;
  return joined && (ts.isImportDeclaration(next) || ts.isVariableStatement(next));
}

/** `const a = require('a'), b = require('b')`: the others stay. */
function withoutDeclarations(
  source: Source,
  sites: readonly RequireSyntax[],
  instead: readonly string[],
): Edit[] {
  const [site] = sites as [RequireSyntax];
  const { declarations } = site.statement.declarationList;
  const gone = new Set<ts.Node>(sites.map(({ declaration }) => declaration));
  const kept = declarations.filter((one) => !gone.has(one));
  const added = insertBehind(source, site, instead);
  if (kept.length === 0) {
    const start = site.statement.getStart(source.root);
    return [{ start, end: site.statement.getEnd(), text: instead.join(source.style.newline) }];
  }
  const edits: Edit[] = [];
  for (const [at, one] of declarations.entries()) {
    if (!gone.has(one)) continue;
    const next = declarations[at + 1];
    const keptBefore = declarations.slice(0, at).some((other) => !gone.has(other));
    const keptAfter = declarations.slice(at + 1).some((other) => !gone.has(other));
    // With the comma behind it, or where it comes last the one before it.
    const start = keptAfter || !keptBefore ? one.getStart(source.root) : declarations[at - 1]!.getEnd();
    const end = keptAfter ? next!.getStart(source.root) : one.getEnd();
    edits.push({ start, end, text: '' });
  }
  return [...edits, ...added];
}

function insertBehind({ style: { newline } }: Source, site: RequireSyntax, lines: readonly string[]): Edit[] {
  const at = site.statement.getEnd();
  if (lines.length === 0) return [];
  return [{ start: at, end: at, text: lines.map((one) => `${newline}${one}`).join('') }];
}
