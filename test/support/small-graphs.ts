import * as fc from 'fast-check';
import { toGraph } from '../../src/graph/compact.ts';
import type { Strength } from '../../src/graph/reach.ts';
import {
  TIMINGS,
  type EdgeTiming,
  type ImportEdge,
  type ModuleGraph,
  type ModuleRecord,
} from '../../src/model/module-graph.ts';
import { namesOf, toRecord } from './graph-of.ts';

/** A graph with module 0 as its entry, some modules picked out, and the same edges with the importers reordered. */
export interface SmallGraph {
  readonly graph: ModuleGraph;
  readonly shuffled: ModuleGraph;
  readonly strength: Strength;
  readonly picked: Uint8Array;
  /** For counterexamples. */
  readonly text: string;
}

const NAMES = 'a b c @p @p/x @p/y @q @q/x @q/y @r @r/x node:fs unresolved:u'.split(' ');

/** Graphs of up to `most` modules of every origin, with cycles, parallel edges and imports of oneself. */
export function smallGraphs(most = 8): fc.Arbitrary<SmallGraph> {
  return fc.shuffledSubarray(NAMES, { minLength: 1, maxLength: most }).chain((names) =>
    fc
      .record({
        links: fc.array(fc.tuple(fc.nat(names.length - 1), fc.nat(names.length - 1), timings), {
          maxLength: 3 * names.length,
        }),
        bytes: fc.array(fc.nat(99), { minLength: names.length, maxLength: names.length }),
        picked: fc.array(fc.integer({ min: 0, max: 3 }), {
          minLength: names.length,
          maxLength: names.length,
        }),
        strength: fc.constantFrom<Strength>('eager', 'conditional', 'lazy'),
      })
      .map(({ links, bytes, picked, strength }) => {
        const modules = names.map((name, i) => toRecord(name, bytes[i]));
        const edges = links.map(([from, to, timing], line) => edgeOf(modules, from, to, timing, line));
        const byImporter = modules.map(({ id }) => edges.filter((edge) => edge.from === id));
        const graph = toGraph(modules, edges);
        const mask = Uint8Array.from(picked, (choice) => (choice === 0 ? 1 : 0));
        const shuffled = toGraph(modules, byImporter.toReversed().flat());
        const text = `${edges.map((edge) => `${edge.from} ${edge.timing} ${edge.to}`).join(', ')}; ${strength}; ${namesOf(graph, mask)}`;
        return { graph, shuffled, strength, picked: mask, text };
      }),
  );
}

/**
 * The oracle: what module 0 reaches, worked out from the edge records alone, one by one until nothing changes.
 *
 * @param isGone edges (by number) and modules that do not exist
 */
export function reachedByHand(
  graph: ModuleGraph,
  strength: Strength,
  isGone: { edge?: (edge: number) => boolean; module?: (module: number) => boolean } = {},
  entry = 0,
): Set<number> {
  const reached = new Set<number>(isGone.module?.(entry) ? [] : [entry]);
  for (let size = -1; size !== reached.size;) {
    size = reached.size;
    for (const [number, edge] of graph.edges.entries()) {
      const to = graph.index.get(edge.to)!;
      if (!isFollowedByHand(edge, strength) || isGone.edge?.(number) || isGone.module?.(to)) continue;
      if (reached.has(graph.index.get(edge.from)!)) reached.add(to);
    }
  }
  return reached;
}

/** The oracle for which edges count at a strength. */
export function isFollowedByHand(edge: ImportEdge, strength: Strength): boolean {
  if (edge.timing === 'eager') return true;
  if (edge.timing === 'conditional') return strength !== 'eager';
  return edge.timing === 'lazy' && strength === 'lazy';
}

/** Number of files among modules, and their bytes. */
export function sumByHand(graph: ModuleGraph, modules: Iterable<number>): { modules: number; bytes: number } {
  const files = [...modules]
    .map((module) => graph.modules[module]!)
    .filter((module) => module.format === 'esm');
  return { modules: files.length, bytes: files.reduce((sum, module) => sum + module.bytes, 0) };
}

const timings = fc.oneof(
  { weight: 6, arbitrary: fc.constant<EdgeTiming>('eager') },
  { weight: 4, arbitrary: fc.constantFrom(...TIMINGS) },
);

function edgeOf(
  modules: ModuleRecord[],
  from: number,
  to: number,
  timing: EdgeTiming,
  line: number,
): ImportEdge {
  const [importer, imported] = [modules[from]!.id, modules[to]!.id];
  return {
    from: importer,
    to: imported,
    specifier: imported,
    line: line + 1,
    column: 1,
    kind: 'import',
    timing,
  };
}
