import type { ModuleGraph, Origin } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';

/** A larger file is a bundle, or data: it is not read in full. */
export const LARGEST_PROGRAM_BYTES = 2_000_000;

/** Whose files are in the graph. */
export const FILES: ReadonlySet<Origin> = new Set(['project', 'package']);
/** The same and what Node brings: what builtins do is known. */
export const FILES_AND_BUILTINS: ReadonlySet<Origin> = new Set(['project', 'package', 'builtin']);

/**
 * Where the specifiers of a module lead, as the graph has it.
 *
 * @param origins of the modules that count; others are as if they led nowhere
 */
export function moduleTargets(
  { modules, edges, edgeStart, edgeTo }: ModuleGraph,
  node: number,
  origins: ReadonlySet<Origin>,
): Map<string, ModuleId> {
  const targets = new Map<string, ModuleId>();
  for (let edge = edgeStart[node]!; edge < edgeStart[node + 1]!; edge++) {
    const { specifier, to } = edges[edge]!;
    if (origins.has(modules[edgeTo[edge]!]!.origin)) targets.set(specifier, to);
  }
  return targets;
}
