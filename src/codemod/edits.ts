/** A piece of text that takes the place of another; positions count in the text before all edits. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Applies edits; what they do not cover stays as it is, byte for byte. Edits that start at the same place apply in the
 * order given, so that insertions come out in that order; one inside a removed piece comes out behind it.
 *
 * @throws RangeError where two overlap
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, at) => ({ edit, at }))
    .toSorted((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.at - b.at);
  const pieces: string[] = [];
  let from = 0;
  for (const { edit } of sorted) {
    const isInsertion = edit.start === edit.end;
    if (edit.start < from && !isInsertion) throw new RangeError(`edits overlap at ${edit.start}`);
    pieces.push(text.slice(from, edit.start), edit.text);
    from = Math.max(from, edit.end);
  }
  return [...pieces, text.slice(from)].join('');
}
