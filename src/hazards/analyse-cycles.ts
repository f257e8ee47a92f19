import type { CycleReport, CyclesReport } from '../model/cycles.ts';
import type { Hazard, HazardKind } from '../model/hazard.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import { arcsOf } from './arcs.ts';
import { bootEntry, type BootedEntry } from './boot-entry.ts';
import { withChainLines } from './chain-lines.ts';
import { areRead, describeCycle } from './describe-cycle.ts';
import { EdgeUses } from './edge-use.ts';
import { firstVisited } from './entrances.ts';
import { Effort, isHarmless } from './first-members.ts';
import { counts } from './hazard-scope.ts';
import { inOrder } from './order-cycles.ts';
import { programsAround } from './programs-around.ts';
import type { Wanted } from './wanted.ts';

export interface AnalyseCyclesRequest {
  readonly graph: ModuleGraph;
  readonly wanted: Pick<Wanted, 'cycles'>;
  /** Of all modules that `wanted` keeps: in full, or as outlines. */
  readonly programs: ReadonlyMap<ModuleId, Program>;
  readonly entries: readonly { readonly name: string; readonly node: number }[];
  readonly nodeMajor: number;
  /** Most that is simulated, in modules evaluated; beyond it cycles are judged by order alone. */
  readonly mostModules?: number;
}

/** Some ten seconds of a program that calls as much while it loads as an editor does; a second of most. */
const MOST_MODULES = 40_000;

/** What the import cycles of some entries do today, and what they would do if another member came first. */
export function analyseCycles(request: AnalyseCyclesRequest): CyclesReport {
  const { graph, wanted, programs, nodeMajor } = request;
  const effort = new Effort(request.mostModules ?? MOST_MODULES);
  const booted = bootAll(request);
  const uses = new EdgeUses(programs);
  const cycles = smallestFirst(wanted.cycles).flatMap(({ members, number }): CycleReport[] =>
    describeCycle({ members, number, booted, graph, programs, uses, nodeMajor, effort }),
  );
  return withChainLines(graph, { cycles: inOrder(cycles), elsewhere: elsewhereOf(booted), nodeMajor });
}

/**
 * The cycles that some entry comes to and that are not harmless, whoever comes first: as {@link analyseCycles} judges
 * them, at the price of that answer alone.
 *
 * @returns their members by number, in the order of `wanted`
 */
export function riskyCycles(request: AnalyseCyclesRequest): (readonly number[])[] {
  const { graph, wanted, nodeMajor } = request;
  const effort = new Effort(request.mostModules ?? MOST_MODULES);
  const booted = bootAll(request);
  const risky = smallestFirst(wanted.cycles).filter(({ members, number }) => {
    const coming = booted.filter(({ visits }) => firstVisited(visits, members) !== -1);
    if (coming.length === 0) return false;
    if (coming.some(({ byCycle }) => byCycle.get(number)?.some(counts))) return true;
    const ids = members.map((node) => graph.modules[node]!.id);
    if (!areRead(ids, request.programs)) return true;
    const programs = programsAround(graph, members, request.programs);
    return !isHarmless({ graph, arcs: arcsOf(graph, members), programs, nodeMajor, effort });
  });
  return risky.toSorted((a, b) => a.number - b.number).map(({ members }) => members);
}

/** So that one large cycle does not take all the effort. @returns with their numbers */
function smallestFirst(
  cycles: readonly (readonly number[])[],
): { readonly members: readonly number[]; readonly number: number }[] {
  return cycles
    .map((members, number) => ({ members, number }))
    .toSorted((a, b) => a.members.length - b.members.length);
}

function bootAll({ graph, wanted, programs, entries, nodeMajor }: AnalyseCyclesRequest): BootedEntry[] {
  const cycleOf = new Map<ModuleId, number>();
  for (const [cycle, members] of wanted.cycles.entries())
    for (const node of members) cycleOf.set(graph.modules[node]!.id, cycle);
  return entries.map((entry) => bootEntry(entry, { graph, programs, cycleOf, nodeMajor }));
}

/** Without a cycle nobody is met half evaluated: what is undefined then is so by intent. */
const OF_CYCLES_ALONE: ReadonlySet<HazardKind> = new Set([
  'undefined',
  'undefined-capture',
  'stale',
  'stale-exports',
]);

function elsewhereOf(booted: readonly BootedEntry[]): { entry: string; hazard: Hazard }[] {
  return booted.flatMap(({ name, byCycle }) =>
    (byCycle.get(null) ?? [])
      .filter((hazard) => counts(hazard) && !OF_CYCLES_ALONE.has(hazard.kind))
      .map((hazard) => ({ entry: name, hazard })),
  );
}
