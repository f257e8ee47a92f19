import type { ModuleGraph, ModuleRecord } from '../model/module-graph.ts';
import type { SetTotals } from '../model/report.ts';
import { countsAsModule } from './retained.ts';

/**
 * Sums up some modules of a graph. Builtins are counted apart, unresolved modules not at all.
 *
 * @param nodes their numbers, each once
 */
export function setTotals(graph: ModuleGraph, nodes: Iterable<number>): SetTotals {
  let modules = 0;
  let bytes = 0;
  let builtins = 0;
  const packages = new Set<string>();
  for (const node of nodes) {
    const module = graph.modules[node] as ModuleRecord;
    if (module.origin === 'builtin') builtins++;
    if (!countsAsModule(module)) continue;
    modules++;
    bytes += module.bytes;
    if (module.origin === 'package' && module.package !== null) packages.add(module.package);
  }
  return { modules, packages: packages.size, bytes, builtins };
}
