import type { ts } from 'ts-morph';
import { attachedStart } from './placement.ts';
import { lineStart, startsLine, type Source } from './source.ts';

/** Comments that belong to the file, not to what stands below them. */
const HEADER =
  /^#!|^\/\*!|@(file|license|copyright|fileoverview|packageDocumentation|ts-nocheck|ts-check)|\b(license|copyright)\b|^\/\* (eslint|global|istanbul)/i;

/** Where a statement stands with its comments. */
export interface MovedRange {
  /** The text that moves, without white space around it. */
  readonly text: string;
  /** What is taken away: whole lines, and an empty line where two would be left. */
  readonly start: number;
  readonly end: number;
}

/** What moves with a statement: the comments right above it, and behind it on its line. */
export function movedRange(source: Source, statement: ts.Statement): MovedRange {
  const { text, root } = source;
  const own = statement.getStart(root);
  const above = attachedStart(source, statement);
  const start = HEADER.test(text.slice(above, own)) ? own : above;
  const rest = /^[ \t]*(\/\/[^\r\n]*|\/\*[^\r\n]*\*\/[ \t]*)?(?=\r?\n|$)/.exec(
    text.slice(statement.getEnd()),
  );
  const until = statement.getEnd() + (rest?.[0].length ?? 0);
  const moved = text.slice(start, until).trim();
  if (!startsLine(source, start) || rest === null) return { text: moved, start, end: until };
  const from = lineStart(text, start);
  const next = until + (/^\r?\n/.exec(text.slice(until))?.[0].length ?? 0);
  const blank = /^[ \t]*\r?\n/.exec(text.slice(next));
  const isBlankAbove = from === 0 || /\n[ \t]*\r?\n$/.test(text.slice(0, from));
  if (isBlankAbove && blank) return { text: moved, start: from, end: next + blank[0].length };
  // The last of the file takes the empty line above it along.
  const atEnd = next === text.length && isBlankAbove && from > 0;
  return {
    text: moved,
    start: atEnd ? text.slice(0, from).replace(/[ \t]*\r?\n$/, '').length : from,
    end: next,
  };
}
