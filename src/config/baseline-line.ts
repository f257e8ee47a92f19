import type { BaselineLine } from '../model/baseline.ts';

const KINDS = ['module', 'package', 'registration'];
const LINE = /^("(?:[^"\\]|\\.)*"|[^\s"]\S*) (\S+) (.+)$/;
/** What would break a line, or hide in one. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/u;
const EACH_UNPRINTABLE = new RegExp(UNPRINTABLE, 'gu');

/** A line of the file; names with quotes, outer spaces or control characters are JSON strings. */
export function writeLine({ entry, kind, name }: BaselineLine): string {
  // An entry's name ends at the first space, and may not begin a comment or look like the mark of a conflict.
  const isPlainEntry = isPlain(entry) && !/\s|^#|^([<=>|])\1{6}/.test(entry);
  return `${isPlainEntry ? entry : quoted(entry)} ${kind} ${isPlain(name) ? name : quoted(name)}`;
}

function isPlain(word: string): boolean {
  return word !== '' && word === word.trim() && !word.startsWith('"') && !UNPRINTABLE.test(word);
}

function quoted(word: string): string {
  return JSON.stringify(word).replace(
    EACH_UNPRINTABLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * Reads what {@link writeLine} wrote.
 *
 * @param line without blank space at its end
 * @returns what is wrong with it, in words, where it is no such line
 */
export function readLine(line: string): BaselineLine | string {
  const [, entry, kind, name] = LINE.exec(line) ?? [];
  if (entry === undefined || kind === undefined || name === undefined)
    return `this is no line of a baseline: ${line}`;
  if (!KINDS.includes(kind)) return `"${kind}" is none of ${KINDS.join(', ')}: ${line}`;
  const words = [entry, name].map(unquoted);
  if (words.includes(undefined)) return `the quotes are not closed: ${line}`;
  return { entry: words[0]!, kind: kind as BaselineLine['kind'], name: words[1]! };
}

function unquoted(word: string): string | undefined {
  if (!word.startsWith('"')) return word;
  try {
    const value: unknown = JSON.parse(word);
    return typeof value === 'string' && value !== '' ? value : undefined;
  } catch {
    return undefined;
  }
}
