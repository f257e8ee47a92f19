const COMMENT = /\/\*\*[^]*?\*\//g;

/**
 * Whether a comment for readers or for the compiler (`{@link Name}`, `@type {Name}`) mentions a name. What is imported
 * for such a comment looks unused, and is none the less needed there.
 */
export function isNamedInJsdoc(text: string, name: string): boolean {
  const own = name.replaceAll('$', '\\$');
  const inBraces = new RegExp(`\\{[^{}]*(?<![\\w$.])${own}(?![\\w$])`);
  const behindTag = new RegExp(`@(?:see|link|extends|augments|implements|throws)\\s+\\{?${own}(?![\\w$])`);
  for (const [comment] of text.matchAll(COMMENT)) {
    if (inBraces.test(comment) || behindTag.test(comment)) return true;
  }
  return false;
}
