import { bootSection } from './boot.ts';
import { changesSection } from './changes.ts';
import { cutsSection } from './cuts.ts';
import { cyclesSection } from './cycles.ts';
import { driftSection } from './drift.ts';
import { deltaWords, facts, headFigure, limitRows } from './figures.ts';
import { findings } from './findings.ts';
import { glance } from './glance.ts';
import { h, type MarkupElement } from './markup.ts';
import { measuredSection } from './measured.ts';
import { section } from './parts.ts';
import { triedSection } from './tried.ts';
import { TONE_MARK, verdictOfEntry } from './verdict.ts';
import type { EntryView } from './view.ts';
import { whySection } from './why.ts';

const NAV: Readonly<Record<string, string>> = {
  findings: 'Rules',
  cuts: 'Cuts',
  tried: 'Tried',
  why: 'Why',
  boot: 'Boot',
  changes: 'Changes',
  cycles: 'Cycles',
  drift: 'Drift',
  measured: 'Measured',
  modules: 'Modules',
};

/** All of one entry: the verdict first, the raw table last. */
export function entrySection(view: EntryView): MarkupElement {
  const { entry, name, graph } = view;
  const parts = [
    findings(view),
    cutsSection(view),
    triedSection(view),
    whySection(view),
    bootSection(view),
    changesSection(view),
    cyclesSection(view),
    driftSection(view),
    measuredSection(view),
    modulesSection(view),
  ].filter((part) => part !== null);
  const file = graph?.file;
  return h(
    'section',
    { id: `e${entry}`, class: 'entry', 'data-entry': entry, 'aria-labelledby': `e${entry}-title` },
    h(
      'header',
      { class: 'verdict' },
      h(
        'h2',
        { id: `e${entry}-title` },
        name,
        file !== undefined && file !== name && h('span', { class: 'quiet' }, ` ${file}`),
      ),
      verdictLine(view),
      h('div', { class: 'hero' }, headFigure(view), limitRows(view)),
      facts(view),
    ),
    glance(view),
    partsNav(entry, parts),
    parts,
  );
}

function verdictLine(view: EntryView): MarkupElement {
  const { tone, words } = verdictOfEntry(view);
  const delta = deltaWords(view);
  return h(
    'p',
    { class: `verdict-words ${tone}` },
    tone !== 'plain' && h('span', { class: 'mark', 'aria-hidden': 'true' }, TONE_MARK[tone]),
    tone === 'plain' ? words : ` ${words}`,
    delta !== null && h('span', { class: 'delta' }, delta),
  );
}

function partsNav(entry: number, parts: readonly MarkupElement[]): MarkupElement {
  const ids = parts.map(({ attributes }) => attributes['id'] ?? '');
  return h(
    'nav',
    { class: 'parts', 'aria-label': 'Parts of this entry' },
    ids.map((id) => h('a', { href: `#${id}` }, NAV[id.slice(`e${entry}-`.length)] ?? id)),
  );
}

function modulesSection(view: EntryView): MarkupElement | null {
  if (view.report.modules.length + (view.boot?.modules.length ?? 0) === 0) return null;
  return section(
    view,
    'modules',
    'All modules',
    h(
      'div',
      { 'data-mount': 'modules' },
      h('p', { class: 'quiet' }, 'With JavaScript, all modules are listed here: sorted, filtered.'),
    ),
  );
}
