import type { Cell } from 'cli-table3';
import type { EntryReport } from '../../model/report.ts';
import { bytes, count, plural } from '../numbers.ts';
import { cutLeft, cutRight, type Page } from './page.ts';
import { tableLines } from './table.ts';

/** With more entries than this, details of all would bury what matters. */
const ENTRIES_SHOWN = 3;
const HEAVIEST_COLUMNS = 16;

export interface Overview {
  /** One row an entry, heaviest first; none where details of all entries are short enough. */
  readonly lines: readonly string[];
  /** Entries to show in detail. */
  readonly detailed: readonly EntryReport[];
}

/** Many entries at a glance. A few stay as they are, in their order. */
export function overview(entries: readonly EntryReport[], page: Page): Overview {
  if (entries.length <= ENTRIES_SHOWN) return { lines: [], detailed: entries };
  const sorted = entries.toSorted((a, b) => b.totals.eager.bytes - a.totals.eager.bytes);
  const detailed = page.verbose ? sorted : sorted.slice(0, ENTRIES_SHOWN);
  const rest = `details of the ${ENTRIES_SHOWN} heaviest follow (--verbose for all, or name an entry)`;
  return {
    lines: [
      page.ink.bold(plural(entries.length, 'entry', 'entries')),
      ...rowLines(sorted, page),
      ...(page.verbose ? [] : [page.ink.dim(`  ${rest}`)]),
    ],
    detailed,
  };
}

function rowLines(entries: readonly EntryReport[], page: Page): string[] {
  const possible = entries.some(({ totals }) => totals.conditional.modules > 0);
  const heads = ['modules', 'packages', 'bytes', ...(possible ? ['conditional'] : [])];
  const numbers = entries.map(({ totals: { eager, conditional } }) => [
    count(eager.modules),
    count(eager.packages),
    bytes(eager.bytes),
    ...(possible ? [conditional.modules === 0 ? '' : count(conditional.modules)] : []),
  ]);
  const columns = textColumns(entries, [heads, ...numbers], page);
  const rows: Cell[][] = [
    ['entry', ...heads, 'heaviest'].map((text) => page.ink.dim(text)),
    ...entries.map((entry, at) => [
      // Names may be paths, whose end tells them apart.
      page.ink.bold(cutLeft(entry.name, columns.name)),
      ...(numbers[at] ?? []),
      cutRight(heaviest(entry), columns.heaviest),
    ]),
  ];
  return tableLines(rows, ['left', ...heads.map(() => 'right' as const), 'left'], '  ');
}

/** What numbers leave of the width: the package gets what it needs up to a limit, the name the rest. */
function textColumns(
  entries: readonly EntryReport[],
  numbers: readonly (readonly string[])[],
  page: Page,
): { name: number; heaviest: number } {
  if (page.verbose) return { name: Infinity, heaviest: Infinity };
  const widths =
    numbers[0]?.map((_, at) => 2 + Math.max(...numbers.map((row) => row[at]?.length ?? 0))) ?? [];
  const room = page.width - 2 - 2 - widths.reduce((sum, width) => sum + width, 0);
  const longest = Math.max('heaviest'.length, ...entries.map((entry) => [...heaviest(entry)].length));
  const owner = Math.min(longest, HEAVIEST_COLUMNS);
  return { name: Math.max(room - owner, 8), heaviest: owner };
}

/** The package that most would leave with. One that holds the entry is the program itself, and no candidate. */
function heaviest({ packages }: EntryReport): string {
  return packages.find(({ door }) => door !== null)?.name ?? '';
}
