import type { CutCandidate } from '../model/cut.ts';
import { isFewPairs, isSaving, savedMs } from '../model/verdict.ts';

const SAFETY = ['safe', 'review', 'blocked'];

/**
 * Best first: what is safe, then what saves the most for its difficulty; what saves nothing comes last in its class. What
 * boots with a cut saved counts before what was predicted.
 */
export function rankCandidates(candidates: readonly CutCandidate[]): CutCandidate[] {
  const saving = savingsOf(candidates);
  /** Of blocked cuts the saving counts alone. */
  const score = (candidate: CutCandidate) =>
    Number.isFinite(candidate.difficulty) ? saving(candidate) / candidate.difficulty : saving(candidate);
  return candidates.toSorted(
    (a, b) =>
      SAFETY.indexOf(a.safety) - SAFETY.indexOf(b.safety) ||
      score(b) - score(a) ||
      saving(b) - saving(a) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** Savings in one unit: ms; bytes where no boot was traced, then what was measured is put in bytes by their own rate. */
function savingsOf(candidates: readonly CutCandidate[]): (candidate: CutCandidate) => number {
  let [ms, bytes] = [0, 0];
  for (const { frees, measured } of candidates) {
    const saved = savedMs(measured);
    if (saved === null || saved <= 0 || frees.ms !== null) continue;
    ms += saved;
    bytes += frees.bytes;
  }
  const bytesPerMs = ms > 0 ? bytes / ms : 0;
  return ({ frees, measured }) => {
    const saved = savedMs(measured);
    if (saved === null || measured === undefined) return frees.ms ?? frees.bytes;
    // What may as well be noise saves nothing that is known.
    if (!isSaving(measured) && !isFewPairs(measured)) return 0;
    return Math.max(0, saved) * (frees.ms === null ? bytesPerMs : 1);
  };
}
