import type { Cell } from 'cli-table3';
import type { BootTrace, MemoryCost } from '../../model/boot.ts';
import { bytes } from '../numbers.ts';
import { shortId } from '../places.ts';
import { cutLeft, cutRight, moreLine, topOf, type Page } from './page.ts';
import { tableLines } from './table.ts';

const ROWS_SHOWN = 10;
const NAME_COLUMNS = 26;

/** Memory of each direct dependency, largest first; nothing where it was not measured. */
export function memoryLines({ memory }: BootTrace, page: Page): string[] {
  if (!memory || memory.length === 0) return [];
  const size = ({ heapBytes, externalBytes }: MemoryCost) => (heapBytes ?? 0) + (externalBytes ?? 0);
  const { shown, more } = topOf(
    memory.toSorted((one, other) => size(other) - size(one)),
    ROWS_SHOWN,
    page,
  );
  const longest = Math.max('dependency'.length, ...shown.map(({ specifier }) => [...specifier].length));
  const names = page.verbose ? longest : Math.min(longest, NAME_COLUMNS);
  const room = page.verbose ? Infinity : Math.max(page.width - 2 - names - 2 - 11 - 11, 16);
  const rows: Cell[][] = [
    ['dependency', 'heap', 'buffers', 'imported by'].map((text) => page.ink.dim(text)),
    ...shown.map((item) => [
      cutRight(item.specifier, names),
      item.heapBytes === null ? '' : page.ink.bold(bytes(item.heapBytes)),
      item.externalBytes === null || item.externalBytes === 0 ? '' : bytes(item.externalBytes),
      item.problem === undefined
        ? page.ink.cyan(cutLeft(shortId(item.importer), room))
        : page.ink.yellow(cutRight(item.problem, room)),
    ]),
  ];
  return [
    '',
    page.ink.dim('  memory after garbage collection, each on top of those before it'),
    ...tableLines(rows, ['left', 'right', 'right', 'left'], '  '),
    ...moreLine(page, more, '  ', '--top'),
  ];
}
