/*
 * What the token before the present one was, as far as the meaning of the present one depends on it. The order is used:
 * see `endsOperand`, `mayEndStatement` and `isUnsure`.
 */
export const OPERAND = 0;
/** `)` of a group or a call. */
export const GROUP_END = 1;
/** `}` of an arrow function: ends an expression, but nothing can be applied to it. */
export const ARROW_END = 2;
/** `}` that ends a statement. */
export const BLOCK_END = 3;
/** Beginning of the file or of a block, or the colon of a label or case. */
export const START = 4;
export const SEMICOLON = 5;
/** `)` after which a statement follows: of if, for, while... */
export const CONTROL_END = 6;
export const PARAMETERS_END = 7;
export const METHOD_PARAMETERS_END = 8;
export const METHOD_END = 9;
/** Whatever an operand follows. */
export const OPERATOR = 10;
export const BRACKET = 11;
export const ARROW = 12;
export const DOT = 13;
/** `++` or `--` before its operand. */
export const PREFIX = 14;

/** Words that are names in one place and syntax in another, or that end a statement where a line ends. */
const UNSURE = ['async', 'await', 'break', 'continue', 'debugger', 'let', 'of', 'yield'] as const;
const KEYWORDS = [
  'case',
  'catch',
  'class',
  'const',
  'default',
  'delete',
  'do',
  'else',
  'export',
  'extends',
  'finally',
  'for',
  'function',
  'if',
  'import',
  'in',
  'instanceof',
  'new',
  'return',
  'static',
  'switch',
  'throw',
  'try',
  'typeof',
  'var',
  'void',
  'while',
  'with',
] as const;
/** Ordinary names that mean something to the analysis. */
const NAMES = [
  'require',
  'createRequire',
  'module',
  'process',
  'then',
  'fork',
  'Worker',
  'SharedWorker',
  'URL',
  '__dirname',
  '__filename',
] as const;

type Word = (typeof UNSURE)[number] | (typeof KEYWORDS)[number] | (typeof NAMES)[number];
const WORDS: readonly Word[] = [...UNSURE, ...KEYWORDS, ...NAMES];
/** Ids continue after the kinds of tokens above, so that a word can be the token before. */
const FIRST_WORD = 16;
const FIRST_KEYWORD = FIRST_WORD + UNSURE.length;
const FIRST_NAME = FIRST_KEYWORD + KEYWORDS.length;
const MAX_LENGTH = 16;

/** Ids of the words that begin with a character and have a length. */
const CANDIDATES: (number[] | undefined)[] = Array.from({ length: 128 * MAX_LENGTH });
WORDS.forEach((word, index) => {
  (CANDIDATES[word.charCodeAt(0) * MAX_LENGTH + word.length] ??= []).push(FIRST_WORD + index);
});

/** Id of a word this scanner knows. */
export function idOf(word: Word): number {
  return FIRST_WORD + WORDS.indexOf(word);
}

/** Id of the name between two offsets, or 0 for one without a meaning of its own. */
export function wordId(text: string, start: number, end: number): number {
  const code = text.charCodeAt(start);
  const length = end - start;
  if (code >= 128 || length >= MAX_LENGTH) return 0;
  const ids = CANDIDATES[code * MAX_LENGTH + length];
  if (ids === undefined) return 0;
  for (const id of ids) if (text.startsWith(WORDS[id - FIRST_WORD] as Word, start)) return id;
  return 0;
}

/** Whether a slash after this token divides. */
export function endsOperand(previous: number): boolean {
  return previous <= GROUP_END;
}

/** Whether a line end after this token ends a statement when a name follows. */
export function mayEndStatement(previous: number): boolean {
  return previous <= ARROW_END;
}

export function isUnsure(id: number): boolean {
  return id >= FIRST_WORD && id < FIRST_KEYWORD;
}

/** Whether the word is a plain name wherever it stands. */
export function isName(id: number): boolean {
  return id === 0 || id >= FIRST_NAME;
}
