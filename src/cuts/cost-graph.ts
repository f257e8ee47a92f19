import type { Digraph } from '../graph/digraph.ts';
import { countsAsModule } from '../graph/retained.ts';
import { CONDITIONAL, EAGER } from '../model/module-graph.ts';
import { linkCaused } from './caused.ts';
import type { Edit } from './edit.ts';
import { editOfImport } from './edit-of-import.ts';
import { Links } from './links.ts';
import { gatherRegistries } from './registries.ts';
import type { SuggestRequest } from './request.ts';
import { gatherSplits } from './splits.ts';

/**
 * What startup costs and what it costs to change it. Nodes are the modules of the graph, by their numbers, and behind
 * them nodes of no weight, where several links share one edit; links lead from what is evaluated to what it brings in.
 */
export interface CostGraph {
  readonly digraph: Digraph;
  readonly entry: number;
  /** Per node: own ms, or bytes. */
  readonly weight: Float64Array;
  /** Per link; Infinity where it can not be cut. */
  readonly difficulty: Float64Array;
  /** What cutting a link means in the sources; null where there is nothing to be written. */
  readonly editOf: (link: number) => Edit | null;
}

/**
 * Builds the cost graph of what is on the startup path. Imports that share an edit (registries, loader loops, exports
 * to be moved) lead through a node of their own; a lazy import that runs while a module is evaluated is that module's.
 */
export function buildCostGraph(request: SuggestRequest): CostGraph {
  const { graph, entry, startup } = request;
  const followed = followedEdges(request);
  const edits = new Map<number, Edit | null>();
  const editOf = (edge: number): Edit | null => {
    let edit = edits.get(edge);
    if (edit === undefined) edits.set(edge, (edit = editOfImport(request, edge)));
    return edit;
  };
  const links = new Links(graph.modules.length);
  const caused = linkCaused(request, followed, links);
  const plain = followed.filter((edge) => !caused.has(edge));
  const taken = gatherRegistries(request, plain, editOf, links);
  const rest = plain.filter((edge) => !taken.has(edge));
  const split = gatherSplits(request, rest, editOf, links);
  for (const edge of rest) {
    if (split.has(edge)) continue;
    const difficulty = editOf(edge)?.difficulty ?? Infinity;
    links.add({ from: graph.edgeFrom[edge]!, to: graph.edgeTo[edge]!, difficulty, what: edge });
  }
  links.reachAll(entry, startup);
  const { digraph, difficulty, editOf: editOfLink } = links.pack(editOf);
  const weight = new Float64Array(digraph.modules.length);
  weight.set(weights(request));
  return { digraph, entry, weight, difficulty, editOf: editOfLink };
}

/** What a boot took is known; without one, what may run at startup counts as well. */
function followedEdges({ graph, startup, ms }: SuggestRequest): number[] {
  const weakest = ms === null ? CONDITIONAL : EAGER;
  const followed: number[] = [];
  for (let edge = 0; edge < graph.edges.length; edge++) {
    const onPath = startup[graph.edgeFrom[edge]!] === 1 && startup[graph.edgeTo[edge]!] === 1;
    if (onPath && graph.edgeTiming[edge]! <= weakest) followed.push(edge);
  }
  return followed;
}

function weights({ graph, startup, ms }: SuggestRequest): Float64Array {
  return Float64Array.from(graph.modules, (module, node) => {
    if (!startup[node]) return 0;
    if (ms !== null) return Math.max(0, ms[node]!);
    return countsAsModule(module) ? module.bytes : 0;
  });
}
