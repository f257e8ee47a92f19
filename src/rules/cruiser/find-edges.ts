import { shortestChain } from '../../graph/chains.ts';
import { stronglyConnected } from '../../graph/cycles.ts';
import { CONDITIONAL, type ImportEdge, type ModuleGraph } from '../../model/module-graph.ts';
import { arrivalChain } from '../arrivals.ts';
import type { RuleContext } from '../rule.ts';
import type { CruiserRule } from './cruiser-rule.ts';
import { cruiserName, importedName } from './names.ts';
import { type Scope, withinScope } from './scope.ts';

/** What breaks a rule: an edge and the chain that leads to it, or a module and the chain that reaches it. */
export interface Breach {
  readonly edge: ImportEdge | null;
  /** Number of the module it is about. */
  readonly module: number;
  readonly chain: readonly ImportEdge[];
}

/**
 * Finds the edges of the startup path that a rule forbids: one breach per importer and imported. A rule against
 * cycles gets one breach per knot (modules that all reach each other): about the importer of the first edge that
 * matches, with a chain that leads there and once around the shortest cycle back to it.
 */
export function findEdges(rule: CruiserRule, context: RuleContext, scope: Scope): Breach[] {
  const { graph } = context;
  const knots = rule.circular === undefined ? null : findKnots(context, scope);
  const seen = new Set<string | number>();
  const breaches: Breach[] = [];
  for (const number of matchingEdges(rule, context, scope)) {
    const from = graph.edgeFrom[number]!;
    const to = graph.edgeTo[number]!;
    const knot = knots && knots.of[from]! >= 0 && knots.of[from] === knots.of[to] ? knots.of[from]! : null;
    if (knots && rule.circular !== (knot !== null)) continue;
    const key = knot ?? `${from} ${to}`;
    if (seen.has(key)) continue;
    seen.add(key);
    breaches.push(
      knots && knot !== null ? aroundCycle(context, knots.graph, number) : alongEdge(context, number),
    );
  }
  return breaches;
}

/** Edges that match all of a rule but `circular`, in order of arrival. */
function* matchingEdges(rule: CruiserRule, context: RuleContext, scope: Scope): Generator<number> {
  const { graph, arrivals } = context;
  for (const from of arrivals.conditional.order) {
    const groups = rule.matchFrom(cruiserName(graph.modules[from]!));
    if (!groups) continue;
    for (let edge = graph.edgeStart[from]!; edge < graph.edgeStart[from + 1]!; edge++) {
      if (graph.edgeTiming[edge]! > CONDITIONAL || scope.outside[edge]) continue;
      const to = graph.modules[graph.edgeTo[edge]!]!;
      const written = graph.edges[edge]!;
      if (!rule.matchTo(importedName(written, to), groups)) continue;
      if (rule.matchEdge(written, to)) yield edge;
    }
  }
}

interface Knots {
  /** The graph in which the cycles were looked for. */
  readonly graph: ModuleGraph;
  /** Per module the number of its knot, -1 for modules on no cycle. */
  readonly of: Int32Array;
}

/** A cycle through an excused module is excused. */
function findKnots({ graph, excused }: RuleContext, scope: Scope): Knots {
  const gone = Uint8Array.from(graph.modules, ({ id }) => (excused.has(id) ? 1 : 0));
  const searched = withinScope(graph, scope, gone);
  const of = new Int32Array(graph.modules.length).fill(-1);
  for (const [knot, members] of stronglyConnected(searched, 'conditional').entries()) {
    for (const member of members) of[member] = knot;
  }
  return { graph: searched, of };
}

function alongEdge({ graph, arrivals }: RuleContext, edge: number): Breach {
  const written = graph.edges[edge]!;
  const chain = [...arrivalChain(graph, arrivals, graph.edgeFrom[edge]!), written];
  return { edge: written, module: graph.edgeTo[edge]!, chain };
}

function aroundCycle({ graph, arrivals }: RuleContext, searched: ModuleGraph, edge: number): Breach {
  const from = graph.edgeFrom[edge]!;
  const to = graph.edgeTo[edge]!;
  const target = new Uint8Array(graph.modules.length);
  target[from] = 1;
  const back = from === to ? [] : (shortestChain(searched, [to], target, 'conditional') ?? []);
  const written = graph.edges[edge]!;
  const chain = [
    ...arrivalChain(graph, arrivals, from),
    written,
    ...back.map((number) => graph.edges[number]!),
  ];
  return { edge: written, module: from, chain };
}
