import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import type { BootedEntry } from './boot-entry.ts';
import type { EdgeUses } from './edge-use.ts';
import type { Effort } from './first-members.ts';

/** One cycle, and all that is known when it is described. */
export interface DescribeCycleRequest {
  readonly members: readonly number[];
  /** Of the cycle, as hazards of boots are shared out by. */
  readonly number: number;
  readonly booted: readonly BootedEntry[];
  readonly graph: ModuleGraph;
  readonly programs: ReadonlyMap<ModuleId, Program>;
  readonly uses: EdgeUses;
  readonly nodeMajor: number;
  readonly effort: Effort;
}
