/** A word to look for first, which is cheap, and what it has to be part of. */
const SIGNS: readonly (readonly [string, RegExp])[] = [
  ['require', /\brequire\b/],
  ['createRequire', /\bcreateRequire\b/],
  ['Worker', /\bnew\s+(?:Shared)?Worker\b/],
  ['URL', /\bnew\s+URL\b/],
  ['import.meta.resolve', /\bimport\.meta\.resolve\b/],
  ['fork', /\bfork\s*\(/],
];

/** Whether a file's text may hold a require or a file reference: code, or only a string or comment that looks so. */
export function mentionsModules(text: string): boolean {
  return SIGNS.some(([word, pattern]) => text.includes(word) && pattern.test(text));
}
