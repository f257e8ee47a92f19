/** Arcs of which one at least must go. Null where none is left. */
export type FindOffence = (gone: Uint8Array) => readonly number[] | null;

/** Searches for an offence before it is given up. */
const MOST_SEARCHES = 4000;

/**
 * The cheapest set of arcs without which there is no offence: branch and bound on the arcs of one offence at a time,
 * the limit of cost raised step by step (R. Korf, "Depth-first iterative-deepening", Artificial Intelligence 27, 1985).
 *
 * @param costs whole numbers from 1; Infinity where an arc must stay
 * @returns arcs, ascending; null where it takes too long, or no set will do
 */
export function cheapestHittingSet(find: FindOffence, costs: readonly number[]): number[] | null {
  const search = new Search(find, costs);
  for (let limit = 0; limit < Infinity && !search.isOver; limit = search.nextLimit) {
    const found = search.run(limit);
    if (found !== null) return found;
  }
  return null;
}

class Search {
  /** Least cost above the last limit that some branch asked for. */
  nextLimit = Infinity;
  readonly #find: FindOffence;
  readonly #costs: readonly number[];
  readonly #gone: Uint8Array;
  /** Arcs that an earlier branch took: this one does without them. */
  readonly #kept: Uint8Array;
  #searches = 0;

  constructor(find: FindOffence, costs: readonly number[]) {
    this.#find = find;
    this.#costs = costs;
    this.#gone = new Uint8Array(costs.length);
    this.#kept = new Uint8Array(costs.length);
  }

  get isOver(): boolean {
    return this.#searches > MOST_SEARCHES;
  }

  run(limit: number): number[] | null {
    this.nextLimit = Infinity;
    return this.#descend(0, limit);
  }

  #descend(spent: number, limit: number): number[] | null {
    this.#searches++;
    if (this.isOver) return null;
    const offence = this.#find(this.#gone);
    if (offence === null) return arcsIn(this.#gone);
    const choices = offence
      .filter((arc) => !this.#kept[arc])
      .toSorted((a, b) => this.#costs[a]! - this.#costs[b]!);
    const tried: number[] = [];
    let found: number[] | null = null;
    for (const arc of choices) {
      const cost = spent + this.#costs[arc]!;
      if (cost > limit) {
        this.nextLimit = Math.min(this.nextLimit, cost);
        continue;
      }
      this.#gone[arc] = 1;
      found = this.#descend(cost, limit);
      this.#gone[arc] = 0;
      if (found !== null || this.isOver) break;
      this.#kept[arc] = 1;
      tried.push(arc);
    }
    for (const arc of tried) this.#kept[arc] = 0;
    return found;
  }
}

/**
 * A good set where the cheapest takes too long: takes the cheapest arc of each offence, then puts back, dearest first,
 * what is not needed.
 *
 * @param most arcs to take before it is given up
 * @returns arcs, ascending; null where `most` do not suffice
 */
export function someHittingSet(find: FindOffence, costs: readonly number[], most: number): number[] | null {
  const gone = new Uint8Array(costs.length);
  const taken: number[] = [];
  for (let offence = find(gone); offence !== null; offence = find(gone)) {
    const arc = offence.reduce((best, each) => (costs[each]! < costs[best]! ? each : best));
    if (taken.length >= most || costs[arc] === Infinity) return null;
    gone[arc] = 1;
    taken.push(arc);
  }
  for (const arc of taken.toSorted((a, b) => costs[b]! - costs[a]!)) {
    gone[arc] = 0;
    if (find(gone) !== null) gone[arc] = 1;
  }
  return arcsIn(gone);
}

function arcsIn(gone: Uint8Array): number[] {
  const arcs: number[] = [];
  for (let arc = 0; arc < gone.length; arc++) if (gone[arc]) arcs.push(arc);
  return arcs;
}
