import type { BootTrace, ModuleVisit } from '../../model/boot.ts';
import { loadMs, type BootNode } from '../boot-tree.ts';
import { count, millis, plural } from '../numbers.ts';
import type { BootSort } from '../reporter.ts';
import { bootRows, weightOf, type BootRow } from './boot-rows.ts';
import { moduleLabel, paintedLabel } from './module-label.ts';
import { wrap, type Page } from './page.ts';

/** From this width on there is room for a bar, and for the time spent loading. */
const WIDE = 100;
const BAR_COLUMNS = 10;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * The modules of a boot, one a row. A folded row has the sum of a column whose figures never overlap: total times below
 * one importer, own times in a list. Retained times do overlap, and are not summed.
 */
export function treeLines(boot: BootTrace, page: Page): string[] {
  if (boot.modules.length === 0) return [];
  const rows = bootRows(boot.modules, page);
  const drawn = drawRows(rows, boot, page);
  if (page.brief) return ['', ...drawn];
  return ['', ...captionLines(boot, page), ...drawn, ...legendLines(rows, boot, page)];
}

function captionLines({ runs }: BootTrace, { sort, ink, width }: Page): string[] {
  const all = runs.filter(({ kind }) => kind === 'probed');
  // One that ended early counts only where there is no other.
  const probed = all.filter(({ outcome }) => outcome === 'ready').length || all.length;
  const how = {
    retained: 'by retained time below first importers',
    total: 'by total time below first importers',
    self: 'by self time',
    order: 'in order of loading below first importers',
  }[sort];
  const least = probed > 1 ? `, least of ${plural(probed, 'run')}` : '';
  return wrap(`modules ${how}; elapsed ms${least}`, width, '  ').map((line) => ink.dim(line));
}

function drawRows(rows: readonly BootRow[], { main }: BootTrace, page: Page): string[] {
  const wide = page.width >= WIDE;
  const heads = ['retained', 'total', ...(wide ? ['load'] : []), 'self', 'modules'];
  const numbers = rows.map((row) => numberCells(row, wide, page.sort));
  const columns = heads.map((head, at) =>
    Math.max(head.length, ...numbers.map((cells) => cells[at]?.length ?? 0)),
  );
  const strong = page.sort === 'order' ? -1 : heads.indexOf(page.sort);
  const line = (cells: readonly string[]) =>
    cells.map((cell, at) => {
      const text = cell.padStart(columns[at] ?? 0);
      return at === strong ? page.ink.bold(text) : text;
    });
  const used = 2 + columns.reduce((sum, width) => sum + width + 2, 0) + (wide ? BAR_COLUMNS + 2 : 0);
  const most = Math.max(
    ...rows.flatMap(({ nodes, folded }) => (folded ? [] : nodes.map(weightOf(page.sort)))),
  );
  return [
    page.ink.dim(
      `  ${[...heads.map((head, at) => head.padStart(columns[at] ?? 0)), ...(wide ? [' '.repeat(BAR_COLUMNS)] : []), 'module'].join('  ')}`,
    ),
    ...rows.map(
      (row, at) =>
        `  ${[...line(numbers[at] ?? []), ...(wide ? [barCell(row, most, page)] : []), nameCell(row, { main, room: page.verbose ? Infinity : page.width - used }, page)].join('  ')}`,
    ),
  ];
}

function numberCells({ nodes, folded }: BootRow, wide: boolean, sort: BootSort): string[] {
  const list = sort === 'self';
  const modules = nodes.reduce((sum, node) => sum + (list && folded ? ownModule(node) : node.modules), 0);
  const total = nodes.reduce((sum, { visit }) => sum + visit.totalMs, 0);
  const size = modules === 0 ? '' : count(modules);
  const self = nodes.reduce((sum, { visit }) => sum + visit.selfMs, 0);
  const [node] = nodes;
  if (folded || !node) {
    return ['', list ? '' : millis(total), ...(wide ? [''] : []), list ? millis(self) : '', size];
  }
  const { visit } = node;
  const load = wide ? [millis(loadMs(visit))] : [];
  return [millis(visit.retainedMs), millis(total), ...load, millis(visit.selfMs), size];
}

function ownModule({ visit }: BootNode): number {
  return visit.origin === 'builtin' ? 0 : 1;
}

function barCell({ nodes, folded }: BootRow, most: number, page: Page): string {
  const value = folded || !nodes[0] || most <= 0 ? 0 : weightOf(page.sort)(nodes[0]) / most;
  const eighths = Math.round(value * BAR_COLUMNS * 8);
  const bar = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
  return page.ink.cyan(bar) + ' '.repeat(BAR_COLUMNS - bar.length);
}

function nameCell(
  { guide, nodes, folded }: BootRow,
  { main, room }: { readonly main: string | null; readonly room: number },
  page: Page,
): string {
  const lines = page.ink.dim(guide);
  const [node] = nodes;
  if (folded || !node) return `${lines}${page.ink.dim(`… ${count(nodes.length)} more`)}`;
  const isPreload =
    main !== null && node.parent === null && node.visit.importer === null && node.visit.id !== main;
  const marks = [...(isPreload ? ['(preload)'] : []), markWords(node.visit)].join(' ').trim();
  // In a list the row above is no importer.
  const above = page.sort === 'self' ? null : (node.parent?.visit.package ?? null);
  const label = moduleLabel(node.visit, above);
  const columns = Math.max(room - guide.length - (marks === '' ? 0 : marks.length + 1), 8);
  return `${lines}${paintedLabel(label, columns, page)}${marks === '' ? '' : ` ${page.ink.yellow(marks)}`}`;
}

/** What is not usual about a module. */
function markWords({ attribution, outcome, instances }: ModuleVisit): string {
  return [
    ...(attribution === 'shared' ? ['~'] : []),
    ...(outcome === 'evaluated' ? [] : [`(${outcome})`]),
    ...(instances > 1 ? [`(${instances} times)`] : []),
  ].join(' ');
}

function legendLines(rows: readonly BootRow[], { modules }: BootTrace, page: Page): string[] {
  const drawn = rows.flatMap(({ nodes, folded }) => (folded ? [] : nodes.slice(0, 1)));
  const shared = drawn.some(({ visit }) => visit.attribution === 'shared');
  const unfinished = drawn.some(({ visit }) => visit.outcome === 'unfinished');
  const hidden = drawn.length < modules.length;
  const more = page.sort === 'self' ? '--top' : '--top and --depth';
  const terms = [
    'retained: what would be saved without it and all that only it brings in',
    'total, modules: with all it was the first to import',
    ...(page.width >= WIDE ? ['load: finding, reading and compiling it'] : []),
    'self: its own top level',
    ...(unfinished ? ['unfinished: the boot was over while it was being evaluated'] : []),
    ...(shared ? ['~ overlapped with others (top-level await), the time is not its alone'] : []),
    ...(hidden ? [`${more} show${page.sort === 'self' ? 's' : ''} more`] : []),
  ];
  return wrap(terms.join('; '), page.width, '  ').map((line) => page.ink.dim(line));
}
