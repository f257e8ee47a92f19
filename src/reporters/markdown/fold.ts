/** A list that may be cut to keep a comment within what its host takes. */
export interface Part {
  /** Lines before the items; left out with them. */
  readonly open: readonly string[];
  readonly items: readonly string[];
  readonly close: readonly string[];
  /** Of the room, at most; all that is left where nothing is said. */
  readonly share?: number;
}

/** Our own words in front of a folded list. */
export function folded(summary: string, items: readonly string[]): Part {
  return { open: ['', '<details>', `<summary>${summary}</summary>`, ''], items, close: ['', '</details>'] };
}

/** What stands in for items that found no room. */
function leftOut(count: number): string {
  return `… and ${count} more, left out to keep this comment short: render the saved report with \`import-budget report\`.`;
}

const encoder = new TextEncoder();

/** Bytes of a text as UTF-8. */
export function size(text: string): number {
  return encoder.encode(text).length;
}

/**
 * Lines of all parts, cut to what there is room for. Each part gets its say, if only how much was left out.
 *
 * @param room bytes, line ends included
 */
export function fitted(parts: readonly Part[], room: number): string[] {
  const lines: string[] = [];
  let left = room;
  const full = parts.filter(({ items }) => items.length > 0);
  for (const [index, part] of full.entries()) {
    // Parts to come need room to say that they were cut.
    const reserve = full.slice(index + 1).reduce((sum, it) => sum + frameSize(it), 0);
    const taken = fill(part, Math.min(left - reserve, room * (part.share ?? 1)));
    lines.push(...taken);
    left -= size(`${taken.join('\n')}\n`);
  }
  return lines;
}

function fill({ open, items, close }: Part, room: number): string[] {
  let left = room - frameSize({ open, items, close });
  let count = 0;
  for (const item of items) {
    left -= size(item) + 1;
    if (left < 0) break;
    count++;
  }
  const rest = items.length - count;
  return [...open, ...items.slice(0, count), ...(rest > 0 ? ['', leftOut(rest)] : []), ...close];
}

function frameSize({ open, items, close }: Part): number {
  return size([...open, '', leftOut(items.length), ...close, ''].join('\n'));
}
