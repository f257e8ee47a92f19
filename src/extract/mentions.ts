/** Uses of `require` in code: calls, members, aliases, arguments. In prose another word follows on the line. */
const REQUIRE = /\brequire\b(?![ \t]+[\w"'`])/g;
/** What locates a file only together with a path built on the file's own. */
const LOCATES = /\bnew\s+(?:Shared)?Worker\b|\bnew\s+URL\b|\bfork\s*\(/;
const ANCHORS = ['import.meta', '__dirname', '__filename'];

/**
 * Whether a file's text may hold a require or a file reference. Words are looked for first, which is cheap.
 *
 * @param scannable the scanner for requires reads such a file, and tells code from comments better than this
 */
export function mentionsModules(text: string, scannable: boolean): boolean {
  // Of `require` and `createRequire`: a search for a rare letter is many times faster than for a frequent one.
  if (text.includes('quire') && (scannable || text.includes('createRequire') || usesRequire(text)))
    return true;
  const anchored = ANCHORS.some((anchor) => text.includes(anchor));
  return anchored && (text.includes('import.meta.resolve') || LOCATES.test(text));
}

function usesRequire(text: string): boolean {
  for (const { index } of text.matchAll(REQUIRE)) if (!isCommentLine(text, index)) return true;
  return false;
}

/** The line begins with `//`, or with the `*` of a block comment that is still open. */
function isCommentLine(text: string, at: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trimStart();
  if (before.startsWith('//')) return true;
  return /^\/?\*/.test(before) && text.lastIndexOf('/*', at) > text.lastIndexOf('*/', at);
}
