import type { Failure, Hazard, Phase } from '../model/hazard.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import { visitModules, type Visits } from './entrances.ts';
import { betweenModules, counts, evaluatedAt, partakers } from './hazard-scope.ts';
import { Simulation } from './simulate/simulation.ts';

export interface BootEntryRequest {
  readonly graph: ModuleGraph;
  readonly programs: ReadonlyMap<ModuleId, Program>;
  /** Number of the cycle of each member. */
  readonly cycleOf: ReadonlyMap<ModuleId, number>;
  readonly nodeMajor: number;
}

/** Today's boot of an entry. */
export interface BootedEntry {
  readonly name: string;
  readonly id: ModuleId;
  readonly visits: Visits;
  readonly phase: Phase;
  /** By number of the cycle that does them; null of those that none does. */
  readonly byCycle: ReadonlyMap<number | null, readonly Hazard[]>;
  /** The error that ends the boot; null where it comes through. */
  readonly failure: Failure | null;
}

const NOTHING: Phase = { started: [], finished: [], hazards: [], calls: [], failure: null };

/** Simulates the boot of an entry, and shares out what goes wrong among the cycles. */
export function bootEntry(
  { name, node }: { readonly name: string; readonly node: number },
  { graph, programs, cycleOf, nodeMajor }: BootEntryRequest,
): BootedEntry {
  const { id } = graph.modules[node]!;
  const visits = visitModules(graph, node);
  const boot = (stopAtFailure: boolean): Phase => {
    if (!programs.has(id)) return NOTHING;
    return new Simulation(programs, { nodeMajor, cuts: [], stopAtFailure }).boot(id);
  };
  const phase = boot(false);
  const byCycle = new Map<number | null, Hazard[]>();
  const hazards = betweenModules(phase.hazards);
  for (const hazard of hazards) {
    const cycle = cycleOfHazard(hazard, cycleOf);
    byCycle.set(cycle, [...(byCycle.get(cycle) ?? []), hazard]);
  }
  const failure = hazards.some(counts) ? boot(true).failure : null;
  return { name, id, visits, phase, byCycle, failure };
}

/** The cycle of the module that is evaluated; else of who else has a part in it. */
function cycleOfHazard(hazard: Hazard, cycleOf: ReadonlyMap<ModuleId, number>): number | null {
  for (const id of [evaluatedAt(hazard), hazard.module, hazard.from, ...partakers(hazard)]) {
    const cycle = cycleOf.get(id);
    if (cycle !== undefined) return cycle;
  }
  return null;
}
