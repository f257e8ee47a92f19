import type { CycleReport, CyclesReport } from '../model/cycles.ts';
import type { Hazard, HazardKind } from '../model/hazard.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import { bootEntry, type BootedEntry } from './boot-entry.ts';
import { withChainLines } from './chain-lines.ts';
import { describeCycle } from './describe-cycle.ts';
import { EdgeUses } from './edge-use.ts';
import { Effort } from './first-members.ts';
import { counts } from './hazard-scope.ts';
import { inOrder } from './order-cycles.ts';
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

/** A second or so. */
const MOST_MODULES = 40_000;

/** What the import cycles of some entries do today, and what they would do if another member came first. */
export function analyseCycles(request: AnalyseCyclesRequest): CyclesReport {
  const { graph, wanted, programs, entries, nodeMajor } = request;
  const effort = new Effort(request.mostModules ?? MOST_MODULES);
  const cycleOf = new Map<ModuleId, number>();
  for (const [cycle, members] of wanted.cycles.entries())
    for (const node of members) cycleOf.set(graph.modules[node]!.id, cycle);
  const booted = entries.map((entry) => bootEntry(entry, { graph, programs, cycleOf, nodeMajor }));
  const uses = new EdgeUses(programs);
  const cycles = wanted.cycles.flatMap((members, number): CycleReport[] =>
    describeCycle({ members, number, booted, graph, programs, uses, nodeMajor, effort }),
  );
  return withChainLines(graph, { cycles: inOrder(cycles), elsewhere: elsewhereOf(booted), nodeMajor });
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
