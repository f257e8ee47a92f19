import { breadthFirst } from '../graph/breadth-first.ts';
import { withoutEdges } from '../graph/digraph.ts';
import { dominators, type DominatorTree } from '../graph/dominators.ts';
import { countsAsModule } from '../graph/retained.ts';
import { EAGER } from '../model/module-graph.ts';
import type { CostGraph } from './cost-graph.ts';
import { retainedWeights } from './held.ts';
import type { SuggestRequest } from './request.ts';

/** What all stages of suggesting share. */
export interface Startup {
  readonly request: SuggestRequest;
  readonly cost: CostGraph;
  /** One byte a node of the cost graph, 1 where it is evaluated today. */
  readonly today: Uint8Array;
  readonly tree: DominatorTree;
  /** Per node, the weight that leaves with it. */
  readonly retained: Float64Array;
  /** Difficulty that a unit of weight is worth. */
  readonly rate: number;
}

/** Sums over modules; builtins count for nothing. */
export interface Totals {
  readonly modules: number;
  readonly bytes: number;
  readonly ms: number | null;
}

/**
 * With times: a mechanical edit (difficulty 1) has to save 5 ms, of short startups 2 %, of which 5 ms would be a large
 * part; less than 1 ms no boot can tell.
 */
const MOST_MS = 5;
const SHARE_OF_MS = 0.02;
const LEAST_MS = 1;
/** Without: 1 % of the bytes, which is what 5 ms are of half a second; 16 KiB at least. */
const LEAST_SHARE = 0.01;
const LEAST_BYTES = 16 * 1024;

/** Works out what is asked again and again. */
export function describeStartup(request: SuggestRequest, cost: CostGraph): Startup {
  const tree = dominators(cost.digraph, cost.entry, 'eager');
  const retained = retainedWeights(tree, cost.weight);
  const all = retained[cost.entry]!;
  const worthBytes = Math.max(LEAST_BYTES, LEAST_SHARE * all);
  const worthMs = Math.max(LEAST_MS, Math.min(MOST_MS, SHARE_OF_MS * all));
  const rate = 1 / (request.ms === null ? worthBytes : worthMs);
  return { request, cost, today: stillThere(cost, []), tree, retained, rate };
}

/** One byte a node, 1 where it is still evaluated when links are cut. */
export function stillThere({ digraph, entry }: CostGraph, links: Iterable<number>): Uint8Array {
  return breadthFirst(withoutEdges(digraph, links), [entry], EAGER).reached;
}

/** @param nodes one byte a node of the cost graph */
export function sumUp({ graph, ms }: SuggestRequest, nodes: Uint8Array): Totals {
  let [modules, bytes, sum] = [0, 0, 0];
  for (const [node, module] of graph.modules.entries()) {
    if (!nodes[node]) continue;
    sum += ms?.[node] ?? 0;
    if (!countsAsModule(module)) continue;
    modules++;
    bytes += module.bytes;
  }
  return { modules, bytes, ms: ms === null ? null : sum };
}
