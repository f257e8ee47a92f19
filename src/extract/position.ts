/**
 * Turns offsets into lines and columns. Asked with rising offsets it reads the text once; a smaller offset than the
 * last starts over.
 *
 * @param text the file's text
 * @returns a function from a UTF-16 offset to a 1-based line and column
 */
export function positionsIn(text: string): (offset: number) => { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  return (offset) => {
    if (offset < lineStart) {
      line = 1;
      lineStart = 0;
    }
    for (
      let end = text.indexOf('\n', lineStart);
      end !== -1 && end < offset;
      end = text.indexOf('\n', lineStart)
    ) {
      line++;
      lineStart = end + 1;
    }
    return { line, column: offset - lineStart + 1 };
  };
}
