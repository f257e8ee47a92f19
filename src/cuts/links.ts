import { breadthFirst } from '../graph/breadth-first.ts';
import { type Digraph, toDigraph } from '../graph/digraph.ts';
import { EAGER } from '../model/module-graph.ts';
import type { Edit } from './edit.ts';

/** A link to be. */
export interface DraftLink {
  readonly from: number;
  readonly to: number;
  readonly difficulty: number;
  /** The import it stands for, or else what is written. */
  readonly what: number | Edit | null;
}

interface PackedLinks {
  readonly digraph: Digraph;
  readonly difficulty: Float64Array;
  readonly editOf: (link: number) => Edit | null;
}

/** Gathers links and the nodes behind the modules. */
export class Links {
  readonly #drafts: DraftLink[] = [];
  #nodes: number;

  constructor(modules: number) {
    this.#nodes = modules;
  }

  /** @returns the number of a node where links meet */
  addNode(): number {
    return this.#nodes++;
  }

  add(link: DraftLink): void {
    if (link.from !== link.to) this.#drafts.push(link);
  }

  /** Modules on the startup path that nothing leads to are the entry's, for good. */
  reachAll(entry: number, startup: Uint8Array): void {
    const { digraph } = this.#digraph();
    const reached = breadthFirst(digraph, [entry], EAGER).reached;
    for (let node = 0; node < startup.length; node++) {
      if (!startup[node] || reached[node]) continue;
      this.add({ from: entry, to: node, difficulty: Infinity, what: null });
      for (const below of breadthFirst(digraph, [node], EAGER).order) reached[below] = 1;
    }
  }

  pack(editOfEdge: (edge: number) => Edit | null): PackedLinks {
    const { digraph, placeOf } = this.#digraph();
    const difficulty = Float64Array.from(placeOf, (place) => this.#drafts[place]!.difficulty);
    const editOf = (link: number): Edit | null => {
      const { what } = this.#drafts[placeOf[link]!]!;
      return typeof what === 'number' ? editOfEdge(what) : what;
    };
    return { digraph, difficulty, editOf };
  }

  #digraph(): ReturnType<typeof toDigraph> {
    const from = Uint32Array.from(this.#drafts, (link) => link.from);
    const to = Uint32Array.from(this.#drafts, (link) => link.to);
    return toDigraph(this.#nodes, from, to);
  }
}
