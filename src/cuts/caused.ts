import { isTouched } from './edit.ts';
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
  const { graph, startup, causes, editable, usesOf } = request;
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
    const isOurs = edges.length >= MANY && editable(graph.edgeFrom[edges[0]!]!);
    // What a boot has shown to be used at once stays, whatever becomes of the others.
    const canWait = isOurs ? edges.filter((edge) => !isTouched(usesOf(edge))) : [];
    const isLoop = canWait.length >= MANY;
    const loop = isLoop ? links.addNode() : cause;
    if (isLoop) {
      const edit = loopEdit(graph, canWait);
      links.add({ from: cause, to: loop, difficulty: edit.difficulty, what: edit });
    }
    const waiting = new Set(canWait);
    for (const edge of edges) {
      const from = waiting.has(edge) ? loop : cause;
      links.add({ from, to: graph.edgeTo[edge]!, difficulty: Infinity, what: null });
    }
  }
  return caused;
}
