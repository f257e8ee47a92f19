import type { ModuleGraph } from '../model/module-graph.ts';
import type { DominatorTree } from './dominators.ts';
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
 * @param totals by name: sums over what each module holds, itself included
 * @param groupOf group number of each module, -1 for none
 * @param groups how many groups there are
 * @returns by name: sums by group, as `totals` has them by module
 */
export function retainedByGroup<Name extends string>(
  graph: ModuleGraph,
  tree: DominatorTree,
  totals: Readonly<Record<Name, ArrayLike<number>>>,
  groupOf: Int32Array,
  groups: number,
): Record<Name, Float64Array> {
  const between = new GroupsBetween(graph, tree, groupOf, groups).find();
  const names = Object.keys(totals) as Name[];
  const sums = Object.fromEntries(names.map((name) => [name, new Float64Array(groups)])) as Record<
    Name,
    Float64Array
  >;
  const coveredUntil = new Uint32Array(groups);
  for (let place = 0; place < tree.order.length; place++) {
    const module = tree.order[place]!;
    const own = groupOf[module]!;
    if (own >= 0) add(own, place, module);
    for (const group of between.get(module) ?? []) add(group, place, module);
  }
  return sums;

  function add(group: number, place: number, module: number): void {
    if (place < coveredUntil[group]!) return;
    coveredUntil[group] = place + tree.size[module]!;
    for (const name of names) sums[name][group]! += totals[name][module]!;
  }
}

const NO_GROUPS: readonly number[] = [];

/** Finds the groups that every way from a module's immediate dominator to the module meets, both ends left out. */
class GroupsBetween {
  readonly #graph: ModuleGraph;
  readonly #tree: DominatorTree;
  readonly #groupOf: Int32Array;
  readonly #found = new Map<number, readonly number[]>();
  readonly #hasFound: Uint8Array;
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
    this.#hasFound = new Uint8Array(graph.modules.length);
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
        const hasGroup = this.#groupOf[dominator]! >= 0 || this.#hasFound[dominator] === 1;
        this.#up[module] = hasGroup ? dominator : this.#up[dominator]!;
        const groups = isDirect[module] ? NO_GROUPS : this.#intersect(module);
        if (groups.length > 0) this.#keep(module, groups);
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
      this.#keep(module, groups);
    }
    return changed;
  }

  #keep(module: number, groups: readonly number[]): void {
    this.#hasFound[module] = groups.length > 0 ? 1 : 0;
    if (groups.length > 0) this.#found.set(module, groups);
    else this.#found.delete(module);
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

  #intersect(module: number): readonly number[] {
    const { inStart, inEdges, edgeFrom, edgeTiming } = this.#graph;
    const weakest = weakestTiming(this.#tree.strength);
    const dominator = this.#tree.idom[module]!;
    let groups: readonly number[] | undefined;
    for (let i = inStart[module]!; i < inStart[module + 1]!; i++) {
      const from = edgeFrom[inEdges[i]!]!;
      if (edgeTiming[inEdges[i]!]! > weakest || !this.#isVisited[from]) continue;
      this.#round++;
      const met = this.#meet(from, dominator, groups === undefined);
      groups = groups === undefined ? met : groups.filter((group) => this.#met[group] === this.#round);
      if (groups.length === 0) break;
    }
    return groups ?? NO_GROUPS;
  }

  /** Marks the groups that hold `module` on every way from `dominator`, and lists them, once each, if asked to. */
  #meet(module: number, dominator: number, list: boolean): readonly number[] {
    const { position } = this.#tree;
    const top = position[dominator]!;
    const groups: number[] = [];
    for (let at = module; at >= 0 && position[at]! > top; at = this.#up[at]!) {
      const own = this.#groupOf[at]!;
      if (own >= 0 && this.#mark(own) && list) groups.push(own);
      if (!this.#hasFound[at]) continue;
      for (const group of this.#found.get(at)!) if (this.#mark(group) && list) groups.push(group);
    }
    return groups;
  }

  #mark(group: number): boolean {
    if (this.#met[group] === this.#round) return false;
    this.#met[group] = this.#round;
    return true;
  }
}
