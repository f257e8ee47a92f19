import { stripVTControlCharacters } from 'node:util';

/** What is kept and searched of one line, in UTF-16 units: a pattern that backtracks must not get more to chew on. */
export const LONGEST_LINE = 8_192;

/** Searches the lines of one stream. */
export interface LineSearch {
  /** Takes the next bytes, cut anywhere; true when a line that ended in them matches. */
  readonly push: (bytes: Uint8Array) => boolean;
  /** Whether the line that has not ended yet matches, as it stands. */
  readonly matchesRest: () => boolean;
}

/**
 * Searches text that comes in pieces for a pattern, line by line. A line ends at LF, CR or both; colours are taken out
 * of it. Only the first {@link LONGEST_LINE} units of a line are kept, so that memory stays bounded.
 *
 * @param pattern without the flags `g` and `y`
 */
export function lineSearch(pattern: RegExp): LineSearch {
  const decoder = new TextDecoder();
  let line = '';
  const matches = (): boolean => pattern.test(stripVTControlCharacters(line));
  const push = (bytes: Uint8Array): boolean => {
    const text = decoder.decode(bytes, { stream: true });
    let from = 0;
    for (const end of text.matchAll(/\r\n|\n|\r/g)) {
      keep(text, from, end.index);
      if (matches()) return true;
      line = '';
      from = end.index + end[0].length;
    }
    keep(text, from, text.length);
    return false;
  };
  const keep = (text: string, from: number, to: number): void => {
    if (line.length < LONGEST_LINE) line += text.slice(from, Math.min(to, from + LONGEST_LINE - line.length));
  };
  return { push, matchesRest: () => line !== '' && matches() };
}
