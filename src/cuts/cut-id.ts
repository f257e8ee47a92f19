import type { CutAction } from '../model/cut.ts';
import type { ImportEdge } from '../model/module-graph.ts';

/**
 * The name of a cut. It depends on who imports what alone, so it stays when lines move: `defer:src/api.ts>stripe`,
 * `registry:src/commands/index.ts`; several imports have the first of them, by name, and a short sum over all.
 */
export function cutId(action: CutAction, edges: readonly ImportEdge[]): string {
  const importers = new Set(edges.map(({ from }) => from));
  const targets = new Set(edges.map(({ to }) => to));
  const texts = [...new Set(edges.map((edge) => `${edge.from}>${wordFor(edge)}`))].toSorted();
  if (texts.length === 1) return `${action}:${texts[0]}`;
  const sum = shortSum(texts.join('\n'));
  if (action === 'registry' && importers.size === 1) return `registry:${edges[0]!.from}`;
  if (action === 'move-leaf' && targets.size === 1) return `move-leaf:${edges[0]!.to}`;
  return `${action}:${texts[0]}+${texts.length - 1}.${sum}`;
}

/** A package's name reads better than the file it leads to. */
function wordFor({ to, specifier }: ImportEdge): string {
  return /^[@\w]/.test(specifier) && !/[*\s>]/.test(specifier) ? specifier : to;
}

/** FNV-1a, 32 bits: https://www.rfc-editor.org/rfc/rfc9923. */
export function shortSum(text: string): string {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return (sum >>> 0).toString(36);
}
