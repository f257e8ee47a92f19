import type { ImportEdge } from '../../model/module-graph.ts';
import type { WhyEntry } from '../../model/report.ts';
import { millis, plural, bytes } from '../numbers.ts';
import { shortId } from '../places.ts';
import { reachedWords } from '../wording.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { chainList, folded, importLine, limited, moreLine, section, type Place } from './parts.ts';
import type { EntryView } from './view.ts';

const DOORS_SHOWN = 10;
const NAMES_SHOWN = 40;

/** The place of the chain explorer, and the answer of `why` where that was asked. */
export function whySection(view: EntryView): MarkupElement {
  const { why, report } = view;
  return section(
    view,
    'why',
    'Why it is here',
    why !== undefined && whyAnswer(why, report.why?.query ?? '', view),
    report.modules.length === 0
      ? h('p', { class: 'quiet' }, 'The report holds no modules.')
      : h(
          'div',
          { 'data-mount': 'explorer' },
          h(
            'p',
            { class: 'quiet' },
            'With JavaScript, any module can be looked up here: chains, importers, what it holds.',
          ),
        ),
  );
}

function whyAnswer(why: WhyEntry, query: string, place: Place): MarkupElement {
  const { chain, lines, cost, retained } = why;
  const held = limited(retained.ids, NAMES_SHOWN);
  return h(
    'div',
    { class: 'answer' },
    h('p', {}, h('strong', {}, query), ` is ${reachedWords(why)}.`),
    chainList(chain, place, lines),
    cost !== undefined &&
      h(
        'p',
        {},
        `It took ${millis(cost.visit.totalMs)} ms with what it imports; ${millis(cost.visit.retainedMs)} ms go away with it.`,
      ),
    retained.modules > 0 &&
      folded(
        `Holds ${plural(retained.modules, 'module')}, ${bytes(retained.bytes)}`,
        h('p', {}, held.shown.map(shortId).join(', '), held.more > 0 && ` and ${held.more} more`),
      ),
    waysIn(why, place),
  );
}

/** The imports that lead to it, and those to change so that none does. */
function waysIn({ doors, evict, lazyDoors, mentions }: WhyEntry, place: Place): Children {
  const { shown, more } = limited(doors, DOORS_SHOWN);
  const list = (edges: readonly ImportEdge[]) =>
    h(
      'ul',
      {},
      edges.map((edge) => h('li', {}, importLine(edge, place))),
    );
  const edgesOf = (items: readonly { readonly edge: ImportEdge }[]) => items.map(({ edge }) => edge);
  return [
    shown.length > 0 && [
      h('h4', {}, 'Doors: your imports that lead to it'),
      list(edgesOf(shown)),
      moreLine(more),
    ],
    evict !== null && [h('h4', {}, evictWords(evict)), list(evict.edges)],
    lazyDoors.length > 0 && folded('Lazy imports that load it later', list(lazyDoors)),
    mentions.length > 0 && folded('Imports that do not load it', list(edgesOf(mentions))),
  ];
}

function evictWords({ edges, modules, bytes: size }: NonNullable<WhyEntry['evict']>): string {
  const which = edges.length === 1 ? 'this import' : 'these imports';
  return `To evict it, make ${which} lazy (${plural(modules, 'module')}, ${bytes(size)})`;
}
