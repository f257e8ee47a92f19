import type { Style } from './source.ts';

/** Too few to tell what the file keeps to. */
const FEW_LINES = 60;

/**
 * Breaks a declaration or import that is wider than the file's lines, in the manner of formatters.
 *
 * @param line without indentation
 * @param indent of the place it goes to
 * @returns lines without that indentation
 */
export function brokenLines({ width, indent: step, newline }: Style, line: string, indent: string): string {
  if (columns(indent + line) <= width) return line;
  const listed = /^(import(?: type)? )\{ (.*) \}( from .*)$/s.exec(line);
  if (listed) return namesOnLines(listed[1]!, listed[2]!, listed[3]!, { step, newline, indent });
  const declared = /^((?:const|let) (?:\{ .* \}|[^={}]+) =) (.*)$/s.exec(line);
  if (!declared) return line;
  const [, head, value] = declared as unknown as [string, string, string];
  const pattern = /^((?:const|let) )\{ (.*) \}( =)$/.exec(head);
  if (pattern && columns(indent + head) > width) {
    return namesOnLines(pattern[1]!, pattern[2]!, `${pattern[3]} ${value}`, { step, newline, indent });
  }
  return `${head}${newline}${indent}${step}${value}`;
}

function namesOnLines(
  head: string,
  names: string,
  tail: string,
  { step, newline, indent }: { readonly step: string; readonly newline: string; readonly indent: string },
): string {
  const lines = names.split(', ').map((name) => `${indent}${step}${name},`);
  return [`${head}{`, ...lines, `${indent}}${tail}`].join(newline);
}

function columns(line: string): number {
  return line.replaceAll('\t', '    ').length;
}

/** What the lines of a file keep to: one of the usual limits. */
export function widthOf(text: string): number {
  const lengths = text.split('\n').map((line) => columns(line.trimEnd()));
  const over = (limit: number): number => lengths.filter((length) => length > limit).length;
  if (lengths.length < FEW_LINES) return Math.max(100, ...[120, 140].filter((limit) => over(limit - 20) > 1));
  // Some strings and addresses are longer than any limit.
  const allowed = Math.max(1, lengths.length / 100);
  return [80, 100, 120].find((limit) => over(limit) <= allowed) ?? 140;
}
