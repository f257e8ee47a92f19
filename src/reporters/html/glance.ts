import type { CutCandidate, CutsReport } from '../../model/cut.ts';
import { countWords, namesOf } from '../compare-words.ts';
import { actionWords, SAFETY_WORDS } from '../cut-words.ts';
import { bytes, millis, percent, plural } from '../numbers.ts';
import { deltaWords } from './figures.ts';
import { h, type MarkupElement } from './markup.ts';
import { code } from './parts.ts';
import { importCode } from '../places.ts';
import { shareOf } from './cut-item.ts';
import { bars, card, placeLink, type BarRow } from './card.ts';
import { slowCard } from './slow-card.ts';
import type { EntryView } from './view.ts';

const SHOWN = 3;

/** What makes it slow, what to cut, and what this change did: the answers before the details. */
export function glance(view: EntryView): MarkupElement {
  return h('div', { class: 'glance' }, slowCard(view), cutCard(view), changeCard(view));
}

function cutCard(view: EntryView): MarkupElement | null {
  const { cuts, entry, report } = view;
  if (cuts === undefined) {
    if (report.tried !== undefined || report.cycles !== undefined) return null;
    return card('What to cut', null, notAsked('Not asked.', 'import-budget suggest'));
  }
  const { startup, plan } = cuts;
  const open = planFirst(cuts).slice(0, SHOWN);
  const [left, now] =
    startup.ms && plan.leftMs !== null ? [plan.leftMs, startup.ms] : [plan.leftBytes, startup.bytes];
  return card(
    'What to cut',
    `#e${entry}-cuts`,
    open.length === 0
      ? h('p', { class: 'quiet' }, 'Nothing that could be cut is worth its work.')
      : bars(open.map((candidate) => cutRow(candidate, cuts, view))),
    plan.cuts.length > 0 &&
      now > 0 &&
      h(
        'p',
        { class: 'sum' },
        `${plural(plan.cuts.length, 'cut')} of the plan together: ${percent(left / now - 1)} startup`,
      ),
  );
}

function cutRow(candidate: CutCandidate, { startup }: CutsReport, view: EntryView): BarRow {
  const { edges, id, frees, safety } = candidate;
  const [edge] = edges;
  return {
    name: edge ? placeLink(edge, view) : id,
    amount: frees.ms === null ? bytes(frees.bytes) : `${millis(frees.ms)} ms`,
    share: shareOf(candidate, startup),
    note: [
      edge !== undefined && [code(importCode(edge)), ' '],
      `${SAFETY_WORDS[safety][0]}: ${actionWords(candidate)}`,
    ],
  };
}

function notAsked(what: string, command: string): MarkupElement {
  return h('p', { class: 'quiet' }, `${what} `, code(command), ' tells.');
}

/** Cuts that can be made and free something by themselves: those of the plan first and by weight, then the best. */
export function planFirst({ candidates, plan }: CutsReport): CutCandidate[] {
  const open = candidates.filter(isWorthIt);
  const isPlanned = ({ id }: CutCandidate) => plan.cuts.includes(id);
  const byWeight = ({ frees: a }: CutCandidate, { frees: b }: CutCandidate) =>
    (b.ms ?? 0) - (a.ms ?? 0) || b.bytes - a.bytes;
  return [...open.filter(isPlanned).toSorted(byWeight), ...open.filter((candidate) => !isPlanned(candidate))];
}

function isWorthIt({ safety, action, frees }: CutCandidate): boolean {
  return safety !== 'blocked' && action !== 'upstream' && (frees.modules.length > 0 || (frees.ms ?? 0) > 0);
}

function changeCard(view: EntryView): MarkupElement | null {
  const { compared, entry, report } = view;
  const delta = deltaWords(view);
  const title = 'What this change did';
  if (compared === undefined && delta === null) {
    if (report.command !== 'check' && report.command !== 'boot') return null;
    return card(title, null, notAsked('Not compared.', 'import-budget compare main'));
  }
  const rows = (compared?.arrived ?? []).slice(0, SHOWN).map((change) => ({
    name: `+ ${namesOf(change).slice(0, SHOWN).join(', ')}`,
    amount: countWords(change),
    share: null,
    note: change.edge && ['by ', placeLink(change.edge, view)],
  }));
  const isSame = compared !== undefined && rows.length === 0 && compared.left.length === 0;
  return card(
    title,
    compared ? `#e${entry}-changes` : null,
    delta !== null && h('p', { class: 'delta' }, delta),
    rows.length > 0 && bars(rows),
    isSame && h('p', { class: 'quiet' }, 'No module arrived or left.'),
  );
}
