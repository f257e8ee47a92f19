import type { Cell } from 'cli-table3';
import type { BootProcess, BootTrace } from '../../model/boot.ts';
import { processWords } from '../boot-words.ts';
import { millis, plural, VISIBLE_MS } from '../numbers.ts';
import { cutRight, moreLine, topOf, wrap, type Page } from './page.ts';
import { tableLines } from './table.ts';

const PROCESSES_SHOWN = 4;
const NOTABLE_MS = 2;

/** Time of the measured process that belongs to no module. */
export function outsideLines({ outside, modules }: BootTrace, page: Page): string[] {
  const parts = [
    ["Node's own boot", outside.nodeMs],
    ['module loader', outside.loaderMs],
    ['afterwards', outside.afterMs],
  ] as const;
  const known = parts.filter(([, ms]) => ms >= (page.verbose ? VISIBLE_MS : NOTABLE_MS));
  if (known.length === 0 || modules.length === 0) return [];
  const waits = outside.afterMs >= NOTABLE_MS ? ' (waits included)' : '';
  const words = known.map(([name, ms]) => `${name} ${millis(ms)} ms`).join(' · ');
  return wrap(`outside all modules: ${words}${waits}`, page.width, '    ', '  ');
}

/** Launchers, children and workers; one that was still running is said first. */
export function processLines({ processes }: BootTrace, page: Page): string[] {
  if (processes.length === 0) return [];
  const sorted = processes.toSorted(
    (one, other) => Number(other.left) - Number(one.left) || cost(other) - cost(one),
  );
  const { shown, more } = topOf(sorted, PROCESSES_SHOWN, page);
  const title = page.verbose ? Infinity : Math.max(page.width - 2 - 15 - 15 - 12 - 14, 16);
  const rows: Cell[][] = shown.map((item) => [
    processWords(item.kind),
    item.cpuMs === null ? '' : `${millis(item.cpuMs)} ms CPU`,
    item.modules === 0 ? '' : plural(item.modules, 'module'),
    page.ink.dim(cutRight(item.title, title)),
    item.left ? page.ink.dim('still running') : '',
  ]);
  return [
    '',
    `  ${page.ink.dim('also started, not part of the figures above')}`,
    ...tableLines(rows, ['left', 'right', 'right', 'left', 'left'], '  '),
    ...moreLine(page, more, '  '),
  ];
}

function cost({ cpuMs }: BootProcess): number {
  return cpuMs ?? 0;
}
