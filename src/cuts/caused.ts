import type { Links } from './links.ts';
import { loopEdit, MANY } from './registries.ts';
import type { SuggestRequest } from './request.ts';

/**
 * Adds lazy imports that run while another module is evaluated to that module. A call can not be cut: what brings the
 * caller in can, and so can one line of ours that loads many modules, a loop.
 *
 * @param followed edge numbers of what startup follows
 * @returns those whose links it added
 */
export function linkCaused(request: SuggestRequest, followed: readonly number[], links: Links): Set<number> {
  const { graph, startup, causes, editable } = request;
  const onPath = new Set(followed);
  const caused = new Set<number>();
  const groups = new Map<string, { cause: number; edges: number[] }>();
  for (const { edge, cause } of causes) {
    const from = graph.edgeFrom[edge]!;
    if (!onPath.has(edge) || !startup[cause] || cause === from) continue;
    caused.add(edge);
    const { line, column } = graph.edges[edge]!;
    const key = `${cause}:${from}:${line}:${column}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { cause, edges: [edge] });
    else group.edges.push(edge);
  }
  for (const { cause, edges } of groups.values()) {
    const isLoop = edges.length >= MANY && editable(graph.edgeFrom[edges[0]!]!);
    const start = isLoop ? links.addNode() : cause;
    if (isLoop) {
      const edit = loopEdit(graph, edges);
      links.add({ from: cause, to: start, difficulty: edit.difficulty, what: edit });
    }
    for (const edge of edges)
      links.add({ from: start, to: graph.edgeTo[edge]!, difficulty: Infinity, what: null });
  }
  return caused;
}
