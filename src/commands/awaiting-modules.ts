import { CONDITIONAL, type ModuleGraph } from '../model/module-graph.ts';
import type { ModulePrograms } from './module-programs.ts';

/**
 * Tells which modules wait for a top-level await when they are loaded: their own, or one of what they import. Worked out
 * when it is first asked for; only ES modules that hold the word are parsed.
 *
 * @param startup one byte a module: only these are looked at
 */
export function awaitingModules(
  graph: ModuleGraph,
  startup: Uint8Array,
  files: ModulePrograms,
): (node: number) => boolean {
  let waits: Uint8Array | undefined;
  return (node) => {
    waits ??= findWaiting(graph, startup, files);
    return waits[node] === 1;
  };
}

function findWaiting(graph: ModuleGraph, startup: Uint8Array, files: ModulePrograms): Uint8Array {
  const waits = new Uint8Array(graph.modules.length);
  const queue: number[] = [];
  for (const [node, { id, format }] of graph.modules.entries()) {
    if (!startup[node] || format !== 'esm') continue;
    if (!/\bawait\b/.test(files.textOf(id) ?? '') || files.programOf(id)?.topLevelAwait !== true) continue;
    waits[node] = 1;
    queue.push(node);
  }
  // Whoever imports what waits waits as well; a require() of it fails, which is another story.
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (let at = graph.inStart[node]!; at < graph.inStart[node + 1]!; at++) {
      const edge = graph.inEdges[at]!;
      const from = graph.edgeFrom[edge]!;
      const { kind } = graph.edges[edge]!;
      if (waits[from] || (kind !== 'import' && kind !== 're-export')) continue;
      if (graph.edgeTiming[edge]! > CONDITIONAL) continue;
      waits[from] = 1;
      queue.push(from);
    }
  }
  return waits;
}
