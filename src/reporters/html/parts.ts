import type { ImportEdge } from '../../model/module-graph.ts';
import { importCode, placeOf, shortId } from '../places.ts';
import { edgeMark } from '../wording.ts';
import { h, type Children, type MarkupElement } from './markup.ts';

/** Which entry of the page a part belongs to: links lead to sections of the same entry. */
export interface Place {
  readonly entry: number;
}

/** A module by its short name; where the page runs, the explorer shows it. */
export function moduleLink(id: string, { entry }: Place, text = shortId(id)): MarkupElement {
  return h('a', { class: 'module', href: `#e${entry}-why`, 'data-module': id }, text);
}

/** The end of a path where all of it has no room: `…/emulator/controller.js:51`. */
export function tailOf(path: string, most: number): string {
  if (path.length <= most) return path;
  const tail = path.slice(-most);
  const slash = tail.indexOf('/');
  return `…${slash < 0 ? tail : tail.slice(slash)}`;
}

/** `src/a.ts:3`, which leads to the imported module. */
export function edgeLink(edge: ImportEdge, place: Place): MarkupElement {
  return moduleLink(edge.from, place, placeOf(edge));
}

/** A text of the program, or of a command line. */
export function code(text: string): MarkupElement {
  return h('code', {}, text);
}

/** An import as its place and its code. */
export function importLine(edge: ImportEdge, place: Place): MarkupElement {
  return h('span', { class: 'import' }, edgeLink(edge, place), ' ', code(importCode(edge)));
}

const ENDS = 5;

/** A chain from the entry on, one step a line; the middle of a long one is folded. */
export function chainList(
  chain: readonly ImportEdge[],
  place: Place,
  lines: readonly (string | null)[] = [],
): MarkupElement | null {
  const last = chain.at(-1);
  if (last === undefined) return null;
  const steps = chain.map((edge, at) => {
    const mark = edgeMark(edge);
    return h(
      'li',
      {},
      edgeLink(edge, place),
      ' ',
      code(lines[at] ?? importCode(edge)),
      mark !== '' && h('span', { class: 'tag' }, mark),
    );
  });
  const end = h('li', { class: 'end' }, moduleLink(last.to, place));
  const hidden = steps.length - 2 * ENDS;
  if (hidden < 2) return h('ol', { class: 'chain' }, steps, end);
  return h(
    'ol',
    { class: 'chain' },
    steps.slice(0, ENDS),
    h('li', {}, folded(`${hidden} more steps`, h('ol', { class: 'chain' }, steps.slice(ENDS, -ENDS)))),
    steps.slice(-ENDS),
    end,
  );
}

/** What a program printed. */
export function output(text: string, name: string): MarkupElement {
  return h('pre', { tabindex: 0, role: 'region', 'aria-label': name }, text);
}

/** What is there for who wants to know more. */
export function folded(summary: Children, ...content: readonly Children[]): MarkupElement {
  return h('details', {}, h('summary', {}, summary), content);
}

/** A command to run, with a button that copies it where the page runs. */
export function commandLine(command: string): MarkupElement {
  return h(
    'div',
    { class: 'command' },
    code(command),
    h('button', { type: 'button', 'data-copy': command, hidden: true }, 'Copy'),
  );
}

/** A section of an entry; its heading names it. */
export function section(
  { entry }: Place,
  id: string,
  title: string,
  ...content: readonly Children[]
): MarkupElement {
  const heading = `e${entry}-${id}-title`;
  return h(
    'section',
    { id: `e${entry}-${id}`, class: `part ${id}`, 'aria-labelledby': heading },
    h('h3', { id: heading }, title),
    content,
  );
}

export interface Column {
  readonly title: string;
  readonly numeric?: boolean;
}

/** A table; it scrolls by itself where it is wider than the page. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Children[])[],
): MarkupElement {
  const align = (at: number) => (columns[at]?.numeric ? 'n' : null);
  return h(
    'div',
    { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: 0 },
    h(
      'table',
      {},
      h('caption', { class: 'visually-hidden' }, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          columns.map(({ title }, at) => h('th', { scope: 'col', class: align(at) }, title)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            row.map((cell, at) =>
              at === 0 ? h('th', { scope: 'row' }, cell) : h('td', { class: align(at) }, cell),
            ),
          ),
        ),
      ),
    ),
  );
}

/** The start of a list, and how many are left out. */
export function limited<T>(items: readonly T[], most: number): { shown: readonly T[]; more: number } {
  return { shown: items.slice(0, most), more: Math.max(items.length - most, 0) };
}

/** A line that says how many are left out. */
export function moreLine(more: number, where = ''): MarkupElement | null {
  return more === 0 ? null : h('p', { class: 'quiet' }, `… and ${more} more${where}`);
}
