import type { CutCandidate, CutsReport } from '../../model/cut.ts';
import {
  actionWords,
  EDIT_WORDS,
  effectWords,
  heldWords,
  paidWords,
  reasonWords,
  SAFETY_WORDS,
  savesWords,
} from '../cut-words.ts';
import { shellWord } from '../escape.ts';
import { hazardWords } from '../hazard-words.ts';
import { plural } from '../numbers.ts';
import { placeWords, shortId } from '../places.ts';
import { sentence } from '../sentence.ts';
import { changeWords } from '../tried-words.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { code, commandLine, folded, importLine, limited, moreLine } from './parts.ts';
import { shareBar } from './share-bar.ts';
import type { EntryView } from './view.ts';

const SHOWN = 6;
const MODULES_SHOWN = 12;

/** One cut in full: what it saves, where and what to do, what speaks against it, and how to try it. */
export function cutItem(candidate: CutCandidate, cuts: CutsReport, view: EntryView): MarkupElement {
  const { edges, safety, measured, id } = candidate;
  const { shown, more } = limited(edges, SHOWN);
  return h(
    'li',
    { class: 'cut' },
    h(
      'div',
      { class: 'head' },
      h('strong', {}, savesWords(candidate, cuts)),
      h('span', { class: `badge ${safety}`, title: SAFETY_WORDS[safety][1] }, SAFETY_WORDS[safety][0]),
      h('span', { class: 'badge' }, measured === undefined ? 'predicted' : 'measured'),
      cuts.plan.cuts.includes(id) && h('span', { class: 'badge' }, 'in the plan'),
    ),
    shareBar(shareOf(candidate, cuts.startup), 'dark'),
    shown.map((edge) => h('p', {}, importLine(edge, view))),
    moreLine(more),
    h('p', { class: 'action' }, sentence(actionWords(candidate))),
    measured !== undefined && h('p', {}, `Measured: ${changeWords(measured)}`),
    against(candidate),
    folded('How to try it, and what leaves', tryIt(candidate, cuts, view)),
  );
}

/** What of startup a cut frees by itself: of its time where that is known, else of its bytes. */
export function shareOf({ frees }: CutCandidate, startup: CutsReport['startup']): number {
  if (frees.ms !== null && startup.ms) return frees.ms / startup.ms;
  return startup.bytes > 0 ? frees.bytes / startup.bytes : 0;
}

function against(candidate: CutCandidate): Children {
  const { deferability, reasons, unmasks, losesEffects } = candidate;
  const lines: (readonly [kind: string, text: string])[] = [
    ...unmasks.map((hazard) => ['unmasks', hazardWords(hazard)] as const),
    ...losesEffects.map((effect) => ['loses', effectWords(effect)] as const),
    ...(deferability === 'mechanical' ? [] : [['edit', EDIT_WORDS[deferability]] as const]),
    ...reasons.map((reason) => ['note', `${placeWords(reason.at)} ${reasonWords(reason)}`] as const),
    ...[heldWords(candidate), paidWords(candidate)].flatMap((text) =>
      text === null ? [] : [['note', text] as const],
    ),
  ];
  if (lines.length === 0) return null;
  const { shown, more } = limited(lines, SHOWN);
  return [
    h(
      'ul',
      { class: 'against' },
      shown.map(([kind, text]) =>
        h('li', { class: kind }, kind !== 'note' && h('span', { class: 'label' }, kind), ` ${text}`),
      ),
    ),
    moreLine(more),
  ];
}

function tryIt({ id, frees }: CutCandidate, cuts: CutsReport, { graph, report }: EntryView): Children {
  const entry = shellWord(report.config === null ? (graph?.file ?? cuts.entry) : cuts.entry);
  const { shown, more } = limited(frees.modules, MODULES_SHOWN);
  return [
    h('p', { class: 'quiet' }, 'Boots with the cut and without; changes no file:'),
    commandLine(`import-budget try ${shellWord(id)} ${entry}`),
    h('p', { class: 'quiet' }, 'Writes it:'),
    commandLine(`import-budget fix ${shellWord(id)} ${entry}`),
    h('p', { class: 'quiet' }, 'Its id: ', code(id)),
    shown.length > 0 &&
      h(
        'p',
        { class: 'quiet' },
        `${plural(frees.modules.length, 'module')} that would leave: ${shown.map(shortId).join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      ),
  ];
}
