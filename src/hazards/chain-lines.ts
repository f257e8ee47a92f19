import type { CyclesReport } from '../model/cycles.ts';
import type { EvaluationStep, Hazard } from '../model/hazard.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';

/** Adds to the chains of hazards the lines of the imports that the simulation does not know: it knows modules alone. */
export function withChainLines(graph: ModuleGraph, report: CyclesReport): CyclesReport {
  const all = (hazards: readonly Hazard[]) => hazards.map((hazard) => withLines(graph, hazard));
  return {
    ...report,
    cycles: report.cycles.map((cycle) => ({
      ...cycle,
      entrances: cycle.entrances.map((each) => ({ ...each, hazards: all(each.hazards) })),
      unsafe: cycle.unsafe.map((each) => ({ ...each, hazards: all(each.hazards) })),
    })),
    elsewhere: report.elsewhere.map((each) => ({ ...each, hazard: withLines(graph, each.hazard) })),
  };
}

function withLines(graph: ModuleGraph, hazard: Hazard): Hazard {
  const chain = hazard.chain.map((step, at): EvaluationStep => {
    const next = hazard.chain[at + 1];
    const loads = step.via === 'imports' || step.via === 'requires';
    if (step.line !== null || next === undefined || !loads) return step;
    return { ...step, line: lineOfImport(graph, step.module, next.module) };
  });
  return { ...hazard, chain };
}

function lineOfImport(graph: ModuleGraph, from: ModuleId, to: ModuleId): number | null {
  const node = graph.index.get(from);
  if (node === undefined) return null;
  for (let edge = graph.edgeStart[node]!; edge < graph.edgeStart[node + 1]!; edge++)
    if (graph.edges[edge]!.to === to) return graph.edges[edge]!.line;
  return null;
}
