/** No arc. */
const NONE = -1;
const UNKNOWN = -1;
/** Of the largest finite capacity: less than this share of it is rounding, not capacity. */
const ROUNDING = 1e-13;

/**
 * A network whose arcs have real or infinite capacities; parallel arcs and cycles are allowed. E. Dinic, "Algorithm for
 * solution of a problem of maximum flow in a network with power estimation", Soviet Math. Doklady 11, 1970.
 */
export class FlowNetwork {
  readonly #nodes: number;
  /** By node, its last arc; by arc, the one before it. Arc a and a ^ 1 are each other's way back. */
  readonly #last: Int32Array;
  readonly #before: Int32Array;
  readonly #to: Int32Array;
  readonly #left: Float64Array;
  #arcs = 0;
  #largest = 0;
  #least = 0;

  /** @param arcs how many will be added at most */
  constructor(nodes: number, arcs: number) {
    this.#nodes = nodes;
    this.#last = new Int32Array(nodes).fill(NONE);
    this.#before = new Int32Array(2 * arcs);
    this.#to = new Int32Array(2 * arcs);
    this.#left = new Float64Array(2 * arcs);
  }

  /** @param capacity at least 0; may be Infinity */
  addArc(from: number, to: number, capacity: number): void {
    this.#half(from, to, capacity);
    this.#half(to, from, 0);
    if (capacity !== Infinity && capacity > this.#largest) this.#largest = capacity;
  }

  #half(from: number, to: number, capacity: number): void {
    const arc = this.#arcs++;
    this.#to[arc] = to;
    this.#left[arc] = capacity;
    this.#before[arc] = this.#last[from]!;
    this.#last[from] = arc;
  }

  /**
   * Sends as much as there can be. Call it once, after all arcs are there.
   *
   * @returns the flow: the least sum of capacities that separates the two; Infinity where nothing does
   */
  maximumFlow(source: number, sink: number): number {
    this.#least = this.#largest * ROUNDING;
    let flow = 0;
    for (;;) {
      const level = this.#levels(source, sink);
      if (level[sink] === UNKNOWN) return flow;
      flow += this.#blockingFlow(source, sink, level);
      if (flow === Infinity) return flow;
    }
  }

  /** After {@link maximumFlow}: one byte a node, 1 on the source's side of the minimum cut nearest the source. */
  sourceSide(source: number): Uint8Array {
    return this.#search(source, (arc) => this.#left[arc]! > this.#least);
  }

  /** After {@link maximumFlow}: one byte a node, 1 on the sink's side of the minimum cut nearest the sink. */
  sinkSide(sink: number): Uint8Array {
    return this.#search(sink, (arc) => this.#left[arc ^ 1]! > this.#least);
  }

  /** After {@link maximumFlow}: whether an arc, by the order in which arcs were added, could take more. */
  isOpen(arc: number): boolean {
    return this.#left[2 * arc]! > this.#least;
  }

  /** After {@link maximumFlow}: the ways that could take more, those of flow that could be taken back among them. */
  openArcs(): { from: number[]; to: number[] } {
    const [from, to]: [number[], number[]] = [[], []];
    for (let arc = 0; arc < this.#arcs; arc++) {
      if (this.#left[arc]! <= this.#least) continue;
      from.push(this.#to[arc ^ 1]!);
      to.push(this.#to[arc]!);
    }
    return { from, to };
  }

  #search(start: number, isOpen: (arc: number) => boolean): Uint8Array {
    const seen = new Uint8Array(this.#nodes);
    const stack = [start];
    seen[start] = 1;
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      for (let arc = this.#last[node]!; arc !== NONE; arc = this.#before[arc]!) {
        const to = this.#to[arc]!;
        if (seen[to] || !isOpen(arc)) continue;
        seen[to] = 1;
        stack.push(to);
      }
    }
    return seen;
  }

  /** Steps from the source over arcs that can take more, until the sink is found. */
  #levels(source: number, sink: number): Int32Array {
    const level = new Int32Array(this.#nodes).fill(UNKNOWN);
    const queue = new Int32Array(this.#nodes);
    let found = 1;
    level[source] = 0;
    queue[0] = source;
    for (let done = 0; done < found && level[sink] === UNKNOWN; done++) {
      const node = queue[done]!;
      for (let arc = this.#last[node]!; arc !== NONE; arc = this.#before[arc]!) {
        const to = this.#to[arc]!;
        if (level[to] !== UNKNOWN || this.#left[arc]! <= this.#least) continue;
        level[to] = level[node]! + 1;
        queue[found++] = to;
      }
    }
    return level;
  }

  /** Fills shortest ways until each has a full arc. */
  #blockingFlow(source: number, sink: number, level: Int32Array): number {
    const next = this.#last.slice();
    const path: number[] = [];
    let flow = 0;
    let at = source;
    for (;;) {
      if (at === sink) {
        const sent = this.#send(path);
        flow += sent;
        if (sent === Infinity) return flow;
        at = path.length === 0 ? source : this.#to[path.at(-1)!]!;
      }
      const arc = this.#advance(next, level, at);
      if (arc !== NONE) {
        path.push(arc);
        at = this.#to[arc]!;
        continue;
      }
      const back = path.pop();
      if (back === undefined) return flow;
      level[at] = UNKNOWN;
      at = this.#to[back ^ 1]!;
    }
  }

  #advance(next: Int32Array, level: Int32Array, at: number): number {
    let arc = next[at]!;
    while (arc !== NONE && (this.#left[arc]! <= this.#least || level[this.#to[arc]!] !== level[at]! + 1))
      arc = this.#before[arc]!;
    next[at] = arc;
    return arc;
  }

  /** Sends what the way can take, and cuts the way off before its first full arc. */
  #send(path: number[]): number {
    let sent = Infinity;
    for (const arc of path) sent = Math.min(sent, this.#left[arc]!);
    if (sent === Infinity) return sent;
    let full = path.length;
    for (let i = path.length - 1; i >= 0; i--) {
      const arc = path[i]!;
      this.#left[arc]! -= sent;
      this.#left[arc ^ 1]! += sent;
      if (this.#left[arc]! <= this.#least) full = i;
    }
    path.length = full;
    return sent;
  }
}
