import type { ImportEdge } from '../../model/module-graph.ts';
import { placeOf } from '../places.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { moduleLink, tailOf, type Place } from './parts.ts';
import { shareBar } from './share-bar.ts';

/** Longer names do not fit on a line of a card. */
export const NAME_CHARS = 36;

/** One of the answers at the top of an entry. */
export function card(title: string, link: string | null, ...content: readonly Children[]): MarkupElement {
  return h(
    'section',
    { class: 'card', 'aria-label': title },
    h('h3', {}, link === null ? title : h('a', { href: link }, title)),
    content,
  );
}

/** Where an import stands, on one line. */
export function placeLink(edge: ImportEdge, place: Place): MarkupElement {
  return moduleLink(edge.from, place, tailOf(placeOf(edge), NAME_CHARS));
}

/** One row of a card: a name, its weight, and what is to be known of it. */
export interface BarRow {
  readonly name: Children;
  readonly amount: string;
  /** Of the whole; null where that means nothing. */
  readonly share: number | null;
  readonly note: Children;
}

/** Rows with bars, heaviest first as they come. */
export function bars(rows: readonly BarRow[]): MarkupElement {
  return h(
    'ol',
    { class: 'bars' },
    rows.map(({ name, amount, share, note }) =>
      h(
        'li',
        {},
        h('span', { class: 'name' }, name),
        h('span', { class: 'amount' }, amount),
        share !== null && shareBar(share, 'dark'),
        note !== null && h('span', { class: 'note' }, note),
      ),
    ),
  );
}
