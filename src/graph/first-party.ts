import type { ModuleGraph } from '../model/module-graph.ts';

/**
 * Marks the modules whose imports the reader can change: the project's own. When the entry lies in a package (a
 * program below node_modules is analysed), that whole package counts as well. The entry is always first-party.
 *
 * @returns one byte a module, 1 where it is first-party
 */
export function firstParty(graph: ModuleGraph, entry: number): Uint8Array {
  const { origin, package: own } = graph.modules[entry]!;
  const owned = new Uint8Array(graph.modules.length);
  for (const [number, module] of graph.modules.entries()) {
    const ours =
      origin === 'package' && own !== null && module.origin === 'package' && module.package === own;
    if (module.origin === 'project' || ours) owned[number] = 1;
  }
  owned[entry] = 1;
  return owned;
}
