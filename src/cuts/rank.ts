import type { CutCandidate } from '../model/cut.ts';

const SAFETY = ['safe', 'review', 'blocked'];

/** Best first: what is safe, then what saves the most for its difficulty; what saves nothing comes last in its class. */
export function rankCandidates(candidates: readonly CutCandidate[]): CutCandidate[] {
  return candidates.toSorted(
    (a, b) =>
      SAFETY.indexOf(a.safety) - SAFETY.indexOf(b.safety) ||
      score(b) - score(a) ||
      saving(b) - saving(a) ||
      (a.id < b.id ? -1 : 1),
  );
}

function saving({ frees }: CutCandidate): number {
  return frees.ms ?? frees.bytes;
}

/** Of blocked cuts the saving counts alone. */
function score(candidate: CutCandidate): number {
  return Number.isFinite(candidate.difficulty) ? saving(candidate) / candidate.difficulty : saving(candidate);
}
