import type { Digraph } from './digraph.ts';
import { type Strength, weakestTiming } from './reach.ts';

/** Greater than any order of discovery: never lowers anything. */
const DONE = 0xffffffff;

/**
 * Finds the import cycles: strongly connected components of more than one module, and modules that import themselves.
 * R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1(2), 1972, with an explicit stack.
 *
 * @param within one byte a module; cycles through modules with 0 are not looked for. All modules when absent
 * @returns members in module order; largest component first, then by first member
 */
export function stronglyConnected(graph: Digraph, strength: Strength, within?: Uint8Array): number[][] {
  const search = new ComponentSearch(graph, weakestTiming(strength), within);
  for (let module = 0; module < graph.modules.length; module++) search.start(module);
  return search.components.toSorted((a, b) => b.length - a.length || a[0]! - b[0]!);
}

class ComponentSearch {
  readonly components: number[][] = [];
  readonly #graph: Digraph;
  readonly #weakest: number;
  /** Order of discovery from 1; 0 is unseen; `DONE` belongs to a finished component or lies outside. */
  readonly #low: Uint32Array;
  /** Modules whose component is still open. */
  readonly #open: Uint32Array;
  /** The path of the search: modules, and per module the next edge and whether it may still be a component's root. */
  readonly #path: Uint32Array;
  readonly #next: Uint32Array;
  readonly #notRoot: Uint8Array;
  #opened = 0;
  #seen = 0;

  constructor(graph: Digraph, weakest: number, within: Uint8Array | undefined) {
    const size = graph.modules.length;
    this.#graph = graph;
    this.#weakest = weakest;
    this.#low = new Uint32Array(size);
    this.#open = new Uint32Array(size);
    this.#path = new Uint32Array(size);
    this.#next = graph.edgeStart.slice(0, size);
    this.#notRoot = new Uint8Array(size);
    if (within) for (let module = 0; module < size; module++) if (!within[module]) this.#low[module] = DONE;
  }

  start(module: number): void {
    if (this.#low[module] !== 0) return;
    let depth = 0;
    this.#path[0] = module;
    this.#enter(module);
    while (depth >= 0) {
      const at = this.#path[depth]!;
      const child = this.#advance(at);
      if (child >= 0) {
        this.#path[++depth] = child;
        this.#enter(child);
      } else {
        if (!this.#notRoot[at]) this.#close(at);
        depth--;
        if (depth >= 0) this.#lower(this.#path[depth]!, this.#low[at]!);
      }
    }
  }

  #enter(module: number): void {
    this.#low[module] = ++this.#seen;
    this.#open[this.#opened++] = module;
  }

  /** The next unseen module that `module` imports, or -1 when all are seen. */
  #advance(module: number): number {
    const { edgeStart, edgeTo, edgeTiming } = this.#graph;
    const end = edgeStart[module + 1]!;
    for (let edge = this.#next[module]!; edge < end; edge++) {
      if (edgeTiming[edge]! > this.#weakest) continue;
      const to = edgeTo[edge]!;
      if (this.#low[to] === 0) {
        this.#next[module] = edge + 1;
        return to;
      }
      this.#lower(module, this.#low[to]!);
    }
    this.#next[module] = end;
    return -1;
  }

  #lower(module: number, low: number): void {
    if (low >= this.#low[module]!) return;
    this.#low[module] = low;
    this.#notRoot[module] = 1;
  }

  #close(root: number): void {
    const end = this.#opened;
    let module: number;
    do {
      module = this.#open[--this.#opened]!;
      this.#low[module] = DONE;
    } while (module !== root);
    if (end - this.#opened > 1 || this.#importsItself(root)) {
      this.components.push(Array.from(this.#open.subarray(this.#opened, end)).toSorted((a, b) => a - b));
    }
  }

  #importsItself(module: number): boolean {
    const { edgeStart, edgeTo, edgeTiming } = this.#graph;
    for (let edge = edgeStart[module]!; edge < edgeStart[module + 1]!; edge++) {
      if (edgeTo[edge] === module && edgeTiming[edge]! <= this.#weakest) return true;
    }
    return false;
  }
}
