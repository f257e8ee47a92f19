import type { ModuleGraph, ModuleRecord } from '../model/module-graph.ts';
import { reach, type Strength } from './reach.ts';

/** Whether a module counts in sums of modules: it is a file, not a builtin and not an import that leads nowhere. */
export function countsAsModule(module: ModuleRecord): boolean {
  return module.origin === 'project' || module.origin === 'package';
}

/**
 * Marks the modules that the entry no longer reaches once the targets are gone, the reached targets included.
 *
 * @param targets one byte a module, 1 where it is a target
 * @returns one byte a module, 1 where it leaves
 */
export function retainedBySet(
  graph: ModuleGraph,
  entry: number,
  targets: Uint8Array,
  strength: Strength,
): Uint8Array {
  const leaving = reach(graph, [entry], strength);
  const staying = reach(graph, [entry], strength, { modules: targets });
  for (let module = 0; module < leaving.length; module++) if (staying[module]) leaving[module] = 0;
  return leaving;
}
