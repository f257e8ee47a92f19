import type { BaselineLine } from '../model/baseline.ts';

const KINDS = ['module', 'package', 'registration'];
const LINE = /^("(?:[^"\\]|\\.)*"|[^\s"]\S*) (\S+) (.+)$/;
/** An entry's name ends at the first space. */
const PLAIN_ENTRY = /^[^\s"#\p{Cc}][^\s"\p{Cc}]*$/u;
const PLAIN_NAME = /^[^\s"\p{Cc}](?:[^\p{Cc}]*[^\s\p{Cc}])?$/u;

/** A line of the file; names with quotes, outer spaces or control characters are JSON strings. */
export function writeLine({ entry, kind, name }: BaselineLine): string {
  const isConflict = /^([<=>|])\1{6}/.test(entry);
  const first = PLAIN_ENTRY.test(entry) && !isConflict ? entry : JSON.stringify(entry);
  return `${first} ${kind} ${PLAIN_NAME.test(name) ? name : JSON.stringify(name)}`;
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
