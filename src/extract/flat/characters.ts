/** What an ASCII character is to a tokeniser. */
const OTHER = 0;
const SPACE = 1;
const NEWLINE = 2;
const LETTER = 3;
const DIGIT = 4;

const KINDS = new Uint8Array(128);
for (const code of [0x09, 0x0b, 0x0c, 0x20]) KINDS[code] = SPACE;
for (const code of [0x0a, 0x0d]) KINDS[code] = NEWLINE;
for (let code = 0; code < 128; code++) {
  if (/[a-z$_#]/i.test(String.fromCharCode(code))) KINDS[code] = LETTER;
  else if (code >= 0x30 && code <= 0x39) KINDS[code] = DIGIT;
}

/** Whether a name may begin here; `#` begins a private name, and what is not ASCII counts as a letter. */
export function isLetter(code: number): boolean {
  return code < 128 ? KINDS[code] === LETTER : kindOfWide(code) === LETTER;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isNewline(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029;
}

/** Index after the name that begins at `from`. */
export function wordEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 128 ? (KINDS[code] as number) < LETTER : kindOfWide(code) !== LETTER) break;
  }
  return at;
}

/** Index of the newline that ends the line, or the text's length. */
export function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isNewline(text.charCodeAt(at))) at++;
  return at;
}

/**
 * Passes over white space and comments.
 *
 * @returns index of the next token or the text's length, as its bitwise complement (negative) when a newline was passed;
 *   more than the text's length when a comment is not closed
 */
export function skipSpace(text: string, from: number): number {
  let at = from;
  let newline = false;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? KINDS[code] : kindOfWide(code);
    if (kind === SPACE) at++;
    else if (kind === NEWLINE) {
      newline = true;
      at++;
    } else if (code !== 0x2f) break;
    else {
      const next = text.charCodeAt(at + 1);
      if (next === 0x2f) at = lineEnd(text, at + 2);
      else if (next === 0x2a) {
        const start = at + 2;
        at = text.indexOf('*/', start) + 2;
        if (at === 1) return text.length + 1;
        newline ||= lineEnd(text, start) < at;
      } else break;
    }
  }
  return newline ? ~at : at;
}

/** Index of the next token after white space and comments, with or without newlines. */
export function nextToken(text: string, from: number): number {
  const next = skipSpace(text, from);
  return next < 0 ? ~next : next;
}

function kindOfWide(code: number): number {
  if (code === 0x2028 || code === 0x2029) return NEWLINE;
  if (code === 0xa0 || code === 0xfeff || code === 0x1680 || code === 0x3000) return SPACE;
  if ((code >= 0x2000 && code <= 0x200a) || code === 0x202f || code === 0x205f) return SPACE;
  return code >= 128 ? LETTER : OTHER;
}
