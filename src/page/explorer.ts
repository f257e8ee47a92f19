import { bytes, count, millis, plural } from '../reporters/numbers.ts';
import type { EntryContext } from './context.ts';
import { el, replace } from './dom.ts';
import { explain, type Explanation } from './explain.ts';
import { ModuleBox } from './module-box.ts';
import { moduleHead } from './module-head.ts';
import { chainSteps, edgeItem, moduleButton } from './module-links.ts';
import type { StartupGraph } from './startup-graph.ts';

const IMPORTERS_SHOWN = 8;
/** Those that can be unfolded are among them; more would only slow the page down. */
const MOST_IMPORTERS = 160;
const HELD_SHOWN = 12;

/** Why a module is there: pick one, and see chain, doors, importers, what it holds and what would evict it. */
export interface Explorer {
  readonly show: (module: number) => void;
}

/** Builds the explorer in a place of its own. */
export function mountExplorer(host: HTMLElement, context: EntryContext): Explorer {
  const answer = el('div', { class: 'answer' });
  const box = new ModuleBox(context, (module) => context.choose(module));
  replace(host, box.element, answer);
  return {
    show: (module) => {
      box.show(module);
      replace(answer, ...answerParts(context, module));
    },
  };
}

function answerParts(context: EntryContext, module: number): HTMLElement[] {
  const startup = context.graphFor(module);
  const head = moduleHead(context, module);
  if (startup === null) return [head];
  const why = explain(startup, module);
  return [
    head,
    el(
      'div',
      { class: 'columns' },
      chainPart(context, startup, why, module),
      el('div', {}, evictPart(context, startup, why, module), heldPart(context, why, module)),
    ),
    importersPart(context, startup, why),
  ];
}

function chainPart(
  context: EntryContext,
  startup: StartupGraph,
  { chain, reached, doors }: Explanation,
  module: number,
): HTMLElement {
  const isEntry = module === startup.entry;
  const title = reached === 'lazy' ? 'Shortest chain (loaded later)' : 'Shortest chain from the entry';
  const others = doors.filter((door) => !chain.includes(door));
  return el(
    'div',
    { class: 'chain-part' },
    el('h4', {}, title),
    isEntry && el('p', { class: 'quiet' }, 'It is the entry.'),
    reached === null && el('p', { class: 'quiet' }, 'No import leads from the entry to it.'),
    chain.length > 0 && chainSteps(context, startup, chain),
    others.length > 0 && [
      el('h4', {}, `Other doors: your imports that also lead to it (${count(others.length)})`),
      el(
        'ul',
        {},
        others.slice(0, IMPORTERS_SHOWN).map((edge) => edgeItem(context, startup, edge)),
      ),
      others.length > IMPORTERS_SHOWN &&
        el('p', { class: 'quiet' }, `… and ${others.length - IMPORTERS_SHOWN} more`),
    ],
  );
}

function evictPart(
  context: EntryContext,
  startup: StartupGraph,
  { evict, reached }: Explanation,
  module: number,
): HTMLElement {
  if (evict === null) {
    const why =
      module === startup.entry
        ? 'The entry itself cannot leave.'
        : reached === 'lazy'
          ? 'It is not at startup.'
          : 'Nothing to evict.';
    return el('div', {}, el('h4', {}, 'What would evict it'), el('p', { class: 'quiet' }, why));
  }
  const ms = timeOf(context, evict.leaves);
  return el(
    'div',
    { class: 'evict' },
    el('h4', {}, 'What would evict it'),
    el(
      'p',
      {},
      `Make ${evict.edges.length === 1 ? 'this import' : `these ${evict.edges.length} imports`} lazy: `,
      el('strong', {}, `${ms === null ? '' : `${millis(ms)} ms, `}${plural(evict.leaves.length, 'module')}`),
      evict.leaves.length === 1 ? ' leaves startup.' : ' leave startup.',
    ),
    el(
      'ul',
      {},
      evict.edges.slice(0, HELD_SHOWN).map((edge) => edgeItem(context, startup, edge)),
    ),
    evict.edges.length > HELD_SHOWN &&
      el('p', { class: 'quiet' }, `… and ${evict.edges.length - HELD_SHOWN} more`),
  );
}

function heldPart(context: EntryContext, { retained }: Explanation, module: number): HTMLElement {
  const others = retained.filter((each) => each !== module);
  const weight = (each: number) => timeOf(context, [each]) ?? context.data.modules[each]!.bytes;
  const shown = others.toSorted((a, b) => weight(b) - weight(a)).slice(0, HELD_SHOWN);
  const ms = timeOf(context, retained);
  const sum = retained.reduce((all, each) => all + context.data.modules[each]!.bytes, 0);
  return el(
    'div',
    {},
    el('h4', {}, 'What it holds'),
    el(
      'p',
      { class: 'quiet' },
      others.length === 0
        ? 'Nothing but itself: whatever it imports, others import too.'
        : `${plural(retained.length, 'module')}, ${bytes(sum)}${ms === null ? '' : `, ${millis(ms)} ms`}, itself included; heaviest first:`,
    ),
    shown.length > 0 &&
      el(
        'ul',
        { class: 'held' },
        shown.map((each) => el('li', {}, moduleButton(context, each))),
      ),
    others.length > shown.length &&
      el('p', { class: 'quiet' }, `… and ${count(others.length - shown.length)} more`),
  );
}

function importersPart(
  context: EntryContext,
  startup: StartupGraph,
  { importers }: Explanation,
): HTMLElement {
  const shown = importers.slice(0, IMPORTERS_SHOWN);
  const rest = importers.slice(IMPORTERS_SHOWN, MOST_IMPORTERS);
  const left = importers.length - MOST_IMPORTERS;
  const items = (edges: readonly number[]) =>
    el(
      'ul',
      { class: 'importers' },
      edges.map((edge) => edgeItem(context, startup, edge)),
    );
  return el(
    'div',
    {},
    el('h4', {}, `All importers (${count(importers.length)})`),
    importers.length === 0 ? el('p', { class: 'quiet' }, 'None.') : items(shown),
    rest.length > 0 &&
      el(
        'details',
        {},
        el('summary', {}, `${count(importers.length - shown.length)} more`),
        items(rest),
        left > 0 && el('p', { class: 'quiet' }, `… and ${count(left)} more`),
      ),
  );
}

/** Own time of modules together; null where nothing was measured. */
function timeOf({ layout }: EntryContext, modules: readonly number[]): number | null {
  if (layout === null) return null;
  return modules.reduce((sum, module) => {
    const place = layout.placeOf.get(module);
    return sum + (place === undefined ? 0 : layout.ownMs[place]!);
  }, 0);
}
