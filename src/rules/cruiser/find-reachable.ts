import { breadthFirst, chainTo, NOT_REACHED, ROOT, type SearchTree } from '../../graph/breadth-first.ts';
import { CONDITIONAL, type ModuleGraph } from '../../model/module-graph.ts';
import { arrivalChain } from '../arrivals.ts';
import type { RuleContext } from '../rule.ts';
import type { CruiserRule } from './cruiser-rule.ts';
import type { Breach } from './find-edges.ts';
import { cruiserName } from './names.ts';
import { type Scope, withinScope } from './scope.ts';

/**
 * Finds the startup modules that a rule with `reachable: true` forbids: those its `to` matches and that another
 * module, which its `from` matches, reaches over eager and conditional edges. One breach a module, with the chain from
 * the entry through the nearest such importer.
 */
export function findReachable(rule: CruiserRule, context: RuleContext, scope: Scope): Breach[] {
  const searched = withinScope(context.graph, scope);
  const breaches = new Map<number, Breach>();
  for (const { sources, groups } of groupSources(rule, context)) {
    const tree = breadthFirst(searched, sources, CONDITIONAL);
    for (const module of tree.order) {
      const record = searched.modules[module]!;
      if (breaches.has(module)) continue;
      if (!rule.matchTo(cruiserName(record), groups)) continue;
      const chain = chainFromOther(searched, tree, sources, module);
      if (chain) breaches.set(module, toBreach(context, module, chain));
    }
  }
  return [...breaches.values()];
}

interface Sources {
  readonly sources: number[];
  readonly groups: readonly string[];
}

/** Modules that `from` matches; apart where `to` depends on what `from` captured. */
function groupSources(rule: CruiserRule, { graph, arrivals }: RuleContext): Sources[] {
  const found = new Map<string, Sources>();
  for (const module of arrivals.conditional.order) {
    const groups = rule.matchFrom(cruiserName(graph.modules[module]!));
    if (!groups) continue;
    const key = rule.usesGroups ? JSON.stringify(groups) : '';
    const known = found.get(key);
    if (known) known.sources.push(module);
    else found.set(key, { sources: [module], groups });
  }
  return [...found.values()];
}

/** A module that is a source itself counts only when another one reaches it. */
function chainFromOther(
  graph: ModuleGraph,
  tree: SearchTree,
  sources: readonly number[],
  module: number,
): number[] | null {
  if (tree.parentEdge[module] !== ROOT) return chainTo(graph, tree, module);
  const others = sources.filter((source) => source !== module);
  const fromOthers = breadthFirst(graph, others, CONDITIONAL);
  return fromOthers.parentEdge[module] === NOT_REACHED ? null : chainTo(graph, fromOthers, module);
}

function toBreach({ graph, arrivals }: RuleContext, module: number, chain: readonly number[]): Breach {
  const source = graph.edgeFrom[chain[0]!]!;
  const edges = chain.map((edge) => graph.edges[edge]!);
  return { edge: null, module, chain: [...arrivalChain(graph, arrivals, source), ...edges] };
}
