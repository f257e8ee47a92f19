import type { CutAction, CutCandidate } from '../model/cut.ts';
import type { ImportEdge } from '../model/module-graph.ts';

/** Others move code, or load the same in another way at the same time. */
const TRIED: ReadonlySet<CutAction> = new Set([
  'type-only',
  'unused',
  'defer',
  'registry',
  'facade',
  'upstream',
]);

/** Whether boots can tell what an edit does: it leaves imports as they are, only later or not at all. */
export function canBeTried(action: CutAction): boolean {
  return TRIED.has(action);
}

/** The imports that candidates change, as far as boots can try them; in the order of the graph, each once. */
export function triedEdges(
  candidates: readonly CutCandidate[],
  edges: readonly ImportEdge[],
): readonly ImportEdge[] {
  const wanted = new Set(candidates.flatMap((each) => (canBeTried(each.action) ? each.edges : [])));
  return edges.filter((edge) => wanted.has(edge));
}
