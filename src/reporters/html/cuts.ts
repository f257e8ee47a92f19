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
import { placeOf } from '../places.ts';
import { verifiedWords } from '../tried-words.ts';
import { cutItem, inTheWay } from './cut-item.ts';
import { isWorthIt } from './glance.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { code, edgeLink, folded, limited, moreLine, section, table } from './parts.ts';
import type { EntryView } from './view.ts';

const SHOWN = 12;
const ROWS_SHOWN = 60;

/** What to take from startup: the plan, each cut with what speaks against it, and what cannot be done; null where not asked. */
export function cutsSection(view: EntryView): MarkupElement | null {
  const { cuts } = view;
  if (cuts === undefined) return null;
  const open = cuts.candidates.filter(isWorthIt);
  const { shown, more } = limited(open, SHOWN);
  const rest = cuts.candidates.filter((candidate) => !shown.includes(candidate));
  return section(
    view,
    'cuts',
    'What to cut',
    planBox(cuts),
    open.length === 0
      ? h('p', { class: 'quiet' }, 'No import can be taken from startup alone so that anything is saved.')
      : h(
          'ol',
          { class: 'cuts' },
          shown.map((candidate) => cutItem(candidate, cuts, view)),
        ),
    rest.length > 0 && folded(`${more > 0 ? `${more} smaller cuts, and what` : 'What'} cannot be cut, or frees nothing alone (${rest.length})`, restTable(rest, cuts, view)),
    riskyTogether(cuts),
    hull(cuts),
  );
}

function planBox(cuts: CutsReport): MarkupElement {
  const { startup, plan, verified } = cuts;
  const row = (name: string, value: string | null): Children =>
    value === null ? null : h('div', {}, h('dt', {}, name), h('dd', {}, value));
  return h(
    'dl',
    { class: 'plan' },
    row('Startup now', `${amountWords(startup.ms, startup.modules, startup.bytes)} (${basisWords(cuts)})`),
    row('With the plan', plan.cuts.length === 0 ? 'nothing is worth its work' : planWords(plan, cuts)),
    row('Measured', verified === undefined ? null : verifiedWords(verified)),
    row('Asked', askedWords(cuts)),
    row('Cuts', summaryWords(cuts)),
    row('Stays', floorWords(cuts)),
  );
}

function restTable(rest: readonly CutCandidate[], cuts: CutsReport, view: EntryView): Children {
  const { shown, more } = limited(rest, ROWS_SHOWN);
  const columns = [{ title: 'import' }, { title: 'would save' }, { title: 'what to do, or what is in the way' }];
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
        h('li', {}, cuts.map(placed).join(' with '), unmasks[0] !== undefined && `: ${hazardWords(unmasks[0])}`),
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
