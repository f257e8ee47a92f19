/** The words of a search, in small letters; none where nothing is looked for. */
export function wordsOf(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether a name holds all words of a search, in whatever order and case. */
export function holdsAll(name: string, words: readonly string[]): boolean {
  const text = name.toLowerCase();
  return words.every((word) => text.includes(word));
}
