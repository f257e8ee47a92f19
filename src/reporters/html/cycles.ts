import { CYCLE_EFFECTS, type CycleReport } from '../../model/cycles.ts';
import type { Hazard } from '../../model/hazard.ts';
import type { ImportEdge } from '../../model/module-graph.ts';
import { CYCLE_EFFECT_WORDS, cutWords, hazardWords, orderWords, repairWords } from '../hazard-words.ts';
import { count, plural } from '../numbers.ts';
import { cycleDrawing } from './cycle-drawing.ts';
import { h, type Children, type MarkupElement } from './markup.ts';
import { folded, limited, moduleLink, moreLine, section } from './parts.ts';
import type { EntryView } from './view.ts';

const DRAWN = 12;
const HARMLESS_SHOWN = 20;
const LINES_SHOWN = 4;
const CUTS_SHOWN = 20;

/** Import cycles, worst first, those that do something as drawings; null where there is nothing to say. */
export function cyclesSection(view: EntryView): MarkupElement | null {
  const { cycles, report, graph } = view;
  if (report.cycles === undefined) return briefly(view);
  const telling = cycles.filter(({ does }) => does !== 'harmless');
  const harmless = cycles.filter(({ does }) => does === 'harmless');
  const { shown, more } = limited(telling, DRAWN);
  const quiet = limited(harmless, HARMLESS_SHOWN);
  const inner = importsWithin(shown, report.edges);
  return section(
    view,
    'cycles',
    'Import cycles',
    cycles.length === 0 &&
      h('p', { class: 'quiet' }, graph === undefined ? 'None was found.' : 'There are none.'),
    CYCLE_EFFECTS.map((effect) => {
      const of = shown.filter(({ does }) => does === effect);
      const [title, means] = CYCLE_EFFECT_WORDS[effect];
      return (
        of.length > 0 && [
          h('h4', {}, `${title}: ${means}`),
          of.map((cycle) => cycleItem(cycle, inner.get(cycle) ?? [], view)),
        ]
      );
    }),
    moreLine(more),
    harmless.length > 0 &&
      folded(
        plural(harmless.length, 'harmless cycle'),
        h(
          'ul',
          {},
          quiet.shown.map(({ members }) => h('li', {}, memberNames(members, view))),
        ),
        moreLine(quiet.more),
      ),
  );
}

/** Where cycles were counted but not looked into. */
function briefly(view: EntryView): MarkupElement | null {
  const { graph } = view;
  if (graph === undefined || graph.cycles.count === 0) return null;
  const { count: size, modules, largest } = graph.cycles;
  return section(
    view,
    'cycles',
    'Import cycles',
    h(
      'p',
      {},
      `${plural(size, 'cycle')} of ${plural(modules, 'module')} at startup. `,
      h('span', { class: 'quiet' }, 'What they do, and how to mend them: '),
      h('code', {}, 'import-budget cycles'),
    ),
    folded(
      'The largest',
      h(
        'ul',
        {},
        largest.map((members) => h('li', {}, `${count(members.length)}: `, memberNames(members, view))),
      ),
    ),
  );
}

function importsWithin(
  cycles: readonly CycleReport[],
  edges: readonly ImportEdge[],
): Map<CycleReport, ImportEdge[]> {
  const cyclesOf = new Map<string, CycleReport[]>();
  for (const cycle of cycles)
    for (const member of cycle.members) cyclesOf.set(member, [...(cyclesOf.get(member) ?? []), cycle]);
  const inner = new Map<CycleReport, ImportEdge[]>(cycles.map((cycle) => [cycle, []]));
  for (const edge of edges) {
    if (edge.timing !== 'eager' && edge.timing !== 'conditional') continue;
    const around = cyclesOf.get(edge.to);
    for (const cycle of cyclesOf.get(edge.from) ?? [])
      if (around?.includes(cycle)) inner.get(cycle)!.push(edge);
  }
  return inner;
}

function cycleItem(cycle: CycleReport, edges: readonly ImportEdge[], view: EntryView): MarkupElement {
  const { members, acyclic, unsafe } = cycle;
  const hazards = hazardsOf(cycle);
  const { shown, more } = limited(hazards, LINES_SHOWN);
  const imports = edges.length > 0 ? edges : acyclic.edges.map(({ edge }) => edge);
  const id = `e${view.entry}-cycle${view.cycles.indexOf(cycle)}`;
  const proof = unsafe.find((each) => each.proof?.outcome === 'as-predicted')?.proof;
  const lines = shown.map((hazard) => h('li', { class: 'unmasks' }, hazardLine(hazard)));
  return h(
    'div',
    { class: 'cycle-item' },
    h('div', { class: 'picture' }, cycleDrawing(cycle, hazards, imports, id)),
    h(
      'div',
      { class: 'words' },
      h('p', {}, memberNames(members, view)),
      h('ul', { class: 'against' }, lines),
      moreLine(more),
      proof !== undefined && h('p', { class: 'quiet' }, `Proved in a real process: ${proof.message}`),
      waysToMend(cycle),
    ),
  );
}

function waysToMend({ repairs, acyclic }: CycleReport): Children {
  const [first, ...others] = repairs;
  const cuts = limited(acyclic.edges, CUTS_SHOWN);
  const list = (lines: readonly string[]) =>
    h(
      'ul',
      {},
      lines.map((line) => h('li', {}, line)),
    );
  return [
    first !== undefined &&
      h('p', { class: 'next' }, h('span', { class: 'label' }, 'Fix'), ` ${repairWords(first)}`),
    others.length + acyclic.edges.length > 0 &&
      folded(
        'Other ways to mend it',
        others.length > 0 && list(others.map(repairWords)),
        acyclic.edges.length > 0 && [
          h('p', { class: 'quiet' }, 'There is no cycle without:'),
          list(cuts.shown.map(cutWords)),
          moreLine(cuts.more),
        ],
      ),
  ];
}

/** Those at boot, else those of members that must not come first; each once. */
function hazardsOf({ entrances, unsafe }: CycleReport): Hazard[] {
  const atBoot = entrances.flatMap(({ hazards }) => hazards);
  const all = atBoot.length > 0 ? atBoot : unsafe.flatMap(({ hazards }) => hazards);
  return [...new Map(all.map((hazard) => [hazardWords(hazard), hazard])).values()];
}

function hazardLine(hazard: Hazard): Children {
  const order = orderWords(hazard);
  return [hazardWords(hazard), order !== null && h('span', { class: 'quiet' }, `; ${order}`)];
}

function memberNames(members: readonly string[], view: EntryView): Children {
  const { shown, more } = limited(members, DRAWN);
  return [
    shown.map((member, at) => [at > 0 && ' → ', moduleLink(member, view)]),
    more > 0 && ` → … ${count(more)} more`,
  ];
}
