import { firstParty } from '../graph/first-party.ts';
import { lazyRoots } from '../graph/lazy-roots.ts';
import { reach } from '../graph/reach.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';

/** What one lazy import of startup brings in. */
export interface LatePart {
  readonly root: ModuleId;
  /** First-party, and not there at startup; the root is one of them. */
  readonly modules: readonly ModuleId[];
}

/**
 * The parts of a program that load after startup, for certain once their root does. A module that several bring in is in
 * each of them.
 *
 * @param entry its number
 * @param startup one byte a module, 1 where startup loads it, or may
 * @param isMeant which roots are asked about
 */
export function lateParts(
  graph: ModuleGraph,
  entry: number,
  startup: Uint8Array,
  isMeant: (root: ModuleId) => boolean,
): LatePart[] {
  const isOurs = firstParty(graph, entry);
  const idOf = (node: number): ModuleId => graph.modules[node]!.id;
  return lazyRoots(graph, startup)
    .filter((root) => isMeant(idOf(root)))
    .map((root) => {
      const then = reach(graph, [root], 'eager', { modules: startup });
      const modules = [...then.keys()].filter((node) => then[node] && isOurs[node]);
      return { root: idOf(root), modules: modules.map(idOf) };
    });
}
