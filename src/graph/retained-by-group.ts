import type { ModuleGraph } from '../model/module-graph.ts';
import type { DominatorTree, RetainedTotals } from './dominators.ts';
import { weakestTiming } from './reach.ts';

/**
 * Sums, for each of many disjoint groups of modules, what the entry no longer reaches once that whole group is gone,
 * exactly and without a search per group.
 *
 * A group holds m if every chain to m passes some member. Chains to m pass its immediate dominator d, so the groups that
 * hold m are those that hold d, m's own, and those met on every way from d to m. The last kind is found by data flow
 * (intersection over the importers of m, from above, in reverse postorder); few modules have any, as an import by d
 * itself rules them out. What a group holds is then the sum of the dominator subtrees where it first appears. The time
 * is that of the edges times the packages between a module and its dominator, a handful on real graphs.
 *
 * @param groupOf group number of each module, -1 for none
 * @param groups how many groups there are
 * @returns sums by group, as `totals` has them by module
 */
export function retainedByGroup(
  graph: ModuleGraph,
  tree: DominatorTree,
  totals: RetainedTotals,
  groupOf: Int32Array,
  groups: number,
): RetainedTotals {
  const between = new GroupsBetween(graph, tree, groupOf, groups).find();
  const sums = { modules: new Uint32Array(groups), bytes: new Float64Array(groups) };
  const coveredUntil = new Uint32Array(groups);
  for (const [place, module] of tree.order.entries()) {
    const own = groupOf[module]!;
    if (own >= 0) add(own, place, module);
    for (const group of between.get(module) ?? []) add(group, place, module);
  }
  return sums;

  function add(group: number, place: number, module: number): void {
    if (place < coveredUntil[group]!) return;
    coveredUntil[group] = place + tree.size[module]!;
    sums.modules[group]! += totals.modules[module]!;
    sums.bytes[group]! += totals.bytes[module]!;
  }
}

/** Finds the groups that every way from a module's immediate dominator to the module meets, both ends left out. */
class GroupsBetween {
  readonly #graph: ModuleGraph;
  readonly #tree: DominatorTree;
  readonly #groupOf: Int32Array;
  readonly #found = new Map<number, number[]>();
  /** Modules visited so far; what holds the others is not known yet, which is taken as: everything. */
  readonly #isVisited: Uint8Array;
  /** The nearest proper dominator that has a group or groups before it; -1 where there is none. */
  readonly #up: Int32Array;
  /** The round in which a group was last met. */
  readonly #met: Uint32Array;
  #round = 0;

  constructor(graph: ModuleGraph, tree: DominatorTree, groupOf: Int32Array, groups: number) {
    this.#graph = graph;
    this.#tree = tree;
    this.#groupOf = groupOf;
    this.#isVisited = new Uint8Array(graph.modules.length);
    this.#up = new Int32Array(graph.modules.length).fill(-1);
    this.#met = new Uint32Array(groups);
  }

  /** Groups by module; modules without any are left out. */
  find(): ReadonlyMap<number, readonly number[]> {
    const { idom, reversePostorder } = this.#tree;
    const isDirect = this.#importedByDominator();
    for (const module of reversePostorder) {
      const dominator = idom[module]!;
      if (dominator >= 0) {
        const hasGroup = this.#groupOf[dominator]! >= 0 || this.#found.has(dominator);
        this.#up[module] = hasGroup ? dominator : this.#up[dominator]!;
        const groups = isDirect[module] ? [] : this.#intersect(module);
        if (groups.length > 0) this.#found.set(module, groups);
      }
      this.#isVisited[module] = 1;
    }
    while (this.#refine());
    return this.#found;
  }

  /** Goes over all again, as importers visited later were left out; whether anything changed. */
  #refine(): boolean {
    let changed = false;
    for (const [module, before] of this.#found) {
      const groups = this.#intersect(module);
      if (groups.length === before.length) continue;
      changed = true;
      if (groups.length > 0) this.#found.set(module, groups);
      else this.#found.delete(module);
    }
    return changed;
  }

  #importedByDominator(): Uint8Array {
    const { edgeFrom, edgeTo, edgeTiming, modules } = this.#graph;
    const weakest = weakestTiming(this.#tree.strength);
    const isDirect = new Uint8Array(modules.length);
    for (let edge = 0; edge < edgeTo.length; edge++) {
      const to = edgeTo[edge]!;
      if (this.#tree.idom[to] === edgeFrom[edge] && edgeTiming[edge]! <= weakest) isDirect[to] = 1;
    }
    return isDirect;
  }

  #intersect(module: number): number[] {
    const { inStart, inEdges, edgeFrom, edgeTiming } = this.#graph;
    const { position, size, strength } = this.#tree;
    const weakest = weakestTiming(strength);
    const dominator = this.#tree.idom[module]!;
    let groups: number[] | undefined;
    for (let i = inStart[module]!; i < inStart[module + 1]!; i++) {
      const from = edgeFrom[inEdges[i]!]!;
      if (edgeTiming[inEdges[i]!]! > weakest || !this.#isVisited[from]) continue;
      const offset = position[from]! - position[module]!;
      // Importers that the module itself dominates are behind it on any way.
      if (offset >= 0 && offset < size[module]!) continue;
      const previous = this.#round++;
      const met = this.#meet(from, dominator);
      groups = groups ? groups.filter((group) => this.#met[group]! > previous) : met;
      if (groups.length === 0) break;
    }
    return groups ?? [];
  }

  /** Marks and lists, once each, the groups that hold `module` on every way from `dominator`. */
  #meet(module: number, dominator: number): number[] {
    const top = this.#tree.position[dominator]!;
    const groups: number[] = [];
    for (let at = module; at >= 0 && this.#tree.position[at]! > top; at = this.#up[at]!) {
      this.#mark(this.#groupOf[at]!, groups);
      for (const group of this.#found.get(at) ?? []) this.#mark(group, groups);
    }
    return groups;
  }

  #mark(group: number, groups: number[]): void {
    if (group < 0 || this.#met[group] === this.#round) return;
    this.#met[group] = this.#round;
    groups.push(group);
  }
}
