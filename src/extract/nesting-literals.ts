/** Words before a `/` that starts a regular expression. */
const BEFORE_REGEX = /^(?:return|typeof|case|in|of|delete|void|do|else|throw|yield|await|instanceof)$/;

/** Whether a `/` after a word starts a regular expression; `at` is the slash. */
export function isRegexStart(text: string, wordStart: number, at: number): boolean {
  return at - wordStart < 20 && BEFORE_REGEX.test(text.slice(wordStart, at).trimEnd());
}

/** Offset after the string that starts at `start`; after its quote only, where the line ends first. */
export function skipQuoted(text: string, start: number): number {
  const quote = text.charCodeAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === 0x5c) at++;
    else if (code === 0x0a) break;
  }
  return start + 1;
}

/** Offset after the backtick or `${` that ends the template text at `start`. */
export function skipTemplate(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x60) return at + 1;
    if (code === 0x5c) at++;
    else if (code === 0x24 && text.charCodeAt(at + 1) === 0x7b) return at + 2;
  }
  return text.length;
}

/** Offset after the regular expression at `start`; after its slash only, where the line ends first. */
export function skipRegex(text: string, start: number): number {
  let inClass = false;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at++;
    else if (code === 0x0a) break;
    else if (code === 0x5b) inClass = true;
    else if (code === 0x5d) inClass = false;
    else if (code === 0x2f && !inClass) return at + 1;
  }
  return start + 1;
}
