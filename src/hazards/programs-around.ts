import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import { takeCalled } from './called.ts';

/** Up to so many, all are simulated each time. */
const FEW = 200;

/**
 * The programs that have a say in what a cycle does when one of its members comes first. In a large project that is the
 * members and what they may call: all else below is evaluated before the cycle, whoever comes first.
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
    return program.outline !== true;
  };
  for (const node of members) take(node);
  takeCalled(graph, members, take);
  return around;
}
