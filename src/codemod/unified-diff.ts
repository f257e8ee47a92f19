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

/** Longest common subsequence of what differs between the equal beginning and end. */
function compare(before: readonly string[], after: readonly string[]): Line[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  const keep = (text: string): Line => ({ mark: ' ', text });
  return [
    ...before.slice(0, head).map(keep),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(keep),
  ];
}

function middle(before: readonly string[], after: readonly string[]): Line[] {
  const width = after.length + 1;
  const longest = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const same = before[i] === after[j];
      longest[i * width + j] = same
        ? longest[(i + 1) * width + j + 1]! + 1
        : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
    }
  }
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ mark: ' ', text: before[i]! });
      i += 1;
      j += 1;
    } else if (
      i < before.length &&
      (j === after.length || longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)
    ) {
      lines.push({ mark: '-', text: before[i++]! });
    } else lines.push({ mark: '+', text: after[j++]! });
  }
  return lines;
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
