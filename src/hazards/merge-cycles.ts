import type { CycleReport, CyclesReport } from '../model/cycles.ts';
import { inOrder } from './order-cycles.ts';

/**
 * Joins what was found for entries that do not share a graph, or a compiler. A cycle of the same members is told once,
 * with what is worst about it.
 */
export function mergeCycles(reports: readonly CyclesReport[], nodeMajor: number): CyclesReport {
  const known = new Map<string, CycleReport>();
  for (const cycle of reports.flatMap(({ cycles }) => cycles)) {
    const key = cycle.members.toSorted().join('\n');
    const other = known.get(key);
    known.set(key, other === undefined ? cycle : join(other, cycle));
  }
  return {
    cycles: inOrder([...known.values()]),
    elsewhere: reports.flatMap(({ elsewhere }) => elsewhere),
    nodeMajor,
  };
}

function join(one: CycleReport, other: CycleReport): CycleReport {
  const [worse, better] = inOrder([one, other]) as [CycleReport, CycleReport];
  // Whose order the members stand in, and whose compiler they were judged with, comes first.
  return { ...worse, entrances: [...worse.entrances, ...better.entrances] };
}
