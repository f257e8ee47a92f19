/** A place in a text. Both are 1-based; columns count UTF-16 code units. */
export interface LineColumn {
  readonly line: number;
  readonly column: number;
}

/**
 * Turns an offset into a line and column.
 *
 * @param offset in UTF-16 code units, 0-based; one past the end means the end
 */
export function lineColumn(text: string, offset: number): LineColumn {
  let line = 1;
  let start = 0;
  for (const match of text.matchAll(/\r\n|\r|\n/g)) {
    const next = match.index + match[0].length;
    if (next > offset) break;
    line++;
    start = next;
  }
  return { line, column: Math.min(offset, text.length) - start + 1 };
}
