import { CONDITIONAL, type ModuleGraph } from '../model/module-graph.ts';

/** Barrels between a call and the function. */
const DEEPEST_BARREL = 3;

/**
 * Goes through what a cycle's members import themselves, and what that only passes on: its functions may run while a
 * member is evaluated.
 *
 * @param take takes a module in; returns whether it was not there yet
 */
export function takeCalled(
  graph: ModuleGraph,
  members: readonly number[],
  take: (node: number) => boolean,
): void {
  let level: readonly number[] = members;
  for (let depth = 0; depth <= DEEPEST_BARREL && level.length > 0; depth++) {
    const next: number[] = [];
    for (const node of level) {
      for (let edge = graph.edgeStart[node]!; edge < graph.edgeStart[node + 1]!; edge++) {
        if (graph.edgeTiming[edge]! > CONDITIONAL) continue;
        if (depth > 0 && graph.edges[edge]!.kind !== 're-export') continue;
        const to = graph.edgeTo[edge]!;
        if (take(to)) next.push(to);
      }
    }
    level = next;
  }
}
