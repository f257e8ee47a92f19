import type { ModuleVisit } from '../model/boot.ts';
import { EAGER, type ModuleGraph } from '../model/module-graph.ts';

/** A lazy import that ran while booting, and the module during whose evaluation it did. Numbers of the graph. */
export interface CauseEdge {
  readonly edge: number;
  readonly cause: number;
}

/**
 * Tells on whose account lazy imports ran at startup. A boot says who imported what in which order, not who was being
 * evaluated; but CommonJS loads depth first, so it is one of the modules above the one loaded right before, and it leads
 * to the importer, or it could not have called it: the innermost such module is taken. Boots that say who was being
 * evaluated are believed. ES modules are loaded before anything is evaluated, so of them nothing is said.
 *
 * @param graph joined with the boot: see `withObserved`
 * @param visits in order of first load
 * @param nodeOf number of a loaded module; undefined where the graph has none
 */
export function causeEdges(
  graph: ModuleGraph,
  visits: readonly ModuleVisit[],
  nodeOf: (visit: ModuleVisit) => number | undefined,
): CauseEdge[] {
  const lazy = lazyEdges(graph);
  const leading = new Map<number, Uint8Array>();
  /** Below whom each module was loaded. */
  const above = new Map<number, number>();
  const found: CauseEdge[] = [];
  let before: number | undefined;
  const byId = new Map(visits.map((visit) => [visit.id, visit]));
  const isKnown = visits.some(({ during }) => during !== undefined);
  for (const visit of visits) {
    const node = nodeOf(visit);
    const importer = visit.importer === null ? undefined : byId.get(visit.importer);
    const from = importer && nodeOf(importer);
    if (node === undefined || from === undefined) continue;
    const edge = lazy.get(from)?.get(node);
    let parent = from;
    if (edge !== undefined && isKnown) {
      const running = visit.during == null ? undefined : byId.get(visit.during);
      const cause = running && nodeOf(running);
      if (cause !== undefined && cause !== from) found.push({ edge, cause });
      parent = cause ?? from;
    } else if (edge !== undefined && before !== undefined) {
      const mask = leading.get(from) ?? leadingTo(graph, from);
      leading.set(from, mask);
      const cause = innermost(before, above, (each) => mask[each] === 1 && isCommonJs(graph, each));
      if (cause !== undefined) {
        parent = cause;
        if (cause !== from) found.push({ edge, cause });
      }
    }
    if (!above.has(node)) above.set(node, parent);
    before = node;
  }
  return found;
}

/** By importer and imported module: imports that a boot took though they are not eager by the source. */
function lazyEdges(graph: ModuleGraph): Map<number, Map<number, number>> {
  const found = new Map<number, Map<number, number>>();
  for (const [edge, { observed }] of graph.edges.entries()) {
    if (observed !== true) continue;
    const from = graph.edgeFrom[edge]!;
    const own = found.get(from) ?? new Map<number, number>();
    own.set(graph.edgeTo[edge]!, edge);
    found.set(from, own);
  }
  return found;
}

function innermost(
  start: number,
  above: ReadonlyMap<number, number>,
  fits: (node: number) => boolean,
): number | undefined {
  const seen = new Set<number>();
  for (let at: number | undefined = start; at !== undefined && !seen.has(at); at = above.get(at)) {
    if (fits(at)) return at;
    seen.add(at);
  }
  return undefined;
}

/** One byte a module: 1 where loading it brings the given one in, itself included. */
function leadingTo(graph: ModuleGraph, node: number): Uint8Array {
  const mask = new Uint8Array(graph.modules.length);
  mask[node] = 1;
  const queue = [node];
  for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
    for (let place = graph.inStart[at]!; place < graph.inStart[at + 1]!; place++) {
      const edge = graph.inEdges[place]!;
      const from = graph.edgeFrom[edge]!;
      if (mask[from] || graph.edgeTiming[edge]! > EAGER || graph.edges[edge]!.observed) continue;
      mask[from] = 1;
      queue.push(from);
    }
  }
  return mask;
}

function isCommonJs(graph: ModuleGraph, node: number): boolean {
  return graph.modules[node]!.format === 'cjs';
}
