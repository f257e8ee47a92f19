import type { BootTrace } from '../../model/boot.ts';
import { bootTimeline, type Span } from '../boot-timeline.ts';
import { moduleLabel } from './module-label.ts';
import { cutRight, wrap, type Page } from './page.ts';

const ROWS = 4;
/** Deeper ones are slivers. */
const DEEPEST = 60;
/** A module that takes nearly all of its importer's time is another name for it. */
const SAME = 0.93;
/** Below this there is no room for names. */
const LEAST_WIDTH = 60;
const LEAST_NAMED = 7;
/** A module of whose total this much is retained is drawn as one that goes away as a whole. */
const MOSTLY = 0.5;

/** A module's stretch of one row. */
interface Cell {
  readonly span: Span;
  /** Package of the module above. */
  readonly above: string | null;
  /** First column, and the one after the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * The modules of a boot as an icicle: columns are time in load order, a row holds what the modules of the row above
 * imported first. Of rows that differ by next to nothing the last is drawn.
 *
 * @returns nothing where there is no room, or nothing to see
 */
export function icicleLines(boot: BootTrace, page: Page): string[] {
  if (!page.blocks || page.width < LEAST_WIDTH) return [];
  const rows = mostTelling(rowsOf(boot, page.width - 2));
  if (rows.length < 2) return [];
  const legend = 'time in load order; █ goes with the module, ░ is held by others too';
  return [
    '',
    ...rows.map((cells) => `  ${rowText(cells, page)}`),
    ...wrap(legend, page.width, '  ').map((line) => page.ink.dim(line)),
  ];
}

function rowsOf(boot: BootTrace, columns: number): Cell[][] {
  const roots = bootTimeline(boot).filter(({ kind }) => kind === 'module');
  const start = roots[0]?.startUs ?? 0;
  const length = (roots.at(-1)?.endUs ?? 0) - start;
  if (length <= 0) return [];
  const column = (us: number) => Math.round(((us - start) / length) * columns);
  const rows: Cell[][] = [];
  let open: readonly (readonly [span: Span, above: string | null])[] = roots.map((root) => [root, null]);
  while (open.length > 0 && rows.length < DEEPEST) {
    const cells = open
      .map(([span, above]) => ({ span, above, from: column(span.startUs), to: column(span.endUs) }))
      .filter(({ from, to }) => to > from);
    if (cells.length > 0) rows.push(cells);
    open = cells.flatMap(({ span }) =>
      span.children
        .filter(({ kind }) => kind === 'module')
        .map((child) => [child, span.visit?.package ?? null] as const),
    );
  }
  return rows;
}

/** Of rows in which one module passes nearly all on to the next, the last; the first few that are left. */
function mostTelling(rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  const widest = rows.map((cells) => Math.max(...cells.map(({ from, to }) => to - from)));
  return rows.filter((_cells, at) => (widest[at + 1] ?? 0) < SAME * widest[at]!).slice(0, ROWS);
}

function rowText(cells: readonly Cell[], page: Page): string {
  let text = '';
  let at = 0;
  for (const cell of cells) {
    text += ' '.repeat(cell.from - at) + cellText(cell, page);
    at = cell.to;
  }
  return text;
}

/** The last column of a cell stays empty, so that neighbours can be told apart. */
function cellText({ span: { visit }, above, from, to }: Cell, { ink }: Page): string {
  const width = to - from;
  if (visit === null) return ' '.repeat(width);
  const goes = visit.retainedMs >= MOSTLY * visit.totalMs;
  const fill = goes ? '█' : '░';
  const paint = goes ? ink.blue : ink.cyan;
  if (width < 3) return paint('▌') + ' '.repeat(width - 1);
  const name = width < LEAST_NAMED ? '' : nameIn(visit, above, width - 4);
  const [first, text] = name === '' ? ['', ''] : [fill, ` ${name} `];
  const left = width - 1 - first.length - [...text].length;
  const shown = left > 0 ? text : text.trimEnd();
  const named = goes ? ink.bgBlue.whiteBright(shown) : shown;
  return `${paint(first)}${named}${left > 0 ? paint(fill.repeat(left)) : ' '.repeat(left + text.length - shown.length)} `;
}

function nameIn(visit: NonNullable<Span['visit']>, above: string | null, room: number): string {
  const { owner, file } = moduleLabel(visit, above);
  const name = owner === '' ? file : owner;
  if (name.length <= room) return name;
  const last = owner === '' ? (file.split('/').at(-1) ?? file) : owner;
  return cutRight(last, room);
}
