import type { CutAction, CutCandidate, CutEdit } from '../model/cut.ts';
import { editsOf } from '../model/edits-of.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { CutStep } from '../trying/cut-step.ts';

/** What a boot does instead of an edit; the rest load later, or not at all. */
const HOW: Partial<Record<CutAction, CutStep['how']>> = {
  'past-barrel': 'past-barrel',
  'move-leaf': 'move-leaf',
  lexing: 'lexing',
};
/** Where cuts ask for different things of one import, that which takes more from startup. */
const ORDER: readonly CutStep['how'][] = ['lazy', 'move-leaf', 'past-barrel', 'lexing'];

/** What boots do to try cuts, edit by edit. An import is in one step. */
export function triedSteps(candidates: readonly CutCandidate[]): CutStep[] {
  const steps = candidates.flatMap((cut) => editsOf(cut).map(stepOf));
  const taken = new Set<ImportEdge>();
  return steps
    .toSorted((a, b) => ORDER.indexOf(a.how) - ORDER.indexOf(b.how))
    .flatMap((step) => {
      const edges = step.edges.filter((edge) => !taken.has(edge));
      for (const edge of edges) taken.add(edge);
      return edges.length === 0 ? [] : [{ ...step, edges }];
    });
}

/** Ids of the cuts of which boots could not try all imports. */
export function untriedIds(
  candidates: readonly CutCandidate[],
  skipped: readonly { readonly edge: ImportEdge }[],
): string[] {
  const left = new Set(skipped.map(({ edge }) => edge));
  return candidates.filter(({ edges }) => edges.some((edge) => left.has(edge))).map(({ id }) => id);
}

function stepOf({ action, edges, definedIn }: CutEdit): CutStep {
  return { how: HOW[action] ?? 'lazy', edges, ...(definedIn && { definedIn }) };
}
