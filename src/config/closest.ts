/**
 * The candidate that a misspelt word most likely meant.
 *
 * @returns null where none is near: more than a third of the word (at least 2 edits) would have to change
 */
export function closest(word: string, candidates: readonly string[]): string | null {
  let best: string | null = null;
  let fewest = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const edits = editDistance(word.toLowerCase(), candidate.toLowerCase());
    // As many edits as letters means that nothing is shared.
    if (edits >= fewest || edits >= Math.min(word.length, candidate.length)) continue;
    fewest = edits;
    best = candidate;
  }
  return best;
}

/** Levenshtein's distance, one row at a time; words longer than 100 characters are cut. */
function editDistance(left: string, right: string): number {
  const a = left.slice(0, 100);
  const b = right.slice(0, 100);
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
