import { Chalk, type ChalkInstance } from 'chalk';
import type { ImportEdge } from '../../model/module-graph.ts';
import type { BootSort, RenderOptions } from '../reporter.ts';
import { placeOf } from '../places.ts';

/** What every part of the terminal output draws with. */
export interface Page {
  readonly ink: ChalkInstance;
  /** Columns to fill. */
  readonly width: number;
  readonly verbose: boolean;
  /** Rows of each list of an entry, neither more nor fewer; undefined where nobody asked. */
  readonly top: number | undefined;
  /** Levels of a boot's tree; undefined where nobody asked. */
  readonly depth: number | undefined;
  readonly sort: BootSort;
  /** Nobody asked for more than what fits on a screen. */
  readonly brief: boolean;
  /** Whether pictures of block characters can be read. */
  readonly blocks: boolean;
}

/** What to draw with under these options; the width is kept between 40 and 120 columns. */
export function createPage(options: RenderOptions): Page {
  const ink = new Chalk({ level: options.color ? 1 : 0 });
  const width = Math.min(Math.max(options.width, 40), 120);
  const { verbose, top, depth, sort, blocks = true } = options;
  const brief = !verbose && top === undefined && depth === undefined && sort === undefined;
  return { ink, width, verbose, top, depth, sort: sort ?? 'retained', brief, blocks };
}

/** An edge's position, painted, cut on the left to `columns`. */
export function paintedPlace(page: Page, edge: ImportEdge, columns = Infinity): string {
  return page.ink.cyan(cutLeft(placeOf(edge), columns));
}

/** Keeps the start of a text. */
export function cutRight(text: string, columns: number): string {
  const chars = [...text];
  return chars.length <= columns ? text : `${chars.slice(0, Math.max(columns - 1, 0)).join('')}…`;
}

/** Keeps the end of a text: of a path, that is the file. Folders are left out whole where that leaves something. */
export function cutLeft(text: string, columns: number): string {
  const chars = [...text];
  if (chars.length <= columns) return text;
  const kept = chars.slice(chars.length - Math.max(columns - 1, 0)).join('');
  const whole = kept.replace(/^[^/]*(?=\/)(\/\.\.(?=\/))*/, '');
  return `…${whole === '' ? kept : whole}`;
}

/**
 * Breaks a text at spaces.
 *
 * @param columns longest line, `indent` included; a word longer than that keeps its line to itself
 * @param indent what each line begins with
 * @param first what the first line begins with instead; as long as `indent`
 */
export function wrap(text: string, columns: number, indent: string, first = indent): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((text, index) => `${index === 0 ? first : indent}${text}`);
}

/**
 * The first of a long list, and how many were left out.
 *
 * @param limit items shown unless everything is
 */
export function head<T>(
  page: Page,
  items: readonly T[],
  limit: number,
): { shown: readonly T[]; more: number } {
  // A line that says "and 1 more" takes the place of the one it hides.
  if (page.verbose || items.length <= limit + 1) return { shown: items, more: 0 };
  return { shown: items.slice(0, limit), more: items.length - limit };
}

/** The first of a list: as many as the user asked for by `--top`, else as {@link head} has it. */
export function topOf<T>(
  items: readonly T[],
  limit: number,
  page: Page,
): { shown: readonly T[]; more: number } {
  if (page.top === undefined) return head(page, items, limit);
  return { shown: items.slice(0, page.top), more: Math.max(items.length - page.top, 0) };
}

/**
 * The line after a list that {@link head} cut; nothing where it was not.
 *
 * @param flag what shows more
 */
export function moreLine(page: Page, more: number, indent: string, flag = '--verbose'): string[] {
  return more === 0 ? [] : [`${indent}${page.ink.dim(`… and ${more} more (${flag})`)}`];
}
