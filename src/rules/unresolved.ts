import type { UnresolvedRule } from '../model/config.ts';
import type { UnresolvedFinding } from '../model/finding.ts';
import { EAGER, type ImportEdge } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { knownAs } from '../reconcile/known-as.ts';
import { arrivalChain } from './arrivals.ts';
import { findingBase } from './finding-base.ts';
import { compileNamePatterns } from './name-pattern.ts';
import type { Observed, Rule, RuleContext } from './rule.ts';

/** Imports that run at startup for certain lead somewhere; see unresolved.md. */
export const unresolved: Rule<UnresolvedRule> = {
  prepare(config) {
    const isExcept = config.except === undefined ? () => false : compileNamePatterns(config.except);
    return {
      notices: [],
      judged: true,
      exceptedEdges: 'erased',
      check: (context) => findUnresolved(config, context, isExcept),
    };
  },
};

function findUnresolved(
  config: UnresolvedRule,
  context: RuleContext,
  isExcept: (specifier: string) => boolean,
): UnresolvedFinding[] {
  const { graph, arrivals, observed } = context;
  const found = new Map<number, { edge: number; imports: number }>();
  const passed = observed === null ? new Set<ModuleId>() : evaluated(observed);
  for (const from of arrivals.eager.order) {
    // A boot that came past the import proves that it leads somewhere.
    if (passed.has(graph.modules[from]!.id)) continue;
    for (let edge = graph.edgeStart[from]!; edge < graph.edgeStart[from + 1]!; edge++) {
      const to = graph.edgeTo[edge]!;
      if (graph.modules[to]!.origin !== 'unresolved' || graph.edgeTiming[edge] !== EAGER) continue;
      if (isExcept(graph.edges[edge]!.specifier)) continue;
      const known = found.get(to);
      if (known === undefined) found.set(to, { edge, imports: 1 });
      else known.imports++;
    }
  }
  return [...found.values()].map(({ edge, imports }) => {
    const last = graph.edges[edge] as ImportEdge;
    const chain = [...arrivalChain(graph, arrivals, graph.edgeFrom[edge]!), last];
    return {
      rule: 'unresolved',
      ...findingBase(config, context, chain),
      module: last.to,
      specifier: last.specifier,
      others: imports - 1,
    };
  });
}

/** Modules of the graph that the boot evaluated to their end. */
function evaluated({ trace, startup }: Observed): Set<ModuleId> {
  const known = knownAs(startup);
  const done = trace.modules.filter(({ outcome }) => outcome === 'evaluated');
  return new Set(done.flatMap(({ id }) => known.get(id) ?? []));
}
