import { CONDITIONAL, type ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';

/** Up to so many, all are simulated each time. */
const FEW = 300;
/** Imports from a member to what it calls: through barrels, and to what that extends. */
const FARTHEST = 4;

/**
 * The programs that have a say in what a cycle does when one of its members comes first. In a large project what lies
 * farther below is left out: it is evaluated before the cycle whoever comes first.
 */
export function programsAround(
  graph: ModuleGraph,
  members: readonly number[],
  programs: ReadonlyMap<ModuleId, Program>,
): ReadonlyMap<ModuleId, Program> {
  if (programs.size <= FEW) return programs;
  const around = new Map<ModuleId, Program>();
  const take = (node: number): boolean => {
    const { id } = graph.modules[node]!;
    const program = programs.get(id);
    if (program === undefined || around.has(id)) return false;
    around.set(id, program);
    return true;
  };
  let level = members.filter(take);
  for (let depth = 0; depth < FARTHEST && level.length > 0; depth++) {
    const next: number[] = [];
    for (const node of level) {
      for (let edge = graph.edgeStart[node]!; edge < graph.edgeStart[node + 1]!; edge++) {
        if (graph.edgeTiming[edge]! <= CONDITIONAL && take(graph.edgeTo[edge]!))
          next.push(graph.edgeTo[edge]!);
      }
    }
    level = next;
  }
  return around;
}
