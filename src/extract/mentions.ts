/** Uses of `require` in code: calls, members, aliases, arguments. In prose another word follows. */
const REQUIRE = /\brequire\b(?!\s+[\w"'`])/g;
/** What locates a file only together with a path built on the file's own. */
const LOCATES = /\bnew\s+(?:Shared)?Worker\b|\bnew\s+URL\b|\bfork\s*\(/;
const ANCHORS = ['import.meta', '__dirname', '__filename'];

/**
 * Whether a file's text may hold a require or a file reference. Words are looked for first, which is cheap; a mention
 * in a string or inside a line of code counts, one in a line that is all comment does not.
 */
export function mentionsModules(text: string): boolean {
  if (text.includes('createRequire') || text.includes('import.meta.resolve')) return true;
  if (text.includes('require') && usesRequire(text)) return true;
  return ANCHORS.some((anchor) => text.includes(anchor)) && LOCATES.test(text);
}

function usesRequire(text: string): boolean {
  for (const { index } of text.matchAll(REQUIRE)) if (!isCommentLine(text, index)) return true;
  return false;
}

/** The line begins with `//`, or with the `*` of a block comment that is still open. No code does. */
function isCommentLine(text: string, at: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trimStart();
  if (before.startsWith('//')) return true;
  return /^\/?\*/.test(before) && !before.includes('*/');
}
