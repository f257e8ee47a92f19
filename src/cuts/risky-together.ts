import type { CutCandidate, CutsReport } from '../model/cut.ts';
import type { Hazard } from '../model/hazard.ts';
import type { SuggestRequest } from './request.ts';

/** Of more cuts not every pair is tried. */
const MOST = 16;

/** Finds cuts of a plan that are harmless alone and harm together: the pairs, or else the plan as a whole. */
export function riskyTogether(
  harm: SuggestRequest['harm'],
  cuts: readonly CutCandidate[],
): CutsReport['riskyTogether'] {
  if (cuts.length < 2) return [];
  const alone = new Set(cuts.flatMap(({ unmasks }) => unmasks.map(keyOf)));
  const newIn = (some: readonly CutCandidate[]) =>
    harm(some.flatMap(({ edges }) => edges)).unmasks.filter((hazard) => !alone.has(keyOf(hazard)));
  const all = newIn(cuts);
  if (all.length === 0) return [];
  const explained = new Set<string>();
  const found: { cuts: string[]; unmasks: Hazard[] }[] = [];
  const tried = cuts.length <= MOST ? cuts : [];
  for (const [i, first] of tried.entries()) {
    for (const second of tried.slice(i + 1)) {
      const unmasks = newIn([first, second]);
      if (unmasks.length === 0) continue;
      found.push({ cuts: [first.id, second.id], unmasks });
      for (const hazard of unmasks) explained.add(keyOf(hazard));
    }
  }
  const rest = all.filter((hazard) => !explained.has(keyOf(hazard)));
  if (rest.length > 0) found.push({ cuts: cuts.map(({ id }) => id), unmasks: rest });
  return found;
}

function keyOf({ kind, module, binding, from }: Hazard): string {
  return [kind, module, binding, from].join('\n');
}
