import type { Node, ParseError } from 'jsonc-parser';
import { lineColumn, type LineColumn } from './line-column.ts';

export type JsonPath = readonly (string | number)[];

export interface JsonProblem {
  readonly message: string;
  readonly place: LineColumn;
}

export interface JsonDocument {
  readonly value: unknown;
  /** What makes the text no valid JSON; the first is the cause, later ones often follow from it. */
  readonly problems: readonly JsonProblem[];
  /** Keys written twice in one object: valid JSON of which only the last one counts. */
  readonly duplicates: readonly JsonProblem[];
  /** Where the value at a path stands (or its key); the nearest enclosing value where it is absent. */
  readonly placeOf: (path: JsonPath, what: 'key' | 'value') => LineColumn;
}

/** Nesting beyond this is refused: no config or manifest needs it, and the parser is recursive. */
const DEPTH_LIMIT = 500;

/**
 * Parses JSON and keeps the places.
 *
 * @param text without a byte order mark
 * @param comments whether comments and trailing commas are allowed (JSONC)
 */
export async function parseJson(text: string, comments: boolean): Promise<JsonDocument> {
  const { findNodeAtLocation, parseTree, printParseErrorCode } = await import('jsonc-parser');
  const start: LineColumn = { line: 1, column: 1 };
  const without = (message: string, place: LineColumn): JsonDocument => ({
    value: undefined,
    problems: [{ message, place }],
    duplicates: [],
    placeOf: () => place,
  });
  if (text.trim() === '') return without('the file is empty', start);
  const deep = tooDeepAt(text);
  if (deep !== null) return without('nested too deeply', lineColumn(text, deep));
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: !comments, allowTrailingComma: comments });
  if (root === undefined) return without('not JSON', start);
  return {
    value: toValue(root),
    problems: errors.map((error) => ({
      message: inWords(printParseErrorCode(error.error)),
      place: lineColumn(text, error.offset),
    })),
    duplicates: duplicateKeys(root).map((key) => ({
      message: `the key ${JSON.stringify(key.value)} is written twice in one object`,
      place: lineColumn(text, key.offset),
    })),
    placeOf: (path, what) => {
      for (let length = path.length; length > 0; length--) {
        const node = findNodeAtLocation(root, path.slice(0, length));
        if (node === undefined) continue;
        const key = what === 'key' && length === path.length ? node.parent?.children?.[0] : undefined;
        return lineColumn(text, (key ?? node).offset);
      }
      return lineColumn(text, root.offset);
    },
  };
}

function toValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(toValue);
  if (node.type !== 'object') return node.value as unknown;
  // fromEntries defines own properties, so that a key "__proto__" stays an ordinary key.
  return Object.fromEntries(
    (node.children ?? []).map((property) => {
      const [key, value] = property.children ?? [];
      return [String(key?.value), value === undefined ? undefined : toValue(value)];
    }),
  );
}

function duplicateKeys(node: Node): Node[] {
  const seen = new Set<unknown>();
  const own: Node[] = [];
  for (const child of node.children ?? []) {
    const key = node.type === 'object' ? child.children?.[0] : undefined;
    if (key !== undefined && seen.has(key.value)) own.push(key);
    if (key !== undefined) seen.add(key.value);
  }
  return [...own, ...(node.children ?? []).flatMap(duplicateKeys)];
}

function tooDeepAt(text: string): number | null {
  let depth = 0;
  for (const match of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[[\]{}]/g)) {
    if (match[0] === '[' || match[0] === '{') depth++;
    else if (match[0] === ']' || match[0] === '}') depth--;
    if (depth > DEPTH_LIMIT) return match.index;
  }
  return null;
}

/** `CommaExpected` -> "comma expected". */
function inWords(code: string): string {
  return code.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
