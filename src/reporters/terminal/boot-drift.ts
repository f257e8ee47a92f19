import type { Place } from '../../model/finding.ts';
import type { Drift, RuntimeOnlyDrift, StaticOnlyDrift } from '../../model/startup.ts';
import { mismatchWords, runtimeOnlyWords, staticOnlyWords } from '../drift-words.ts';
import { count, plural } from '../numbers.ts';
import { shortId } from '../places.ts';
import { cutLeft, moreLine, topOf, wrap, type Page } from './page.ts';

const ROWS_SHOWN = 2;

/** What is said of files that are missing, or there, for one reason. */
interface Row {
  readonly name: string;
  readonly why: string;
  readonly at: string;
  readonly modules: number;
}

/** Where imports as they are written and modules as they were loaded disagree, in short and by cause. */
export function driftLines({ staticOnly, runtimeOnly, both, mismatch }: Drift, page: Page): string[] {
  if (mismatch) {
    const lines = wrap(mismatchWords(mismatch), page.width, '     ', '  !  ');
    return ['', ...lines.map((line) => line.replace(/^ {2}!/, `  ${page.ink.yellow('!')}`))];
  }
  const missing = rowsOf(staticOnly, (item) => [staticOnlyWords(item), placeOf(item)]);
  const extra = rowsOf(runtimeOnly, (item) => [runtimeOnlyWords(item), item.place ?? placeOf(item)]);
  if (missing.length + extra.length === 0)
    return ['', page.ink.dim(`  loaded as the imports say: ${plural(both, 'file')}`)];
  return [
    '',
    `  loaded as the imports say: ${plural(both, 'file')}`,
    ...block('expected by the imports, but not loaded', missing, page),
    ...block('loaded, but not expected by the imports', extra, page),
  ];
}

function block(title: string, rows: readonly Row[], page: Page): string[] {
  if (rows.length === 0) return [];
  const files = rows.reduce((sum, { modules }) => sum + modules, 0);
  const { shown, more } = topOf(rows, ROWS_SHOWN, page);
  return [
    `  ${title}: ${plural(files, 'file')}`,
    ...shown.flatMap((row) => rowLines(row, page)),
    ...moreLine(page, more, '    '),
  ];
}

function placeOf({ edge }: StaticOnlyDrift | RuntimeOnlyDrift): Place | null {
  return edge && { file: edge.from, line: edge.line };
}

/** Copies of one package drift alike: one row for all of them. */
function rowsOf<T extends { readonly module: string; readonly modules: number }>(
  items: readonly T[],
  explain: (item: T) => readonly [why: string, place: Place | null],
): Row[] {
  const rows = new Map<string, Row>();
  for (const item of items) {
    const [why, place] = explain(item);
    const at = place ? `${shortId(place.file)}${place.line === undefined ? '' : `:${place.line}`}` : '';
    const name = shortId(item.module);
    const key = JSON.stringify([name, why, at]);
    const modules = item.modules + (rows.get(key)?.modules ?? 0);
    rows.set(key, { name, why, at, modules });
  }
  return [...rows.values()].toSorted((one, other) => other.modules - one.modules);
}

function rowLines({ name, why, at, modules }: Row, page: Page): string[] {
  const others = modules > 1 ? ` and ${count(modules - 1)} more` : '';
  const room = page.verbose ? Infinity : Math.max(page.width - 4 - others.length, 12);
  const start = `    ${cutLeft(name, room)}${others}`;
  const reason = `${why}${at === '' ? '' : ` (${at})`}`;
  if (start.length + 2 + reason.length <= page.width) return [`${start}  ${page.ink.dim(reason)}`];
  return [start, ...wrap(reason, page.width, '      ').map((line) => page.ink.dim(line))];
}
