import type { ModuleGraph } from '../model/module-graph.ts';
import { firstParty } from './first-party.ts';
import { minimumCut } from './minimum-cut.ts';
import { distancesOutside, NO_WAY } from './outside.ts';
import { reach, type Strength, weakestTiming } from './reach.ts';

export interface Cut {
  /** Edge numbers, ascending. */
  readonly edges: number[];
  /** Whether every edge is in the project's own code; not so where the entry itself lies in a package. */
  readonly firstParty: boolean;
}

/**
 * Finds the fewest first-party imports to take off the startup path so that no target is reached any more; of all
 * smallest sets the one nearest the targets. Two imports of one module in the same file count as two. Such a set always
 * exists: the entry counts as first-party (see `firstParty`), so its own imports are one.
 *
 * @param targets one byte a module, 1 where it is a target
 * @returns null where no target is reached, and where the entry is a target itself
 */
export function fewestCuts(
  graph: ModuleGraph,
  entry: number,
  targets: Uint8Array,
  strength: Strength,
): Cut | null {
  if (targets[entry]) return null;
  const weakest = weakestTiming(strength);
  const ours = firstParty(graph, entry);
  // From these modules on nothing can be cut any more: they are as good as the targets, and the network gets small.
  const distance = distancesOutside(graph, ours, targets, weakest);
  const sinks = targets.map((target, module) => (target || distance[module] !== NO_WAY ? 1 : 0));
  const inside = reach(graph, [entry], strength, { modules: sinks });
  const edges = minimumCut({ graph, source: entry, sinks, weakest, inside, cuttable: ours });
  if (edges.length === 0) return null;
  return {
    edges,
    firstParty: edges.every((edge) => graph.modules[graph.edgeFrom[edge]!]!.origin === 'project'),
  };
}
