import type { CutsReport, CutReason, ImportUses } from '../model/cut.ts';
import type { SuggestRequest } from '../cuts/request.ts';
import { suggestCuts } from '../cuts/suggest.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import { refine, type BlockedEdge } from '../trying/refine.ts';
import type { TrialRequest } from '../trying/trial.ts';
import type { EntryCuts } from './find-cuts.ts';
import { triedSteps, untriedIds } from './tried-edges.ts';

/**
 * Plans, boots with the plan, and plans again without what was used while booting. Runs the user's code.
 *
 * @returns the report of the last plan, with what was measured
 * @throws TargetError where the program fails without any cut
 */
export async function verifyCuts({ request, report }: EntryCuts, trial: TrialRequest): Promise<CutsReport> {
  let last = report;
  const planned = () => last.candidates.filter(({ id }) => last.plan.cuts.includes(id));
  const refined = await refine({
    ...trial,
    plan: (blocked) => {
      if (blocked.length > 0) last = suggestCuts(without(request, blocked));
      return triedSteps(planned());
    },
  });
  const { measurement, rounds, settled, blocked } = refined;
  return {
    ...last,
    verified: {
      measurement,
      rounds,
      settled,
      dropped: blocked.map(({ edge }) => edge),
      untried: untriedIds(planned(), refined.untried),
    },
  };
}

/** The same question, with imports that boots have shown to be needed. */
function without(request: SuggestRequest, blocked: readonly BlockedEdge[]): SuggestRequest {
  const byEdge = new Map<ImportEdge, BlockedEdge>(blocked.map((each) => [each.edge, each]));
  return {
    ...request,
    usesOf: (number) => {
      const found = byEdge.get(request.graph.edges[number]!);
      return found === undefined ? request.usesOf(number) : asBlocked(found);
    },
  };
}

function asBlocked({ edge, why, by }: BlockedEdge): ImportUses {
  const { specifier, line } = edge;
  const at = by ?? { file: edge.from, line: edge.line, column: edge.column };
  const reason: CutReason = { code: why, at, detail: edge.specifier };
  const blocked = { deferability: 'blocked', difficulty: Infinity, action: 'defer', shape: null } as const;
  return { specifier, line, ...blocked, reasons: [reason], callSites: [] };
}
