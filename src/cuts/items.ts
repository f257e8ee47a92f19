import { breadthFirst } from '../graph/breadth-first.ts';
import { type Digraph, toDigraph, withoutEdges } from '../graph/digraph.ts';
import { dominators } from '../graph/dominators.ts';
import { EAGER } from '../model/module-graph.ts';
import type { CostGraph } from './cost-graph.ts';
import { retainedWeights } from './held.ts';

/** Links that are cut together, and only together are worth it. */
export type Item = readonly number[];

/**
 * Splits a plan into items. Links to one node belong together. What several nodes bring in leaves only when all of them
 * do: where a node's own part is not worth its difficulty, it joins those that share the most with it.
 *
 * @param links what the plan cuts
 * @param rate difficulty that a unit of weight is worth
 */
export function splitIntoItems(cost: CostGraph, links: readonly number[], rate: number): Item[] {
  const freed = freedGraph(cost, links);
  const sets = new ItemSets(cost, links, freed.heads);
  const shared: SharedPart[] = [];
  for (const part of freedParts(cost, freed)) {
    if (part.heads.length === 1) sets.give(part.heads[0]!, part.weight);
    else if (part.weight > 0 || part.heads.length > 0) shared.push(part);
  }
  sets.joinUnworthy(shared, rate);
  return sets.items();
}

/** Something that leaves as a whole, and the heads that bring it in. */
interface SharedPart {
  readonly weight: number;
  /** Places among the heads. */
  readonly heads: readonly number[];
}

interface FreedGraph {
  /** Node 0 stands for all that stays. */
  readonly digraph: Digraph;
  /** Nodes of the cost graph by their numbers here. */
  readonly nodes: readonly number[];
  /** Nodes of the cost graph that cut links lead to. */
  readonly heads: readonly number[];
  readonly numberOf: ReadonlyMap<number, number>;
}

function freedGraph({ digraph, entry }: CostGraph, links: readonly number[]): FreedGraph {
  const before = breadthFirst(digraph, [entry], EAGER).reached;
  const after = breadthFirst(withoutEdges(digraph, links), [entry], EAGER).reached;
  const nodes = [-1];
  const numberOf = new Map<number, number>();
  for (let node = 0; node < before.length; node++)
    if (before[node] && !after[node]) numberOf.set(node, nodes.push(node) - 1);
  const [from, to]: [number[], number[]] = [[], []];
  for (let link = 0; link < digraph.edgeFrom.length; link++) {
    const end = numberOf.get(digraph.edgeTo[link]!);
    if (end === undefined || !before[digraph.edgeFrom[link]!]) continue;
    from.push(numberOf.get(digraph.edgeFrom[link]!) ?? 0);
    to.push(end);
  }
  const heads = [...new Set(links.map((link) => digraph.edgeTo[link]!))].filter((node) => numberOf.has(node));
  return { digraph: toDigraph(nodes.length, from, to).digraph, nodes, heads, numberOf };
}

/** The subtrees right below what stays: each leaves when all heads that lead to it do. */
function freedParts(cost: CostGraph, { digraph, nodes, heads, numberOf }: FreedGraph): SharedPart[] {
  const weight = Float64Array.from(nodes, (node) => (node === -1 ? 0 : cost.weight[node]!));
  const tree = dominators(digraph, 0, 'eager');
  const retained = retainedWeights(tree, weight);
  const headsOf = new Map<number, number[]>();
  for (const node of tree.order) if (tree.idom[node] === 0) headsOf.set(node, []);
  for (const [place, head] of heads.entries())
    for (const node of breadthFirst(digraph, [numberOf.get(head)!], EAGER).order)
      headsOf.get(node)?.push(place);
  return [...headsOf].map(([node, places]) => ({ weight: retained[node]!, heads: places }));
}

/** Sets of heads, joined step by step. */
class ItemSets {
  readonly #digraph: Digraph;
  readonly #links: readonly number[];
  readonly #placeOf: ReadonlyMap<number, number>;
  readonly #parent: Int32Array;
  readonly #own: Float64Array;
  readonly #difficulty: Float64Array;

  constructor({ digraph, difficulty }: CostGraph, links: readonly number[], heads: readonly number[]) {
    this.#digraph = digraph;
    this.#links = links;
    this.#placeOf = new Map(heads.map((head, place) => [head, place]));
    this.#parent = Int32Array.from(heads.keys());
    this.#own = new Float64Array(heads.length);
    this.#difficulty = new Float64Array(heads.length);
    for (const link of links) {
      const place = this.#placeOf.get(digraph.edgeTo[link]!);
      if (place !== undefined) this.#difficulty[place]! += difficulty[link]!;
    }
  }

  give(place: number, weight: number): void {
    this.#own[this.#find(place)]! += weight;
  }

  /** Repeats until every set is worth its difficulty or shares nothing. */
  joinUnworthy(shared: readonly SharedPart[], rate: number): void {
    let parts = shared;
    for (;;) {
      const next: SharedPart[] = [];
      for (const { weight, heads } of parts) {
        const sets = [...new Set(heads.map((place) => this.#find(place)))];
        if (sets.length === 1) this.give(sets[0]!, weight);
        else next.push({ weight, heads: sets });
      }
      parts = next;
      const best = this.#bestJoin(parts, rate);
      if (best === null) return;
      const [first, ...others] = best.heads;
      for (const other of others) this.#join(first!, other);
    }
  }

  /** @returns links by set, in the order of the plan */
  items(): Item[] {
    const items = new Map<number, number[]>();
    for (const link of this.#links) {
      const place = this.#placeOf.get(this.#digraph.edgeTo[link]!);
      if (place === undefined) continue;
      const set = this.#find(place);
      const item = items.get(set);
      if (item === undefined) items.set(set, [link]);
      else item.push(link);
    }
    return [...items.values()];
  }

  /** Of the parts that a set shares which is not worth it alone, the one whose sets together are worth the most. */
  #bestJoin(parts: readonly SharedPart[], rate: number): SharedPart | null {
    let best: SharedPart | null = null;
    let bestScore = -1;
    for (const part of parts) {
      if (!part.heads.some((set) => this.#own[set]! * rate < this.#difficulty[set]!)) continue;
      let [weight, difficulty] = [part.weight, 0];
      for (const set of part.heads) {
        weight += this.#own[set]!;
        difficulty += this.#difficulty[set]!;
      }
      if (weight / difficulty <= bestScore) continue;
      best = part;
      bestScore = weight / difficulty;
    }
    return best;
  }

  #join(set: number, other: number): void {
    this.#parent[other] = set;
    this.#own[set]! += this.#own[other]!;
    this.#difficulty[set]! += this.#difficulty[other]!;
  }

  #find(place: number): number {
    let at = place;
    while (this.#parent[at] !== at) at = this.#parent[at]!;
    return at;
  }
}
