import type { CutReason } from '../model/cut.ts';
import { type Edit, isTouched } from './edit.ts';
import { isRegistryEntry } from './registry-entry.ts';
import type { Links } from './links.ts';
import type { SuggestRequest } from './request.ts';

/** From so many entries on a literal is a registry, and so many modules that one line loads are a loop. */
export const MANY = 4;
const REGISTRY_DIFFICULTY = 4;
const LOOP_DIFFICULTY = 6;

/**
 * Finds imports that one edit changes together: the entries of an exported literal, and what one computed import loads.
 * Each registry becomes a node of no weight between its module and the entries, which can still be changed one by one;
 * what a loop loads can not.
 *
 * @param edges edge numbers
 * @returns those whose links it added
 */
export function gatherRegistries(
  request: SuggestRequest,
  edges: readonly number[],
  editOf: (edge: number) => Edit | null,
  links: Links,
): Set<number> {
  const { graph, editable } = request;
  const groups = new Map<string, { isLoop: boolean; edges: number[] }>();
  for (const edge of edges) {
    const from = graph.edgeFrom[edge]!;
    if (!editable(from)) continue;
    const { line, column, specifier, unplaced } = graph.edges[edge]!;
    const edit = editOf(edge);
    const isEntry = edit !== null && isRegistryEntry(edit);
    // One that boots use stays, whatever becomes of the others.
    if (isTouched(edit)) continue;
    const isLoop = !isEntry && (unplaced === true || specifier.includes('*') || isComputed(edit));
    if (!isEntry && !isLoop) continue;
    const key = isEntry ? `${from}` : unplaced ? `${from}:?` : `${from}:${line}:${column}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { isLoop, edges: [edge] });
    else group.edges.push(edge);
  }
  const taken = new Set<number>();
  for (const group of groups.values()) {
    const targets = new Set(group.edges.map((edge) => graph.edgeTo[edge]!));
    const isFew =
      targets.size < MANY && !(targets.size > 1 && (group.isLoop || isIndex(request, group.edges)));
    if (isFew) continue;
    addRegistry(request, group, editOf, links);
    for (const edge of group.edges) taken.add(edge);
  }
  return taken;
}

/** One edit of the line that loads many modules. */
export function loopEdit(graph: SuggestRequest['graph'], edges: readonly number[]): Edit {
  return {
    action: 'registry',
    edges,
    deferability: 'review',
    difficulty: LOOP_DIFFICULTY,
    shape: null,
    reasons: reasonsOf(graph, edges[0]!, [], true),
    callSites: [],
  };
}

function addRegistry(
  request: SuggestRequest,
  { isLoop, edges }: { readonly isLoop: boolean; readonly edges: readonly number[] },
  editOf: (edge: number) => Edit | null,
  links: Links,
): void {
  const { graph } = request;
  const node = links.addNode();
  const edits = edges.map(editOf);
  const difficulty = isLoop ? LOOP_DIFFICULTY : REGISTRY_DIFFICULTY;
  const blocking = edits.find((edit) => edit?.deferability === 'blocked' && !isComputed(edit));
  const isBlocked = blocking !== undefined && blocking?.reasons.some(({ code }) => code !== 'unreadable');
  const whole: Edit = {
    action: !isLoop && isIndex(request, edges) ? 'facade' : 'registry',
    edges,
    deferability: isBlocked ? 'blocked' : 'review',
    difficulty: isBlocked ? Infinity : difficulty,
    shape: isLoop ? null : 'getter',
    reasons: reasonsOf(graph, edges[0]!, edits, isLoop),
    callSites: edits.flatMap((edit) => edit?.callSites ?? []),
  };
  links.add({ from: graph.edgeFrom[edges[0]!]!, to: node, difficulty: whole.difficulty, what: whole });
  for (const [i, edge] of edges.entries()) {
    const own = isLoop ? Infinity : (edits[i]?.difficulty ?? Infinity);
    links.add({ from: node, to: graph.edgeTo[edge]!, difficulty: own, what: isLoop ? null : edge });
  }
}

/** Whether the module of some entries exports nothing of its own: it only gives what other modules make. */
function isIndex({ graph, exportsNeeds }: SuggestRequest, edges: readonly number[]): boolean {
  const exported = exportsNeeds?.(graph.edgeFrom[edges[0]!]!) ?? null;
  if (exported === null || exported.size === 0) return false;
  return [...exported.values()].every(({ passedOn }) => passedOn !== undefined);
}

/** A loop's reasons are its line's; a registry's the first of each kind. */
function reasonsOf(
  graph: SuggestRequest['graph'],
  edge: number,
  edits: readonly (Edit | null)[],
  isLoop: boolean,
): CutReason[] {
  const first = new Map<string, CutReason>();
  for (const edit of edits)
    for (const reason of edit?.reasons ?? [])
      if (!first.has(reason.code) && reason.code !== 'unreadable') first.set(reason.code, reason);
  if (first.size > 0 || !isLoop) return [...first.values()];
  const { from, line, column, specifier } = graph.edges[edge]!;
  return [{ code: 'computed', at: { file: from, line, column }, detail: specifier }];
}

function isComputed(edit: Edit | null): boolean {
  return edit !== null && edit.reasons.some(({ code }) => code === 'computed');
}
