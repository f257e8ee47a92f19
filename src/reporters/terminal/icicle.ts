import type { BootTrace } from '../../model/boot.ts';
import { bootTimeline, type Span } from '../boot-timeline.ts';
import { moduleLabel } from './module-label.ts';
import { cutRight, wrap, type Page } from './page.ts';

const ROWS = 4;
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
 * imported first. The first rows that hold a single module are left out but for the last of them.
 *
 * @returns nothing where there is no room, or nothing to see
 */
export function icicleLines(boot: BootTrace, page: Page): string[] {
  if (!page.blocks || page.width < LEAST_WIDTH) return [];
  const rows = rowsOf(boot, page.width - 2);
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
  while (open.length > 0 && rows.length < ROWS) {
    const cells = open
      .map(([span, above]) => ({ span, above, from: column(span.startUs), to: column(span.endUs) }))
      .filter(({ from, to }) => to > from);
    // One module below one module: the upper one is another name for it.
    if (rows.length === 1 && rows[0]?.length === 1 && cells.length === 1) rows.pop();
    if (cells.length > 0) rows.push(cells);
    open = cells.flatMap(({ span }) =>
      span.children
        .filter(({ kind }) => kind === 'module')
        .map((child) => [child, span.visit?.package ?? null] as const),
    );
  }
  return rows;
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
