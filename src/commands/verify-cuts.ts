import type { CutsReport, CutReason, ImportUses } from '../model/cut.ts';
import type { SuggestRequest } from '../cuts/request.ts';
import { suggestCuts } from '../cuts/suggest.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import { refine, type BlockedEdge } from '../trying/refine.ts';
import type { TrialRequest } from '../trying/trial.ts';
import type { EntryCuts } from './find-cuts.ts';
import { triedEdges } from './tried-edges.ts';

/**
 * Plans, boots with the plan, and plans again without what was used while booting. Runs the user's code.
 *
 * @returns the report of the last plan, with what was measured
 * @throws TargetError where the program fails without any cut
 */
export async function verifyCuts({ request, report }: EntryCuts, trial: TrialRequest): Promise<CutsReport> {
  let last = report;
  const planned = () => last.candidates.filter(({ id }) => last.plan.cuts.includes(id));
  let asked = request;
  const refined = await refine({
    ...trial,
    plan: (blocked) => {
      if (blocked.length > 0) last = suggestCuts((asked = without(request, blocked)));
      return triedEdges(planned(), asked).edges;
    },
  });
  const { measurement, rounds, settled, blocked } = refined;
  const skipped = new Set(refined.untried.map(({ edge }) => edge));
  const untried = new Set(triedEdges(planned(), asked).untried);
  for (const { id, edges } of planned()) if (edges.some((edge) => skipped.has(edge))) untried.add(id);
  return {
    ...last,
    verified: {
      measurement,
      rounds,
      settled,
      dropped: blocked.map(({ edge }) => edge),
      untried: [...untried],
    },
  };
}

/** The same question, with imports that boots have shown to be needed. */
function without(request: SuggestRequest, blocked: readonly BlockedEdge[]): SuggestRequest {
  const byEdge = new Map<ImportEdge, BlockedEdge>(blocked.map((each) => [each.edge, each]));
  return {
    ...request,
    usesOf: (number) => {
      const uses = request.usesOf(number);
      const found = byEdge.get(request.graph.edges[number]!);
      return uses === null || found === undefined ? uses : asBlocked(uses, found);
    },
  };
}

function asBlocked(uses: ImportUses, { edge, why, by }: BlockedEdge): ImportUses {
  const at = by ?? { file: edge.from, line: edge.line, column: edge.column };
  const reason: CutReason = { code: why, at, detail: edge.specifier };
  return { ...uses, deferability: 'blocked', difficulty: Infinity, reasons: [reason], shape: null };
}
