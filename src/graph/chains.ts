import type { ModuleGraph } from '../model/module-graph.ts';
import { breadthFirst, chainTo } from './breadth-first.ts';
import { firstParty } from './first-party.ts';
import { distancesOutside, NO_WAY } from './outside.ts';
import { type Strength, weakestTiming, type Without } from './reach.ts';

/** A first-party import that leads to the targets, and the shortest chain from the entry through it to a target. */
export interface Door {
  /** Edge number; `edge` is part of `chain`. */
  readonly edge: number;
  /** Edge numbers from the entry on. */
  readonly chain: number[];
}

/**
 * Finds the shortest chain of imports from any entry to any target; among equally short ones the first in source
 * order.
 *
 * @param targets one byte a module, 1 where it is a target
 * @returns edge numbers from the entry on; empty where an entry is a target; null where no target is reached
 */
export function shortestChain(
  graph: ModuleGraph,
  entries: readonly number[],
  targets: Uint8Array,
  strength: Strength,
  without: Without = {},
): number[] | null {
  const tree = breadthFirst(graph, entries, weakestTiming(strength), without);
  const nearest = tree.order.find((module) => targets[module] === 1);
  return nearest === undefined ? null : chainTo(graph, tree, nearest);
}

/**
 * Finds every first-party door to the targets. To a target outside the first party it is an edge from a first-party
 * module to a module outside, from where a target is reached without passing a first-party module again; to a
 * first-party target it is each edge into it. An importer that is itself a target, or is reached only through one, is
 * not a way to the targets and opens no door. Without all the doors, no target is reached.
 *
 * @param targets one byte a module, 1 where it is a target
 * @returns shortest chain first, then by edge number; empty where the entry is a target itself
 */
export function doors(graph: ModuleGraph, entry: number, targets: Uint8Array, strength: Strength): Door[] {
  const weakest = weakestTiming(strength);
  const ours = firstParty(graph, entry);
  const tree = breadthFirst(graph, [entry], weakest, { modules: targets });
  const distance = distancesOutside(graph, ours, targets, weakest);
  const found: Door[] = [];
  for (const from of tree.order) {
    for (let edge = graph.edgeStart[from]!; edge < graph.edgeStart[from + 1]!; edge++) {
      if (graph.edgeTiming[edge]! > weakest) continue;
      const to = graph.edgeTo[edge]!;
      const isDoor = ours[to] ? targets[to] === 1 : ours[from] === 1 && distance[to] !== NO_WAY;
      if (!isDoor) continue;
      const chain = chainTo(graph, tree, from);
      chain.push(edge);
      if (!ours[to]) descend(graph, distance, weakest, to, chain);
      found.push({ edge, chain });
    }
  }
  return found.toSorted((a, b) => a.chain.length - b.chain.length || a.edge - b.edge);
}

/** Appends the edges from `module` down the distances to a target. */
function descend(
  graph: ModuleGraph,
  distance: Int32Array,
  weakest: number,
  module: number,
  chain: number[],
): void {
  let at = module;
  while (distance[at]! > 0) {
    let edge = graph.edgeStart[at]!;
    while (graph.edgeTiming[edge]! > weakest || distance[graph.edgeTo[edge]!] !== distance[at]! - 1) edge++;
    chain.push(edge);
    at = graph.edgeTo[edge]!;
  }
}
