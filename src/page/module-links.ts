import { CONDITIONAL, LAZY } from '../model/module-graph.ts';
import { shortId } from '../reporters/places.ts';
import type { EntryContext } from './context.ts';
import { el } from './dom.ts';
import type { StartupGraph } from './startup-graph.ts';

/** A module that is shown when it is pressed. */
export function moduleButton(context: EntryContext, module: number, text?: string): HTMLElement {
  const { id } = context.data.modules[module]!;
  const button = el('button', { type: 'button', class: 'module', title: id }, text ?? shortId(id));
  button.addEventListener('click', () => context.choose(module));
  return button;
}

/** One import: its place, what it imports, and its timing where it is not simply eager. */
export function edgeItem(context: EntryContext, startup: StartupGraph, edge: number): HTMLElement {
  const { graph } = startup;
  return el(
    'li',
    {},
    placeButton(context, startup, edge),
    el('span', { class: 'arrow', 'aria-label': 'imports' }, ' → '),
    moduleButton(context, graph.edgeTo[edge]!),
    mark(startup, edge),
  );
}

/** A chain, one step a line; the middle of a long one is folded. */
export function chainSteps(
  context: EntryContext,
  startup: StartupGraph,
  chain: readonly number[],
): HTMLElement {
  const { graph } = startup;
  const steps = chain.map((edge) => el('li', {}, placeButton(context, startup, edge), mark(startup, edge)));
  const last = graph.edgeTo[chain.at(-1)!]!;
  const end = el('li', { class: 'end' }, moduleButton(context, last));
  const hidden = steps.length - 12;
  const middle = hidden < 2 ? steps : foldMiddle(steps, hidden);
  return el('ol', { class: 'chain' }, middle, end);
}

function foldMiddle(steps: readonly HTMLElement[], hidden: number): readonly HTMLElement[] {
  const folded = el(
    'details',
    {},
    el('summary', {}, `${hidden} more steps`),
    el('ol', { class: 'chain' }, steps.slice(6, -6)),
  );
  return [...steps.slice(0, 6), el('li', {}, folded), ...steps.slice(-6)];
}

function placeButton(context: EntryContext, { graph, line }: StartupGraph, edge: number): HTMLElement {
  const from = graph.edgeFrom[edge]!;
  const name = shortId(context.data.modules[from]!.id);
  return moduleButton(context, from, line[edge] === 0 ? name : `${name}:${line[edge]}`);
}

function mark({ graph, seen }: StartupGraph, edge: number): HTMLElement | null {
  const timing = graph.edgeTiming[edge];
  const text =
    seen[edge] === 1
      ? 'seen at run time'
      : timing === CONDITIONAL
        ? 'conditional'
        : timing === LAZY
          ? 'lazy'
          : '';
  return text === '' ? null : el('span', { class: 'tag' }, text);
}
