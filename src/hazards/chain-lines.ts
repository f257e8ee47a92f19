import type { CyclesReport } from '../model/cycles.ts';
import type { EvaluationStep, Hazard } from '../model/hazard.ts';
import { CONDITIONAL, type ModuleGraph } from '../model/module-graph.ts';
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

/** Of the import that loads it at once, where there is a lazy one beside it. */
function lineOfImport(graph: ModuleGraph, from: ModuleId, to: ModuleId): number | null {
  const node = graph.index.get(from);
  if (node === undefined) return null;
  let found: number | null = null;
  for (let edge = graph.edgeStart[node]!; edge < graph.edgeStart[node + 1]!; edge++) {
    const { to: target, line } = graph.edges[edge]!;
    if (target !== to) continue;
    if (graph.edgeTiming[edge]! <= CONDITIONAL) return line;
    found ??= line;
  }
  return found;
}
