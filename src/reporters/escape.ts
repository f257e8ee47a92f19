/**
 * What may not reach a terminal or a document raw: control characters (ESC and newlines among them), line and paragraph
 * separators, bidi controls, zero-width space and byte order mark, invisible tag characters, lone surrogates.
 */
const HARMFUL = /[\p{Cc}\p{Bidi_Control}\p{Cs}\u2028\u2029\u200b\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/gu;

/** A colour sequence. `\p{Cc}` stands for ESC. */
const COLOR = /\p{Cc}\[[\d;]*m/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\u001b': '\\e' };

/**
 * Makes a name or message from outside safe to print on one line: every harmful character becomes a visible escape
 * (`\n`, `\e`, `\u{202e}`).
 */
export function visible(text: string): string {
  return text.replace(HARMFUL, (char) => SHORT[char] ?? `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}

/**
 * {@link visible} on every string inside a plain value; in source lines (`line`, `lines`) a tab becomes a space, and
 * output of programs (`stdout`, `stderr`) keeps its line ends and loses its colours.
 */
export function visibleDeep<T>(value: T, key = ''): T {
  if (typeof value === 'string') {
    if (key === 'stdout' || key === 'stderr') return visibleOutput(value) as T;
    return visible(key === 'line' || key === 'lines' ? value.replaceAll('\t', ' ') : value) as T;
  }
  if (Array.isArray(value)) return value.map((item) => visibleDeep(item as unknown, key)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, visibleDeep(item, name)]),
  ) as T;
}

function visibleOutput(text: string): string {
  const lines = withoutColor(text).split(/\r?\n/);
  // A carriage return begins the line anew: what stands before it was written over.
  return lines
    .map((line) => visible(line.slice(line.lastIndexOf('\r') + 1).replaceAll('\t', '  ')))
    .join('\n');
}

const DOT_ESCAPE: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/**
 * A double-quoted DOT string, quotes included. Lines are joined with DOT's own `\n`; HTML entities are its own, too.
 * Source: https://graphviz.org/doc/info/lang.html and the escString type.
 */
export function dotString(...lines: string[]): string {
  const safe = lines.map((line) => visible(line).replace(/[\\"&<>]/g, (char) => DOT_ESCAPE[char] ?? char));
  return `"${safe.join('\\n')}"`;
}

/**
 * A double-quoted mermaid label, quotes included. Whatever could close the label, be read as HTML or markdown, or start
 * a `%%{init}%%` directive becomes an entity code. Source: https://mermaid.js.org/syntax/flowchart.html
 */
export function mermaidLabel(...lines: string[]): string {
  const safe = lines.map((line) =>
    visible(line).replace(/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic} .,:/@+_~()*…!?=-]|[*_~]/gu, toEntity),
  );
  return `"${safe.join('<br/>')}"`;
}

function toEntity(char: string): string {
  return `#${char.codePointAt(0) ?? 0};`;
}

/** One argument of a shell command to show; quoted only where it must be. */
export function shellWord(text: string): string {
  return /^[\w@./:+-]+$/.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A text without its colours. */
export function withoutColor(text: string): string {
  return text.replace(COLOR, '');
}

const NOT_PLAIN = /[^\x20-\x7e]/;

/**
 * A value as JSON on one line. Characters that JSON may leave raw though a terminal acts on them (C1 controls, bidi), or
 * other parsers stumble over them (line separators), are written as `\\u` escapes; the value stays the same.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  // Reports are megabytes, and nearly all are plain: the first look is far cheaper than the second.
  if (!NOT_PLAIN.test(text)) return text;
  return text.replace(HARMFUL, (char) =>
    char
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
