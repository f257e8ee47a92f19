import { CYCLE_EFFECTS, type CycleReport, type EdgeSet } from '../model/cycles.ts';
import { CONFIDENCES } from '../model/hazard.ts';
import { USE_COST } from './edge-use.ts';

/** Worst first: what it does, how sure that is; then the cheapest to mend, the smallest. */
export function inOrder(cycles: readonly CycleReport[]): CycleReport[] {
  return cycles.toSorted(
    (a, b) =>
      CYCLE_EFFECTS.indexOf(a.does) - CYCLE_EFFECTS.indexOf(b.does) ||
      certainty(a) - certainty(b) ||
      Number(b.throws) - Number(a.throws) ||
      costOf(a) - costOf(b) ||
      a.members.length - b.members.length ||
      (a.members[0]! < b.members[0]! ? -1 : 1),
  );
}

function certainty({ confidence }: CycleReport): number {
  return confidence === null ? CONFIDENCES.length : CONFIDENCES.indexOf(confidence);
}

function costOf({ safe, acyclic }: CycleReport): number {
  const total = ({ edges }: EdgeSet) => edges.reduce((sum, { use }) => sum + USE_COST[use], 0);
  return safe === null ? 1_000_000 + total(acyclic) : total(safe);
}
