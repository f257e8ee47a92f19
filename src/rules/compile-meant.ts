import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { compileModuleMatcher } from './module-matcher.ts';

/**
 * Which modules a rule's patterns mean.
 *
 * @param patterns absent for all modules
 * @param others ids of modules that may not be in the graph
 */
export function compileMeant(
  patterns: readonly string[] | undefined,
  graph: ModuleGraph,
  others: readonly ModuleId[],
): (id: ModuleId) => boolean {
  if (patterns === undefined) return () => true;
  const matcher = compileModuleMatcher(patterns);
  const meant = new Set<string>();
  for (const { byName, byPath } of matcher.matchGraph(graph))
    for (const module of [...byName, ...byPath]) meant.add(graph.modules[module]!.id);
  const outside = others.filter((id) => !graph.index.has(id));
  for (const { files } of matcher.matchFiles(outside)) for (const file of files) meant.add(file);
  return (id) => meant.has(id);
}
