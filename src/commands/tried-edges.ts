import type { SuggestRequest } from '../cuts/request.ts';
import type { CutAction, CutCandidate } from '../model/cut.ts';
import type { ImportEdge } from '../model/module-graph.ts';

/** Others move code, or load it from elsewhere or in another way at the same time. */
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

/** What boots can try of cuts. */
export interface Tried {
  /** In the order of the graph, each once. */
  readonly edges: readonly ImportEdge[];
  /** Ids of cuts that boots cannot try, or not in full. */
  readonly untried: readonly string[];
}

/**
 * The imports that candidates change, as far as boots can try them. A group has the name of its hardest edit: where that
 * one cannot be tried, its other imports are, as far as they can be deferred.
 */
export function triedEdges(
  candidates: readonly CutCandidate[],
  { graph: { edges }, usesOf }: Pick<SuggestRequest, 'graph' | 'usesOf'>,
): Tried {
  const numbers = new Map(edges.map((edge, number) => [edge, number]));
  const isDeferable = (edge: ImportEdge): boolean => {
    const number = numbers.get(edge);
    const uses = number === undefined ? null : usesOf(number);
    return uses !== null && uses.deferability !== 'blocked' && canBeTried(uses.action);
  };
  const wanted = new Set<ImportEdge>();
  const untried: string[] = [];
  for (const { id, action, edges: own } of candidates) {
    const can = canBeTried(action) ? own : own.length === 1 ? [] : own.filter(isDeferable);
    for (const edge of can) wanted.add(edge);
    if (can.length < own.length) untried.push(id);
  }
  return { edges: edges.filter((edge) => wanted.has(edge)), untried };
}
