import type { CutReason } from '../model/cut.ts';
import type { SuggestRequest } from './request.ts';

/**
 * Imports of CommonJS by ES modules: Node reads every export that it finds in the text there and then, getters as well
 * (https://nodejs.org/api/esm.html#commonjs-namespaces).
 */
export function readersOfAll({ graph, startup }: SuggestRequest, node: number): CutReason[] {
  if (graph.modules[node]!.format !== 'cjs') return [];
  const reasons: CutReason[] = [];
  for (let i = graph.inStart[node]!; i < graph.inStart[node + 1]!; i++) {
    const edge = graph.inEdges[i]!;
    const { from, to, line, column, kind, specifier } = graph.edges[edge]!;
    const importer = graph.modules[graph.edgeFrom[edge]!]!;
    if (importer.format !== 'esm' || kind !== 'import' || !startup[graph.edgeFrom[edge]!]) continue;
    const detail = `every export of ${specifier.startsWith('.') ? to : specifier} (as for any import of CommonJS by an ES module: import past it instead)`;
    reasons.push({ code: 'top-level-use', at: { file: from, line, column }, detail });
  }
  return reasons;
}
