import { CONDITIONAL, type ModuleGraph } from '../model/module-graph.ts';

/** One cycle alone: members from 0, and one arc for all imports from one member to another. */
export interface Arcs {
  /** Module numbers of the members. */
  readonly members: readonly number[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Arcs that leave each member, in source order. */
  readonly out: readonly (readonly number[])[];
  readonly into: readonly (readonly number[])[];
  /** Edge numbers of each arc, ascending. */
  readonly edges: readonly (readonly number[])[];
}

/** Cuts a cycle out of the graph. Imports of oneself are an arc too. */
export function arcsOf(graph: ModuleGraph, members: readonly number[]): Arcs {
  const place = new Map(members.map((node, at) => [node, at]));
  const from: number[] = [];
  const to: number[] = [];
  const edges: number[][] = [];
  const out = members.map((): number[] => []);
  const into = members.map((): number[] => []);
  for (const [at, node] of members.entries()) {
    const known = new Map<number, number>();
    for (let edge = graph.edgeStart[node]!; edge < graph.edgeStart[node + 1]!; edge++) {
      const target = place.get(graph.edgeTo[edge]!);
      if (target === undefined || graph.edgeTiming[edge]! > CONDITIONAL) continue;
      const arc = known.get(target);
      if (arc !== undefined) {
        edges[arc]!.push(edge);
        continue;
      }
      known.set(target, edges.length);
      out[at]!.push(edges.length);
      into[target]!.push(edges.length);
      from.push(at);
      to.push(target);
      edges.push([edge]);
    }
  }
  return { members, from, to, out, into, edges };
}

/**
 * The shortest way from one member to another.
 *
 * @param gone arcs that do not exist: any non-zero byte at their number
 * @returns arcs; of a way to oneself a cycle; null where there is none
 */
export function shortestWay(arcs: Arcs, start: number, end: number, gone: Uint8Array): number[] | null {
  const by = new Int32Array(arcs.members.length).fill(-1);
  const queue = [start];
  for (let done = 0; done < queue.length; done++) {
    for (const arc of arcs.out[queue[done]!]!) {
      const to = arcs.to[arc]!;
      if (gone[arc] || by[to] !== -1) continue;
      by[to] = arc;
      if (to === end) return wayBack(arcs, by, start, end);
      queue.push(to);
    }
  }
  return null;
}

function wayBack({ from }: Arcs, by: Int32Array, start: number, end: number): number[] {
  const way: number[] = [];
  let at = end;
  do {
    const arc = by[at]!;
    way.push(arc);
    at = from[arc]!;
  } while (at !== start);
  return way.toReversed();
}

/** The shortest cycle; null where there is none. */
export function shortestCycle(arcs: Arcs, gone: Uint8Array): number[] | null {
  let best: number[] | null = null;
  for (let start = 0; start < arcs.members.length; start++) {
    const way = shortestWay(arcs, start, start, gone);
    if (way !== null && (best === null || way.length < best.length)) best = way;
    if (best !== null && best.length <= 2) break;
  }
  return best;
}
