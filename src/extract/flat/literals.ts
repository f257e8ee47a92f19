import { isDigit, isLetter, isNewline, wordEnd } from './characters.ts';

const BACKSLASH = 0x5c;

/**
 * @param at index of the opening quote
 * @returns index after the closing quote, or -1 when the line ends before it
 */
export function stringEnd(text: string, at: number): number {
  const quote = text.charCodeAt(at);
  for (let index = at + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === quote) return index + 1;
    if (code === BACKSLASH) {
      index++;
      if (text.charCodeAt(index) === 0x0d && text.charCodeAt(index + 1) === 0x0a) index++;
    } else if (code === 0x0a || code === 0x0d) return -1;
  }
  return -1;
}

/**
 * @param at index after a template's backtick or after the `}` of a substitution
 * @returns index after the closing backtick or after the next `${`, or -1 when the text ends before
 */
export function templateEnd(text: string, at: number): number {
  for (let index = at; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x60) return index + 1;
    if (code === BACKSLASH) index++;
    else if (code === 0x24 && text.charCodeAt(index + 1) === 0x7b) return index + 2;
  }
  return -1;
}

/**
 * @param at index of the slash that opens a regular expression
 * @returns index after its flags, or -1 when the line ends before
 */
export function regexEnd(text: string, at: number): number {
  let inClass = false;
  for (let index = at + 1; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (isNewline(code)) return -1;
    if (code === BACKSLASH) {
      index++;
      if (isNewline(text.charCodeAt(index))) return -1;
    } else if (code === 0x5b) inClass = true;
    else if (code === 0x5d) inClass = false;
    else if (code === 0x2f && !inClass) return wordEnd(text, index + 1);
  }
  return -1;
}

/**
 * @param at index of a digit, or of the point before one
 * @returns index after the number, or -1 when a name follows without a space
 */
export function numberEnd(text: string, at: number): number {
  let end = at;
  if (text.charCodeAt(at) === 0x30 && /[xob]/i.test(text.charAt(at + 1))) end = wordEnd(text, at + 1);
  else {
    end = digitsEnd(text, at);
    // `010.toString()`: a number with a leading zero has no fraction.
    const legacy = text.charCodeAt(at) === 0x30 && end > at + 1;
    if (text.charCodeAt(end) === 0x2e && !legacy) end = digitsEnd(text, end + 1);
    if ((text.charCodeAt(end) | 0x20) === 0x65 && !legacy) {
      const sign = text.charCodeAt(end + 1);
      end = digitsEnd(text, end + (sign === 0x2b || sign === 0x2d ? 2 : 1));
    } else if (text.charCodeAt(end) === 0x6e) end++;
  }
  return isLetter(text.charCodeAt(end)) ? -1 : end;
}

function digitsEnd(text: string, at: number): number {
  let end = at;
  while (isDigit(text.charCodeAt(end)) || text.charCodeAt(end) === 0x5f) end++;
  return end;
}
