import type { Cell } from 'cli-table3';
import type { BootTrace } from '../../model/boot.ts';
import { bootPackages, type BootPackage } from '../boot-packages.ts';
import { ownMs } from '../boot-tree.ts';
import { count, millis, plural, VISIBLE_MS } from '../numbers.ts';
import { shortId } from '../places.ts';
import { cutLeft, cutRight, moreLine, topOf, wrap, type Page } from './page.ts';
import { tableLines } from './table.ts';

const PACKAGES_SHOWN = 7;
const BUILTINS_SHOWN = 3;
/** From this share of all modules' time on, builtins are worth a table. */
const WORTH_A_TABLE = 0.1;
const NAME_COLUMNS = 26;
const LEAST_OF_FILE = 16;

/** The heaviest packages of a boot, and by which import of the program's own each came in. */
export function packageLines(boot: BootTrace, page: Page): string[] {
  const packages = bootPackages(boot);
  if (packages.length === 0) return [];
  const { shown, more } = topOf(packages, PACKAGES_SHOWN, page);
  const names = nameColumns(['package', ...shown.map(({ name }) => name)], page);
  const room = page.verbose ? Infinity : Math.max(page.width - 2 - names - 2 - 2 * 10 - 9, 16);
  const rows: Cell[][] = [
    ['package', 'retained', 'own ms', 'modules', 'comes in at'].map((text) => page.ink.dim(text)),
    ...shown.map((item) => [
      cutRight(item.name, names),
      page.ink.bold(millis(item.retainedMs)),
      millis(item.ownMs),
      count(item.modules),
      doorText(item, room, page),
    ]),
  ];
  return [
    '',
    ...tableLines(rows, ['left', 'right', 'right', 'right', 'left'], '  '),
    ...moreLine(page, more, '  ', '--top'),
  ];
}

/** What Node's builtins cost, and who asked for each first. */
export function builtinLines({ modules }: BootTrace, page: Page): string[] {
  const builtins = modules
    .filter(({ origin }) => origin === 'builtin')
    .toSorted((one, other) => ownMs(other) - ownMs(one));
  const sum = builtins.reduce((ms, visit) => ms + ownMs(visit), 0);
  if (sum < VISIBLE_MS) return [];
  const { shown, more } = topOf(builtins, BUILTINS_SHOWN, page);
  const title = `${plural(builtins.length, 'Node builtin')}, ${millis(sum)} ms together`;
  const all = modules.reduce((ms, visit) => ms + ownMs(visit), 0);
  if (sum < WORTH_A_TABLE * all && !page.verbose && page.top === undefined) {
    const heaviest = shown.filter((visit) => ownMs(visit) >= VISIBLE_MS);
    const words = heaviest.map((visit) => `${visit.id} ${millis(ownMs(visit))}`).join(' · ');
    return ['', ...wrap(`${title}: ${words}${more > 0 ? ' …' : ''}`, page.width, '    ', '  ')];
  }
  const names = nameColumns(
    shown.map(({ id }) => id),
    page,
  );
  const room = page.verbose ? Infinity : page.width - 2 - names - 2 - 12;
  const rows: Cell[][] = shown.map((visit) => [
    cutRight(visit.id, names),
    `${millis(ownMs(visit))} ms`,
    visit.importer === null ? '' : page.ink.cyan(cutLeft(shortId(visit.importer), room)),
  ]);
  return [
    '',
    `  ${page.ink.dim(`${title}; first asked for by`)}`,
    ...tableLines(rows, ['left', 'right', 'left'], '  '),
    ...moreLine(page, more, '  ', '--top'),
  ];
}

function nameColumns(names: readonly string[], page: Page): number {
  const longest = Math.max(...names.map((name) => [...name].length));
  return page.verbose ? longest : Math.min(longest, NAME_COLUMNS);
}

function doorText({ door }: BootPackage, room: number, page: Page): string {
  if (!door) return page.ink.dim('(not by the program itself)');
  const from = shortId(door.from);
  const via = door.via === null ? '' : ` via ${door.via}`;
  // A name that is cut says nothing: the file to edit has the room.
  const fits = via.length + Math.min(from.length, LEAST_OF_FILE) <= room;
  if (!fits) return page.ink.cyan(cutLeft(from, room));
  return page.ink.cyan(cutLeft(from, room - via.length)) + page.ink.dim(via);
}
