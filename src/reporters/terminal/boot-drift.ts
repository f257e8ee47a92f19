import type { Place } from '../../model/finding.ts';
import type { Drift, RuntimeOnlyDrift, StaticOnlyDrift } from '../../model/startup.ts';
import { mismatchWords, runtimeOnlyWords, staticOnlyWords } from '../drift-words.ts';
import { count, plural } from '../numbers.ts';
import { shortId } from '../places.ts';
import { topOf } from './boot-packages.ts';
import { cutLeft, moreLine, wrap, type Page } from './page.ts';

const ROWS_SHOWN = 4;

/** Where imports as they are written and modules as they were loaded disagree, in short and by cause. */
export function driftLines({ staticOnly, runtimeOnly, both, mismatch }: Drift, page: Page): string[] {
  if (mismatch) {
    const lines = wrap(mismatchWords(mismatch), page.width, '     ', '  !  ');
    return ['', ...lines.map((line) => line.replace(/^ {2}!/, `  ${page.ink.yellow('!')}`))];
  }
  const files = (items: readonly { readonly modules: number }[]) =>
    items.reduce((sum, { modules }) => sum + modules, 0);
  const [missing, extra] = [files(staticOnly), files(runtimeOnly)];
  if (missing + extra === 0)
    return ['', page.ink.dim(`  loaded as the imports are written: ${plural(both, 'file')}`)];
  return [
    '',
    `  ${page.ink.dim('loaded as the imports are written:')} ${plural(both, 'file')}`,
    ...block(`  ${count(missing)} at startup by the imports, but not loaded`, staticOnly, staticRow, page),
    ...block(`  ${count(extra)} loaded, but not at startup by the imports`, runtimeOnly, runtimeRow, page),
  ];
}

function block<T>(
  title: string,
  items: readonly T[],
  row: (item: T, page: Page) => string[],
  page: Page,
): string[] {
  if (items.length === 0) return [];
  const { shown, more } = topOf(items, ROWS_SHOWN, page);
  return [title, ...shown.flatMap((item) => row(item, page)), ...moreLine(page, more, '    ')];
}

function staticRow(item: StaticOnlyDrift, page: Page): string[] {
  const { edge } = item;
  return rowLines(item, staticOnlyWords(item), edge && { file: edge.from, line: edge.line }, page);
}

function runtimeRow(item: RuntimeOnlyDrift, page: Page): string[] {
  const { edge, place } = item;
  return rowLines(
    item,
    runtimeOnlyWords(item),
    place ?? (edge && { file: edge.from, line: edge.line }),
    page,
  );
}

function rowLines(
  { module, modules }: { readonly module: string; readonly modules: number },
  why: string,
  place: Place | null,
  page: Page,
): string[] {
  const others = modules > 1 ? ` and ${count(modules - 1)} more` : '';
  const at = place ? ` (${shortId(place.file)}${place.line === undefined ? '' : `:${place.line}`})` : '';
  const room = page.verbose ? Infinity : Math.max(page.width - 4 - others.length, 12);
  const name = `${cutLeft(shortId(module), room)}${others}`;
  const whole = `    ${name}  ${why}${at}`;
  if (whole.length <= page.width) return [`    ${name}  ${page.ink.dim(why + at)}`];
  return [`    ${name}`, ...wrap(why + at, page.width, '      ').map((line) => page.ink.dim(line))];
}
