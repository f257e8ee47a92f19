import type { EdgeSet } from '../model/cycles.ts';
import type { Hazard } from '../model/hazard.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import type { CycleBreaker } from './break-cycle.ts';
import { hazardsFirst, type Effort } from './first-members.ts';
import { counts } from './hazard-scope.ts';
import { readPairs } from './read-pairs.ts';

export interface SafeSetRequest {
  readonly graph: ModuleGraph;
  readonly programs: ReadonlyMap<ModuleId, Program>;
  readonly breaker: CycleBreaker;
  /** Of every member that was tried as the first one. */
  readonly hazards: readonly Hazard[];
  /** Whether every member was tried. */
  readonly complete: boolean;
  readonly nodeMajor: number;
  readonly effort: Effort;
}

/** A larger cycle is not tried again with the cut. */
const LARGEST_VERIFIED = 60;
const MOST_ROUNDS = 3;

/**
 * The cheapest imports without which every member may come first. What is found is tried by simulation; reads that the
 * cut itself brings about are taken in, and it is looked for again.
 *
 * @returns null where no set of imports within the cycle will do
 */
export function findSafeSet(request: SafeSetRequest): EdgeSet | null {
  const { graph, programs, breaker, complete } = request;
  const ids = breaker.arcs.members.map((node) => graph.modules[node]!.id);
  const place = new Map(ids.map((id, at) => [id, at]));
  const hazards = [...request.hazards];
  const verifies = complete && ids.length <= LARGEST_VERIFIED;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (!hazards.some(counts)) return { edges: [], exact: complete };
    const found = breaker.apart(readPairs(hazards, place, programs));
    if (found === null) return null;
    if (!verifies || request.effort.isSpent) return breaker.setOf({ ...found, exact: false });
    const left = tryCut(ids, breaker.setOf(found), request);
    if (left.length === 0) return breaker.setOf(found);
    hazards.push(...left);
  }
  return null;
}

function tryCut(
  ids: readonly ModuleId[],
  { edges }: EdgeSet,
  { programs, nodeMajor, effort }: SafeSetRequest,
): Hazard[] {
  const cuts = edges.map(({ edge }) => edge);
  const own = new Set(ids);
  return ids.flatMap((id) => hazardsFirst(id, own, programs, { nodeMajor, cuts }, effort)).filter(counts);
}
