/** What a character is to the scan for nesting. */
const OTHER = 0;
export const SPACE = 1;
export const NEWLINE = 2;
export const WORD = 3;
export const OPEN = 4;
export const CLOSE = 5;
export const QUOTE = 6;
export const LINK = 7;
export const SIGN = 8;
const END = 9;
export const COMMA = 10;
export const TEMPLATE = 11;
export const SLASH = 12;
export const ANGLE = 13;

/** Kind of each UTF-16 code unit. Those beyond ASCII are taken as letters. */
export const KINDS = kinds({
  [SPACE]: ' \t\r\v\f',
  [NEWLINE]: '\n',
  [WORD]: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$#@\\',
  [OPEN]: '([{',
  [CLOSE]: ')]}',
  [QUOTE]: `'"`,
  [LINK]: '?=!~',
  [SIGN]: '+-',
  [END]: ';',
  [COMMA]: ',',
  [TEMPLATE]: '`',
  [SLASH]: '/',
  [ANGLE]: '<',
});

function kinds(characters: Readonly<Record<number, string>>): Uint8Array {
  const table = new Uint8Array(65_536).fill(WORD).fill(OTHER, 0, 128);
  for (const [kind, text] of Object.entries(characters)) {
    for (let at = 0; at < text.length; at++) table[text.charCodeAt(at)] = Number(kind);
  }
  return table;
}
