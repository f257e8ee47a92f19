import { doors, shortestChain } from '../graph/chains.ts';
import { retainedSet } from '../graph/dominators.ts';
import { fewestCuts } from '../graph/evict.ts';
import { reach, type Strength } from '../graph/reach.ts';
import { countsAsModule } from '../graph/retained.ts';
import type { StartupGraph } from './startup-graph.ts';

/** Why a module is where it is. Chains are edge numbers from the entry on. */
export interface Explanation {
  /** The strongest imports that reach it; null where none do. */
  readonly reached: Strength | null;
  readonly chain: readonly number[];
  /** Own imports by which it comes, the shortest way first. */
  readonly doors: readonly number[];
  /** Edges into it, startup's first. */
  readonly importers: readonly number[];
  /** Files that leave startup with it, itself included. */
  readonly retained: readonly number[];
  readonly evict: Eviction | null;
}

/** The fewest imports to make lazy so that a module leaves startup, and what leaves with it. */
export interface Eviction {
  readonly edges: readonly number[];
  readonly leaves: readonly number[];
}

/** Answers all questions about one module. */
export function explain(startup: StartupGraph, module: number): Explanation {
  const { graph, entry } = startup;
  const targets = new Uint8Array(graph.modules.length);
  targets[module] = 1;
  const [reached, chain] = strongestChain(startup, targets);
  const isStartup = reached === 'eager' || reached === 'conditional';
  const importers = Array.from(
    graph.inEdges.subarray(graph.inStart[module]!, graph.inStart[module + 1]!),
  ).toSorted((a, b) => graph.edgeTiming[a]! - graph.edgeTiming[b]! || a - b);
  return {
    reached,
    chain,
    doors: isStartup ? doors(graph, entry, targets, 'conditional').map(({ edge }) => edge) : [],
    importers,
    retained: isStartup ? retainedSet(startup.tree(), module).filter((each) => isFile(startup, each)) : [],
    evict: isStartup ? eviction(startup, targets) : null,
  };
}

function strongestChain(
  { graph, entry }: StartupGraph,
  targets: Uint8Array,
): [reached: Strength | null, chain: readonly number[]] {
  for (const strength of ['eager', 'conditional', 'lazy'] as const) {
    const chain = shortestChain(graph, [entry], targets, strength);
    if (chain !== null) return [strength, chain];
  }
  return [null, []];
}

function eviction(startup: StartupGraph, targets: Uint8Array): Eviction | null {
  const { graph, entry } = startup;
  const cut = fewestCuts(graph, entry, targets, 'conditional');
  if (cut === null) return null;
  const gone = new Uint8Array(graph.edges.length);
  for (const edge of cut.edges) gone[edge] = 1;
  const before = reach(graph, [entry], 'conditional');
  const after = reach(graph, [entry], 'conditional', { edges: gone });
  const leaves: number[] = [];
  for (let module = 0; module < before.length; module++)
    if (before[module] && !after[module] && isFile(startup, module)) leaves.push(module);
  return { edges: cut.edges, leaves };
}

function isFile({ graph }: StartupGraph, module: number): boolean {
  return countsAsModule(graph.modules[module]!);
}
