import { ts } from 'ts-morph';
import type { Edit } from './edits.ts';
import type { ImportSyntax, RequireSyntax } from './import-site.ts';
import { attachedStart } from './placement.ts';
import { lineStart, startsLine, type Source } from './source.ts';

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
 */
export function removeImport(
  source: Source,
  site: ImportSyntax | RequireSyntax,
  instead: readonly string[] = [],
): Removal {
  const { text, style } = source;
  if (site.form === 'require' && site.statement.declarationList.declarations.length > 1) {
    return { edits: withoutDeclaration(source, site, instead), comments: [] };
  }
  const { statement } = site;
  const start = statement.getStart(source.root);
  const line = lineEnd(text, statement.getEnd());
  const rest = text.slice(statement.getEnd(), line.end);
  // Another statement on the same line stays where it is.
  const alone = startsLine(source, start) && /^\s*(\/\/.*|\/\*[^]*\*\/\s*)?$/.test(rest);
  if (instead.length > 0) {
    const edit = { start, end: statement.getEnd(), text: instead.join(style.newline) };
    return { edits: [edit], comments: [] };
  }
  if (!alone) return { edits: [{ start, end: statement.getEnd(), text: '' }], comments: [] };
  const from = keepsComments(source, statement) ? start : attachedStart(source, statement);
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
function keepsComments({ text, root }: Source, statement: ts.Statement): boolean {
  const comments = ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  const words = comments.map(({ pos, end }) => text.slice(pos, end)).join('\n');
  if (/eslint-disable-next-line|@ts-(ignore|expect-error)|oxlint-disable-next-line/.test(words)) return false;
  const at = root.statements.indexOf(statement);
  if (at === 0) return true;
  const next = root.statements[at + 1];
  const joined =
    next !== undefined && text.slice(statement.getEnd(), next.getStart(root)).split('\n').length === 2;
  return joined && (ts.isImportDeclaration(next) || ts.isVariableStatement(next));
}

/** `const a = require('a'), b = require('b')`: the others stay. */
function withoutDeclaration(source: Source, site: RequireSyntax, instead: readonly string[]): Edit[] {
  const { declarations } = site.statement.declarationList;
  const at = declarations.indexOf(site.declaration);
  const next = declarations[at + 1];
  const start = next ? site.declaration.getStart(source.root) : declarations[at - 1]!.getEnd();
  const end = next ? next.getStart(source.root) : site.declaration.getEnd();
  const after = site.statement.getEnd();
  const { newline } = source.style;
  const added = instead.map((one) => `${newline}${one}`).join('');
  return [{ start, end, text: '' }, ...(added === '' ? [] : [{ start: after, end: after, text: added }])];
}
