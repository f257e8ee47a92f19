import { nextToken, wordEnd } from './characters.ts';

const BACKQUOTE = 0x60;

/**
 * Reads the rest of `require('specifier')`.
 *
 * @param from offset after the word `require`
 * @returns the specifier and the offset after `)`; undefined for any other argument, or one with escapes
 */
export function readRequireCall(text: string, from: number): { specifier: string; end: number } | undefined {
  const open = nextToken(text, from);
  if (text.charCodeAt(open) !== 0x28) return undefined;
  const start = nextToken(text, open + 1);
  const quote = text.charCodeAt(start);
  if (quote !== 0x22 && quote !== 0x27 && quote !== BACKQUOTE) return undefined;
  let end = start + 1;
  for (; text.charCodeAt(end) !== quote; end++) {
    if (end >= text.length || !isPlain(text.charCodeAt(end))) return undefined;
    if (quote === BACKQUOTE && text.startsWith('${', end)) return undefined;
  }
  const close = nextToken(text, end + 1);
  if (end === start + 1 || text.charCodeAt(close) !== 0x29) return undefined;
  return { specifier: text.slice(start + 1, end), end: close + 1 };
}

/** No backslash, control character or half of a pair: the text is the value. */
function isPlain(code: number): boolean {
  return code >= 0x20 && code !== 0x5c && code !== 0x2028 && code !== 0x2029 && (code < 0xd800 || code > 0xdfff);
}

/**
 * Whether a member access follows that reads `name`, or whose name is computed.
 *
 * @param from offset after the object
 */
export function mayReadMember(text: string, from: number, name: string): boolean {
  let at = nextToken(text, from);
  if (text.startsWith('?.', at)) at = nextToken(text, at + 2);
  else if (text.charCodeAt(at) === 0x2e) at = nextToken(text, at + 1);
  else return text.charCodeAt(at) === 0x5b;
  if (text.charCodeAt(at) === 0x5b) return true;
  return text.startsWith(name, at) && wordEnd(text, at) === at + name.length;
}
