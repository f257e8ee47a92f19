import { detached } from '../detached.ts';
import { isLetter, nextToken, skipSpace, wordEnd } from './characters.ts';

const BACKQUOTE = 0x60;

/**
 * Reads the rest of `require('specifier')`.
 *
 * @param from offset after the word `require`
 * @returns the specifier and the offset after `)`; undefined for any other argument, or one with escapes
 */
export function readRequireCall(text: string, from: number): { specifier: string; end: number } | undefined {
  // `var require\n('x')` calls nothing.
  const open = skipSpace(text, from);
  if (open < 0 || text.charCodeAt(open) !== 0x28) return undefined;
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
  return { specifier: detached(text.slice(start + 1, end)), end: close + 1 };
}

/** No backslash, control character or half of a pair: the text is the value. */
function isPlain(code: number): boolean {
  return (
    code >= 0x20 && code !== 0x5c && code !== 0x2028 && code !== 0x2029 && (code < 0xd800 || code > 0xdfff)
  );
}

/**
 * Reads `.name`, `?.name` or `['name']` after an object.
 *
 * @param from offset after the object
 * @returns the offset after it; undefined for any other name or none
 */
export function readMember(text: string, from: number, name: string): number | undefined {
  let at = nextToken(text, from);
  if (text.startsWith('?.', at)) at = nextToken(text, at + 2);
  else if (text.charCodeAt(at) === 0x2e) at = nextToken(text, at + 1);
  if (text.charCodeAt(at) === 0x5b) return readComputed(text, at, name);
  const end = wordEnd(text, at);
  return at > from && end - at === name.length && text.startsWith(name, at) ? end : undefined;
}

/** A key with escapes counts as the name: it may be. */
function readComputed(text: string, bracket: number, name: string): number | undefined {
  const at = nextToken(text, bracket + 1);
  const key = /["'`]([^"'`]*)["'`]/y;
  key.lastIndex = at;
  const found = key.exec(text)?.[1];
  return found === name || found?.includes('\\') ? nextToken(text, key.lastIndex) + 1 : undefined;
}

/**
 * Whether a call follows whose first argument is a number other than 0, as written in `process.exit(1)`.
 *
 * @param from offset after the function
 */
export function passesNonZero(text: string, from: number): boolean {
  const open = nextToken(text, from);
  return (
    text.charCodeAt(open) === 0x28 && /^[1-9]\d*$/.test(text.slice(open + 1, text.indexOf(')', open)).trim())
  );
}

/**
 * Whether a key is followed by a value that cannot be a name, so that it does not give another name to a property.
 *
 * @param from offset after the key
 */
export function isKeyOfValue(text: string, from: number): boolean {
  const colon = nextToken(text, from);
  if (text.charCodeAt(colon) !== 0x3a) return false;
  const start = nextToken(text, colon + 1);
  if (!isLetter(text.charCodeAt(start))) return true;
  return /^(?:true|false|null|function)$/.test(text.slice(start, wordEnd(text, start)));
}
