import { toGraph } from '../graph/compact.ts';
import { reach } from '../graph/reach.ts';
import type { BootTrace, ModuleVisit } from '../model/boot.ts';
import type { EntryConfig } from '../model/config.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { AnalysedEntry, AnalysedGroup, Analysis } from '../pipeline.ts';
import { causeEdges, type CauseEdge } from '../reconcile/cause-edges.ts';
import { knownAs } from '../reconcile/known-as.ts';
import { isSameProgram, withObserved } from '../reconcile/observed-graph.ts';
import { ownMs } from '../reconcile/retained-times.ts';
import { cpuFactor } from './cpu-factor.ts';
import { joinBoots } from './join-boots.ts';

/** What startup of one entry holds and costs, as far as it is known. Nodes are numbers of its graph. */
export interface StartupCosts {
  /** Joined with the boot; the group's own where there was none. */
  readonly graph: ModuleGraph;
  /** One byte a module: 1 where it is on the startup path. */
  readonly startup: Uint8Array;
  /** CPU that each module alone takes, in ms; null where no boot was measured. */
  readonly ms: Float64Array | null;
  /** Of these, the search for export names. */
  readonly lexMs: Float64Array;
  readonly causes: readonly CauseEdge[];
  /** The boot that was joined; null where there is none, or it is not of this program. */
  readonly trace: BootTrace | null;
}

export interface StartupCostsRequest {
  readonly analysis: Analysis;
  readonly entries: readonly EntryConfig[];
  readonly group: AnalysedGroup;
  readonly entry: AnalysedEntry;
  readonly trace: BootTrace | undefined;
}

/** Joins an entry's graph with its last boot: what was loaded is known then, and what each module took. */
export async function startupCosts(request: StartupCostsRequest): Promise<StartupCosts> {
  const { analysis, entries, group, entry, trace } = request;
  const { graph } = group.built;
  const plain = (): StartupCosts => ({
    graph,
    startup: reach(graph, [entry.node], 'conditional'),
    ms: null,
    lexMs: new Float64Array(graph.modules.length),
    causes: [],
    trace: null,
  });
  if (trace === undefined) return plain();
  const named = { ...trace, entry: entry.name };
  const common = { root: analysis.root, requests: [], entries, analysis, withMemory: false };
  const [joined] = await joinBoots({ ...common, traces: [named] });
  const startup = joined?.startup ?? null;
  if (startup === null || !isSameProgram(startup)) return plain();
  const observed = asBooted(withObserved(graph, entry.node, startup, trace));
  const known = knownAs(startup);
  const nodeOf = (visit: ModuleVisit) => observed.index.get(known.get(visit.id)?.[0] ?? visit.id);
  const onPath = reach(observed, [entry.node], 'eager');
  return {
    graph: observed,
    startup: onPath,
    ...timesOf(observed, trace, nodeOf),
    causes: causeEdges(observed, trace.modules, nodeOf),
    trace,
  };
}

/** A boot has shown which conditional imports run: the others wait, as lazy ones do. */
function asBooted(graph: ModuleGraph): ModuleGraph {
  if (!graph.edges.some(({ timing }) => timing === 'conditional')) return graph;
  const edges = graph.edges.map((edge) =>
    edge.timing === 'conditional' ? { ...edge, timing: 'lazy' as const } : edge,
  );
  return toGraph(graph.modules, edges);
}

function timesOf(
  graph: ModuleGraph,
  trace: BootTrace,
  nodeOf: (visit: ModuleVisit) => number | undefined,
): { ms: Float64Array; lexMs: Float64Array } {
  const factor = cpuFactor(trace);
  const ms = new Float64Array(graph.modules.length);
  const lexMs = new Float64Array(graph.modules.length);
  for (const visit of trace.modules) {
    const node = nodeOf(visit);
    if (node === undefined) continue;
    ms[node]! += ownMs(visit) * factor;
    lexMs[node]! += visit.lexMs * factor;
  }
  return { ms, lexMs };
}
