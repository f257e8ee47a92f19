import type { CutCandidate, CutsReport } from '../../model/cut.ts';
import {
  actionWords,
  amountWords,
  askedWords,
  basisWords,
  floorWords,
  planWords,
  savesWords,
  summaryWords,
} from '../cut-words.ts';
import { hazardWords } from '../hazard-words.ts';
import { inTheWay } from '../in-the-way.ts';
import { plural } from '../numbers.ts';
import { placeOf } from '../places.ts';
import { groundsWords } from '../tried-words.ts';
import { cutItem } from './cut-item.ts';
import { planFirst } from './glance.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { code, edgeLink, folded, limited, moreLine, section, table } from './parts.ts';
import type { EntryView } from './view.ts';

const SHOWN = 6;
const FOLDED = 12;
const ROWS_SHOWN = 60;

/** What to take from startup: the plan, each cut with what speaks against it, and what cannot be done; null where not asked. */
export function cutsSection(view: EntryView): MarkupElement | null {
  const { cuts } = view;
  if (cuts === undefined) return null;
  const open = planFirst(cuts);
  const shown = open.slice(0, SHOWN);
  const next = open.slice(SHOWN, SHOWN + FOLDED);
  const rest = cuts.candidates.filter((candidate) => !shown.includes(candidate) && !next.includes(candidate));
  return section(
    view,
    'cuts',
    'What to cut',
    planBox(cuts),
    open.length === 0
      ? h('p', { class: 'quiet' }, 'No import can be taken from startup alone so that anything is saved.')
      : cutList(shown, 1, cuts, view),
    next.length > 0 && folded(plural(next.length, 'smaller cut'), cutList(next, SHOWN + 1, cuts, view)),
    rest.length > 0 &&
      folded(
        `What cannot be cut, frees little, or nothing alone (${rest.length})`,
        restTable(rest, cuts, view),
      ),
    riskyTogether(cuts),
    hull(cuts),
  );
}

/** Cuts in full; those behind the first ones go on counting. */
function cutList(
  candidates: readonly CutCandidate[],
  first: number,
  cuts: CutsReport,
  view: EntryView,
): MarkupElement {
  return h(
    'ol',
    { class: first === 1 ? 'cuts' : 'cuts further' },
    candidates.map((candidate) => cutItem(candidate, cuts, view)),
  );
}

function planBox(cuts: CutsReport): MarkupElement {
  const { startup, plan } = cuts;
  const row = (name: string, value: string | null): Children =>
    value === null ? null : h('div', {}, h('dt', {}, name), h('dd', {}, value));
  return h(
    'dl',
    { class: 'plan' },
    row('Startup now', `${amountWords(startup.ms, startup.modules, startup.bytes)} (${basisWords(cuts)})`),
    row('With the plan', plan.cuts.length === 0 ? 'nothing is worth its work' : planWords(plan, cuts)),
    row('Measured', groundsWords(cuts)),
    row('Asked', askedWords(cuts)),
    row('Cuts', summaryWords(cuts)),
    row('Stays', floorWords(cuts)),
  );
}

function restTable(rest: readonly CutCandidate[], cuts: CutsReport, view: EntryView): Children {
  const { shown, more } = limited(rest, ROWS_SHOWN);
  const columns = [
    { title: 'import' },
    { title: 'would save' },
    { title: 'what to do, or what is in the way' },
  ];
  const rows = shown.map((candidate) => [
    candidate.edges[0] ? edgeLink(candidate.edges[0], view) : code(candidate.id),
    savesWords(candidate, cuts),
    candidate.safety === 'blocked' ? inTheWay(candidate) : actionWords(candidate),
  ]);
  return [table('Further cuts', columns, rows), moreLine(more)];
}

function riskyTogether({ riskyTogether, candidates }: CutsReport): Children {
  if (riskyTogether.length === 0) return null;
  const placed = (id: string) => {
    const edge = candidates.find((candidate) => candidate.id === id)?.edges[0];
    return edge ? placeOf(edge) : id;
  };
  return [
    h('h4', {}, 'Harmless alone, not together'),
    h(
      'ul',
      {},
      riskyTogether.map(({ cuts, unmasks }) =>
        h(
          'li',
          {},
          cuts.map(placed).join(' with '),
          unmasks[0] !== undefined && `: ${hazardWords(unmasks[0])}`,
        ),
      ),
    ),
  ];
}

function hull(cuts: CutsReport): Children {
  const points = cuts.hull.filter((plan) => plan.cuts.length > 0);
  if (points.length < 2) return null;
  const columns = [{ title: 'cuts', numeric: true }, { title: 'leaves' }, { title: '' }];
  const rows = points.map((plan) => [
    String(plan.cuts.length),
    planWords(plan, cuts),
    plan.cuts.join() === cuts.plan.cuts.join() ? 'the plan' : '',
  ]);
  return folded('More work, less startup', table('More work, less startup', columns, rows));
}
