import type { EdgeSet } from '../model/cycles.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import { shortestCycle, shortestWay, type Arcs } from './arcs.ts';
import { USE_COST, type EdgeUses } from './edge-use.ts';
import { feedbackArcs } from './feedback-arcs.ts';
import { cheapestHittingSet, someHittingSet } from './hitting-set.ts';

/** `reader`, while it is evaluated, reads what `read` sets: places of members. */
export interface ReadPair {
  readonly reader: number;
  readonly read: number;
}

/** A larger cycle is not searched for the cheapest set. */
const LARGEST_EXACT_ARCS = 80;
/** Steps of the search for ways: pairs times arcs. */
const MOST_STEPS = 20_000_000;
const MOST_ARCS_TAKEN = 400;

/** Finds what to take out of one cycle. */
export class CycleBreaker {
  readonly arcs: Arcs;
  readonly #graph: ModuleGraph;
  readonly #uses: EdgeUses;
  readonly #costs: readonly number[];

  constructor(graph: ModuleGraph, arcs: Arcs, uses: EdgeUses) {
    this.arcs = arcs;
    this.#graph = graph;
    this.#uses = uses;
    this.#costs = arcs.edges.map((edges) =>
      edges.reduce((cost, edge) => Math.max(cost, USE_COST[uses.of(graph.edges[edge]!)]), 0),
    );
  }

  /** The cheapest imports without which there is no cycle. */
  acyclic(): EdgeSet {
    const find = (gone: Uint8Array) => shortestCycle(this.arcs, gone);
    const exact = this.#isSmall() ? cheapestHittingSet(find, this.#costs) : null;
    return this.#toSet(exact ?? feedbackArcs(this.arcs, this.#costs), exact !== null);
  }

  /**
   * The cheapest imports without which nobody who is read leads to their reader: then whoever comes first, the one who
   * is read is evaluated before.
   *
   * @returns arcs, or null where none were found; `exact` as of an edge set
   */
  apart(pairs: readonly ReadPair[]): { readonly arcs: readonly number[]; readonly exact: boolean } | null {
    const find = (gone: Uint8Array): number[] | null => {
      let best: number[] | null = null;
      for (const { reader, read } of pairs) {
        const way = shortestWay(this.arcs, read, reader, gone);
        if (way !== null && (best === null || way.length < best.length)) best = way;
      }
      return best;
    };
    const exact = this.#isSmall() ? cheapestHittingSet(find, this.#costs) : null;
    if (exact !== null) return { arcs: exact, exact: true };
    if (pairs.length * this.#costs.length > MOST_STEPS / MOST_ARCS_TAKEN) return null;
    const some = someHittingSet(find, this.#costs, MOST_ARCS_TAKEN);
    return some === null ? null : { arcs: some, exact: false };
  }

  setOf({ arcs, exact }: { readonly arcs: readonly number[]; readonly exact: boolean }): EdgeSet {
    return this.#toSet(arcs, exact);
  }

  #isSmall(): boolean {
    return this.#costs.length <= LARGEST_EXACT_ARCS;
  }

  #toSet(arcs: readonly number[], exact: boolean): EdgeSet {
    const numbers = arcs.flatMap((arc) => this.arcs.edges[arc]!).toSorted((a, b) => a - b);
    const edges = numbers.map((number) => {
      const edge = this.#graph.edges[number]!;
      return { edge, use: this.#uses.of(edge) };
    });
    return { edges: edges.toSorted((a, b) => USE_COST[a.use] - USE_COST[b.use]), exact };
  }
}
