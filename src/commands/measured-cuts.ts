import { rankCandidates } from '../cuts/rank.ts';
import type { CutCandidate, CutMeasurement, CutsReport } from '../model/cut.ts';
import { holdsUp } from '../model/verdict.ts';

/**
 * Which cuts to boot with by themselves: those of the plan, then the best of the others; of each, what is predicted to
 * save the most comes first.
 *
 * @param most how many
 */
export function worthMeasuring({ candidates, plan }: CutsReport, most: number): CutCandidate[] {
  const open = candidates.filter(
    ({ action, safety, frees }) =>
      action !== 'upstream' && safety !== 'blocked' && (frees.modules.length > 0 || (frees.ms ?? 0) > 0),
  );
  const saving = ({ frees }: CutCandidate) => frees.ms ?? frees.bytes;
  const isPlanned = ({ id }: CutCandidate) => plan.cuts.includes(id);
  return open
    .toSorted((a, b) => Number(isPlanned(b)) - Number(isPlanned(a)) || saving(b) - saving(a))
    .slice(0, most);
}

/**
 * Adds what boots showed of single cuts, and ranks again. What they broke is no longer safe.
 *
 * @param alone cuts that were to be measured
 * @param measured of as many of them, in their order
 */
export function withMeasured(
  report: CutsReport,
  alone: readonly CutCandidate[],
  measured: readonly CutMeasurement[],
): CutsReport {
  const byId = new Map(
    alone.flatMap(({ id }, at) => (measured[at] === undefined ? [] : [[id, measured[at]]])),
  );
  if (byId.size === 0) return report;
  const candidates = report.candidates.map((candidate) => {
    const own = byId.get(candidate.id);
    const isNothing = own === undefined || (own.pairs === 0 && holdsUp(own));
    return isNothing ? candidate : judged(candidate, own);
  });
  const count = (safety: CutCandidate['safety']) => candidates.filter((one) => one.safety === safety).length;
  return {
    ...report,
    candidates: rankCandidates(candidates),
    summary: { safe: count('safe'), review: count('review'), blocked: count('blocked') },
  };
}

function judged(candidate: CutCandidate, measured: CutMeasurement): CutCandidate {
  if (candidate.safety === 'blocked' || holdsUp(measured)) return { ...candidate, measured };
  const touched = measured.touched.map(({ edge, by }) => ({
    code: 'touched-while-booting' as const,
    at: by ?? { file: edge.from, line: edge.line, column: edge.column },
    detail: edge.specifier,
  }));
  return { ...candidate, safety: 'review', reasons: [...candidate.reasons, ...touched], measured };
}
