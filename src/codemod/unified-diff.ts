/** One line of a diff: kept, taken away or added. */
interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

const CONTEXT = 3;

/**
 * The difference of two texts in unified format, as `patch` and `git apply` read it
 * (https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html).
 *
 * @param before null for a file that is new
 * @returns empty where they are equal
 */
export function unifiedDiff(file: string, before: string | null, after: string): string {
  if (before === after) return '';
  const lines = compare(before === null ? [] : split(before), split(after));
  const head = [before === null ? '--- /dev/null' : `--- a/${file}`, `+++ b/${file}`];
  return [...head, ...hunks(lines)].map((line) => `${line}\n`).join('');
}

/** Lines with their ends; the last one may have none. */
function split(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Only what lies between the equal beginning and end is compared. */
function compare(before: readonly string[], after: readonly string[]): Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const [old, now] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  const lines: Line[] = before.slice(0, head).map((text) => ({ mark: ' ', text }));
  let [from, to] = [0, 0];
  for (const [x, y] of [...keptLines(old, now), [old.length, now.length] as const]) {
    for (; from < x; from += 1) lines.push({ mark: '-', text: old[from]! });
    for (; to < y; to += 1) lines.push({ mark: '+', text: now[to]! });
    if (x < old.length) lines.push({ mark: ' ', text: old[x]! });
    [from, to] = [x + 1, y + 1];
  }
  return [...lines, ...before.slice(before.length - tail).map((text): Line => ({ mark: ' ', text }))];
}

/** Texts that differ more than this have nothing worth keeping: time and memory grow with its square. */
const MOST_CHANGES = 2000;

/**
 * The lines that a shortest script of changes keeps: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations"
 * (1986). Its cost grows with what differs and not with the size of the texts.
 *
 * @returns places in both texts, ascending; none where too much differs
 */
function keptLines(before: readonly string[], after: readonly string[]): (readonly [number, number])[] {
  const most = Math.min(before.length + after.length, MOST_CHANGES);
  /** By number of changes: how far they lead on each diagonal, from -changes on. */
  const reached: Int32Array[] = [];
  for (let changes = 0; changes <= most; changes += 1) {
    const ends = new Int32Array(2 * changes + 1);
    reached.push(ends);
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let { x } = stepTo(reached, changes, diagonal);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      ends[changes + diagonal] = x;
      if (x >= before.length && x - diagonal >= after.length) return keptOnTheWay(reached, diagonal);
    }
  }
  return [];
}

/** How the last of some changes leads to a diagonal: from the one above by a line added, from below by one taken away. */
function stepTo(
  reached: readonly Int32Array[],
  changes: number,
  diagonal: number,
): { readonly from: number; readonly x: number } {
  if (changes === 0) return { from: 0, x: 0 };
  const ends = reached[changes - 1]!;
  const [removed, added] = [ends[changes + diagonal - 2]!, ends[changes + diagonal]!];
  const isAdded = diagonal === -changes || (diagonal !== changes && removed < added);
  return isAdded ? { from: diagonal + 1, x: added } : { from: diagonal - 1, x: removed + 1 };
}

function keptOnTheWay(reached: readonly Int32Array[], last: number): (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = [];
  let diagonal = last;
  for (let changes = reached.length - 1; changes >= 0; changes -= 1) {
    const step = stepTo(reached, changes, diagonal);
    for (let x = reached[changes]![changes + diagonal]! - 1; x >= step.x; x -= 1)
      kept.push([x, x - diagonal]);
    diagonal = step.from;
  }
  return kept.toReversed();
}

function hunks(lines: readonly Line[]): string[] {
  const changed = lines.flatMap(({ mark }, at) => (mark === ' ' ? [] : [at]));
  const out: string[] = [];
  for (let at = 0; at < changed.length;) {
    let last = at;
    while (last + 1 < changed.length && changed[last + 1]! - changed[last]! <= 2 * CONTEXT) last += 1;
    const from = Math.max(0, changed[at]! - CONTEXT);
    const to = Math.min(lines.length, changed[last]! + CONTEXT + 1);
    out.push(...hunk(lines, from, to));
    at = last + 1;
  }
  return out;
}

function hunk(lines: readonly Line[], from: number, to: number): string[] {
  const before = lines.slice(0, from);
  const own = lines.slice(from, to);
  const range = (mark: '-' | '+'): string => {
    const counts = (line: Line): boolean => line.mark === ' ' || line.mark === mark;
    const length = own.filter(counts).length;
    const first = before.filter(counts).length + (length === 0 ? 0 : 1);
    return `${mark}${first}${length === 1 ? '' : `,${length}`}`;
  };
  return [`@@ ${range('-')} ${range('+')} @@`, ...own.flatMap(textOf)];
}

function textOf({ mark, text }: Line): string[] {
  if (text.endsWith('\n')) return [mark + text.slice(0, -1)];
  return [mark + text, '\\ No newline at end of file'];
}
