import type { ForbiddenRule } from '../model/config.ts';
import type { ForbiddenFinding } from '../model/finding.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import { arrivalChain, howReached } from './arrivals.ts';
import { findingBase } from './finding-base.ts';
import { compileModuleMatcher, type PatternMatches } from './module-matcher.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Modules that must not be on the startup path; see forbidden.md. */
export const forbidden: Rule<ForbiddenRule> = {
  prepare(config, given) {
    const matches = compileModuleMatcher(config.modules).matchGraph(given.graph);
    return {
      notices: [],
      judged: true,
      exceptedEdges: 'erased',
      check: (context) => findGroups(context, matches).map((group) => toFinding(config, context, group)),
    };
  },
};

/** Matched startup modules that make one finding: those of one package under one pattern, or one module alone. */
interface Group {
  readonly pattern: string;
  /** The easiest to reach: over eager edges if any, by the shortest chain. */
  nearest: number;
  modules: number;
}

function findGroups(context: RuleContext, matches: readonly PatternMatches[]): Group[] {
  const { graph } = context;
  const rank = startupRanks(context);
  const groups = new Map<string, Group>();
  const taken = new Uint8Array(graph.modules.length);
  const add = (pattern: string, module: number, named: boolean) => {
    // The first pattern that matches has the module.
    if (taken[module] || rank[module]! < 0 || !isJudged(context, module)) return;
    taken[module] = 1;
    const key = JSON.stringify([pattern, ...groupOf(graph, module, named)]);
    const group = groups.get(key);
    if (!group) return groups.set(key, { pattern, nearest: module, modules: 1 });
    group.modules++;
    if (rank[module]! < rank[group.nearest]!) group.nearest = module;
  };
  for (const { pattern, byName, byPath } of matches) {
    for (const module of byName) add(pattern, module, true);
    for (const module of byPath) add(pattern, module, false);
  }
  return [...groups.values()];
}

function isJudged({ graph, entry, arrivals, excused }: RuleContext, module: number): boolean {
  const { id, origin } = graph.modules[module]!;
  if (module === entry.node || excused.has(id)) return false;
  // What nobody could resolve is an optional dependency left out, unless something imports it for certain.
  return origin !== 'unresolved' || howReached(arrivals, module) === 'eager';
}

/** A package as one, and a workspace's package, too, where it was asked for by name. */
function groupOf(graph: ModuleGraph, module: number, named: boolean): string[] {
  const { id, origin, package: owner } = graph.modules[module]!;
  return owner !== null && (origin === 'package' || named) ? ['package', owner] : ['module', id];
}

/** Per module its place in the order of arrival, those that arrive for certain first; -1 off the startup path. */
function startupRanks({ graph, arrivals }: RuleContext): Int32Array {
  const rank = new Int32Array(graph.modules.length).fill(-1);
  let next = 0;
  for (const tree of [arrivals.eager, arrivals.conditional]) {
    for (const module of tree.order) if (rank[module]! < 0) rank[module] = next++;
  }
  return rank;
}

function toFinding(config: ForbiddenRule, context: RuleContext, group: Group): ForbiddenFinding {
  const { graph, arrivals } = context;
  const module = graph.modules[group.nearest]!;
  return {
    rule: 'forbidden',
    ...findingBase(config, context, arrivalChain(graph, arrivals, group.nearest)),
    pattern: group.pattern,
    module: module.id,
    package: module.package,
    certain: howReached(arrivals, group.nearest) === 'eager',
    others: group.modules - 1,
  };
}
