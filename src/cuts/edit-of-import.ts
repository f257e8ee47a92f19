import { LAZY } from '../model/module-graph.ts';
import type { Edit } from './edit.ts';
import { readersOfAll } from './readers-of-all.ts';
import { isRegistryEntry } from './registry-entry.ts';
import type { SuggestRequest } from './request.ts';

/**
 * What it takes to keep one import from loading its target at startup.
 *
 * @param edge edge number
 * @returns null for an import that is lazy already: there is nothing to write
 */
export function editOfImport(request: SuggestRequest, edge: number): Edit | null {
  const { graph, usesOf, editable } = request;
  const { from, line, column, specifier, timing, observed } = graph.edges[edge]!;
  const edges = [edge];
  const at = { file: from, line, column };
  const blocked = {
    edges,
    deferability: 'blocked',
    difficulty: Infinity,
    shape: null,
    callSites: [],
  } as const;
  if (!editable(graph.edgeFrom[edge]!)) {
    return {
      ...blocked,
      action: 'upstream',
      reasons: [{ code: 'not-editable', at: { file: from, line, column }, detail: specifier }],
    };
  }
  const uses = usesOf(edge);
  if (uses === null) {
    if (graph.edgeTiming[edge] === LAZY || timing === 'lazy' || observed) return null;
    return { ...blocked, action: 'defer', reasons: [{ code: 'unreadable', at, detail: specifier }] };
  }
  const { action, deferability, shape, reasons, callSites } = uses;
  const difficulty = deferability === 'blocked' ? Infinity : uses.difficulty;
  const edit: Edit = { action, edges, deferability, difficulty, shape, reasons, callSites };
  if (!isRegistryEntry(edit)) return edit;
  const readers = readersOfAll(request, graph.edgeFrom[edge]!);
  return readers.length > 0 ? { ...blocked, action, reasons: readers } : edit;
}
