import type { ModuleGraph } from '../model/module-graph.ts';
import { breadthFirst, ROOT, type SearchTree } from './breadth-first.ts';
import { firstParty } from './first-party.ts';
import { weakestTiming } from './reach.ts';
import { dominators, retainedTotals } from './dominators.ts';
import { retainedByGroup } from './retained-by-group.ts';

/** A package on a startup path; all figures are exact. */
export interface PackageTotals {
  readonly name: string;
  /** Eager where any of its modules is. */
  readonly timing: 'eager' | 'conditional';
  /** Its own modules on the startup path, and their source bytes. */
  readonly modules: number;
  readonly bytes: number;
  /** What leaves the startup path when all modules of the package go, themselves included. */
  readonly retainedModules: number;
  readonly retainedBytes: number;
  /**
   * Edge number: where the shortest chain to the package (of eager edges where there is one) last leaves first-party
   * code; null for the package that holds the entry.
   */
  readonly door: number | null;
}

/**
 * Sums up every package on an entry's startup path, over eager and conditional edges. Packages of one name count as
 * one, whatever their versions; the packages of a workspace are first-party code and are not listed.
 *
 * @returns heaviest first by retained bytes, then by name
 */
export function packageTotals(graph: ModuleGraph, entry: number): PackageTotals[] {
  const ours = firstParty(graph, entry);
  const { groups, groupOf } = groupByPackage(graph, ours, search(graph, entry, 'conditional'));
  const eager = search(graph, entry, 'eager');
  const eagerDoors = doorsByModule(graph, ours, eager);
  for (const module of eager.order) {
    const group = groups[groupOf[module]!];
    if (group === undefined || group.timing === 'eager') continue;
    group.timing = 'eager';
    group.door = eagerDoors[module]!;
  }
  const tree = dominators(graph, entry, 'conditional');
  const retained = retainedByGroup(graph, tree, retainedTotals(graph, tree), groupOf, groups.length);
  return groups
    .map(({ door, ...group }, number) => ({
      ...group,
      retainedModules: retained.modules[number]!,
      retainedBytes: retained.bytes[number]!,
      door: door === ROOT ? null : door,
    }))
    .toSorted((a, b) => b.retainedBytes - a.retainedBytes || (a.name < b.name ? -1 : 1));
}

interface Group {
  readonly name: string;
  timing: 'eager' | 'conditional';
  modules: number;
  bytes: number;
  door: number;
}

function search(graph: ModuleGraph, entry: number, strength: 'eager' | 'conditional'): SearchTree {
  return breadthFirst(graph, [entry], weakestTiming(strength));
}

/** Numbers the packages by the order in which the search met them; `groupOf` is -1 for modules of no package. */
function groupByPackage(
  graph: ModuleGraph,
  ours: Uint8Array,
  tree: SearchTree,
): { groups: Group[]; groupOf: Int32Array } {
  const groups: Group[] = [];
  const numbers = new Map<string, number>();
  const groupOf = new Int32Array(graph.modules.length).fill(-1);
  const doors = doorsByModule(graph, ours, tree);
  for (const module of tree.order) {
    const record = graph.modules[module]!;
    if (record.origin !== 'package' || record.package === null) continue;
    let number = numbers.get(record.package);
    if (number === undefined) {
      number = groups.length;
      numbers.set(record.package, number);
      groups.push({
        name: record.package,
        timing: 'conditional',
        modules: 0,
        bytes: 0,
        door: doors[module]!,
      });
    }
    groupOf[module] = number;
    groups[number]!.modules++;
    groups[number]!.bytes += record.bytes;
  }
  return { groups, groupOf };
}

/** The edge by which the tree's chain to each module last leaves first-party code; {@link ROOT} inside that code. */
function doorsByModule(graph: ModuleGraph, ours: Uint8Array, tree: SearchTree): Int32Array {
  const doors = new Int32Array(graph.modules.length).fill(ROOT);
  for (const module of tree.order) {
    const edge = tree.parentEdge[module]!;
    if (edge === ROOT || ours[module]) continue;
    const from = graph.edgeFrom[edge]!;
    doors[module] = ours[from] ? edge : doors[from]!;
  }
  return doors;
}
