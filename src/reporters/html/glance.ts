import type { CutCandidate } from '../../model/cut.ts';
import { countWords, namesOf } from '../compare-words.ts';
import { actionWords, SAFETY_WORDS } from '../cut-words.ts';
import { bytes, count, millis, percent, plural } from '../numbers.ts';
import { deltaWords } from './figures.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { code, edgeLink, moduleLink } from './parts.ts';
import { shareBar } from './share-bar.ts';
import type { EntryView } from './view.ts';

const SHOWN = 3;

/** What makes it slow, what to cut, and what this change did: the answers before the details. */
export function glance(view: EntryView): MarkupElement {
  return h('div', { class: 'glance' }, slowCard(view), cutCard(view), changeCard(view));
}

function card(title: string, link: string | null, ...content: readonly Children[]): MarkupElement {
  return h(
    'section',
    { class: 'card', 'aria-label': title },
    h('h3', {}, link === null ? title : h('a', { href: link }, title)),
    content,
  );
}

function slowCard(view: EntryView): MarkupElement | null {
  const { packages, graph, boot, entry } = view;
  const link = boot ? `#e${entry}-boot` : null;
  if (boot && packages.length > 0) {
    const all = boot.modules.reduce((most, { totalMs, importer }) => most + (importer === null ? totalMs : 0), 0);
    const top = packages.slice(0, SHOWN);
    return card(
      'What makes it slow',
      link,
      h(
        'ol',
        { class: 'bars' },
        top.map((each) =>
          h(
            'li',
            {},
            h('span', { class: 'name' }, each.name),
            h('span', { class: 'amount' }, `${millis(each.retainedMs)} ms`),
            shareBar(all > 0 ? each.retainedMs / all : 0, 'dark'),
            h(
              'span',
              { class: 'note' },
              `${plural(each.modules, 'module')}${all > 0 ? `, ${percent(each.retainedMs / all)} of module time` : ''}`,
              each.door !== null && [', from ', moduleLink(each.door.from, view)],
            ),
          ),
        ),
      ),
    );
  }
  const top = (graph?.packages ?? []).filter(({ door }) => door !== null).slice(0, SHOWN);
  if (top.length === 0) return null;
  const all = graph?.totals.eager.bytes ?? 0;
  return card(
    'What weighs most',
    null,
    h(
      'ol',
      { class: 'bars' },
      top.map((each) =>
        h(
          'li',
          {},
          h('span', { class: 'name' }, each.name),
          h('span', { class: 'amount' }, bytes(each.retainedBytes)),
          shareBar(all > 0 ? each.retainedBytes / all : 0, 'dark'),
          h(
            'span',
            { class: 'note' },
            plural(each.retainedModules, 'module'),
            each.door !== null && [', from ', edgeLink(each.door, view)],
          ),
        ),
      ),
    ),
  );
}

function cutCard(view: EntryView): MarkupElement | null {
  const { cuts, entry, report } = view;
  if (cuts === undefined) {
    if (report.tried !== undefined || report.cycles !== undefined) return null;
    return card('What to cut', null, h('p', { class: 'quiet' }, 'Not asked. ', code('import-budget suggest'), ' tells.'));
  }
  const open = cuts.candidates.filter(isWorthIt).slice(0, SHOWN);
  const left = cuts.startup.ms && cuts.plan.leftMs !== null ? cuts.plan.leftMs / cuts.startup.ms - 1 : cuts.plan.leftBytes / cuts.startup.bytes - 1;
  return card(
    'What to cut',
    `#e${entry}-cuts`,
    open.length === 0
      ? h('p', { class: 'quiet' }, 'Nothing that could be cut is worth its work.')
      : h(
          'ol',
          { class: 'bars' },
          open.map((candidate) =>
            h(
              'li',
              {},
              h('span', { class: 'name' }, candidate.edges[0] ? edgeLink(candidate.edges[0], view) : candidate.id),
              h('span', { class: 'amount' }, candidate.frees.ms === null ? bytes(candidate.frees.bytes) : `${millis(candidate.frees.ms)} ms`),
              shareBar(shareOf(candidate, cuts.startup), 'dark'),
              h('span', { class: 'note' }, `${SAFETY_WORDS[candidate.safety][0]}: ${actionWords(candidate)}`),
            ),
          ),
        ),
    cuts.plan.cuts.length > 0 &&
      h('p', { class: 'sum' }, `All ${count(cuts.plan.cuts.length)} of the plan: ${percent(left)} startup`),
  );
}

function shareOf({ frees }: CutCandidate, startup: { readonly ms: number | null; readonly bytes: number }): number {
  if (frees.ms !== null && startup.ms) return frees.ms / startup.ms;
  return startup.bytes > 0 ? frees.bytes / startup.bytes : 0;
}

/** Whether a cut can be made and frees something by itself. */
export function isWorthIt({ safety, action, frees }: CutCandidate): boolean {
  return safety !== 'blocked' && action !== 'upstream' && (frees.modules.length > 0 || (frees.ms ?? 0) > 0);
}

function changeCard(view: EntryView): MarkupElement | null {
  const { compared, entry, report } = view;
  const delta = deltaWords(view);
  if (compared === undefined && delta === null) {
    if (report.command !== 'check' && report.command !== 'boot') return null;
    return card('What this change did', null, h('p', { class: 'quiet' }, 'Not compared. ', code('import-budget compare main'), ' tells.'));
  }
  const arrived = (compared?.arrived ?? []).slice(0, SHOWN);
  return card(
    'What this change did',
    compared ? `#e${entry}-changes` : null,
    delta !== null && h('p', { class: 'delta' }, delta),
    arrived.length > 0 &&
      h(
        'ul',
        { class: 'bars' },
        arrived.map((change) =>
          h(
            'li',
            {},
            h('span', { class: 'name' }, `+ ${namesOf(change).slice(0, SHOWN).join(', ')}`),
            h('span', { class: 'amount' }, countWords(change)),
            change.edge !== null && h('span', { class: 'note' }, 'by ', edgeLink(change.edge, view)),
          ),
        ),
      ),
    compared !== undefined && arrived.length === 0 && compared.left.length === 0 && h('p', { class: 'quiet' }, 'No module arrived or left.'),
  );
}

