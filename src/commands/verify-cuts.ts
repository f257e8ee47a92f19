import type { CutsReport, CutReason, ImportUses } from '../model/cut.ts';
import type { SuggestRequest } from '../cuts/request.ts';
import { suggestCuts } from '../cuts/suggest.ts';
import { withMeasured, worthMeasuring } from './measured-cuts.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import { refine, type BlockedEdge } from '../trying/refine.ts';
import type { TrialRequest } from '../trying/trial.ts';
import type { EntryCuts } from './find-cuts.ts';
import { triedSteps, untriedIds } from './tried-edges.ts';

/**
 * Plans, boots with the plan, and plans again without what was used while booting; then boots with single cuts, those of
 * the plan first, and ranks by what they saved. Runs the user's code.
 *
 * @param each how many cuts are measured by themselves
 * @returns the report of the last plan, with what was measured
 * @throws TargetError where the program fails without any cut
 */
export async function verifyCuts(
  { request, report }: EntryCuts,
  trial: TrialRequest,
  each: number,
): Promise<CutsReport> {
  let last = report;
  const planned = () => last.candidates.filter(({ id }) => last.plan.cuts.includes(id));
  // A plan of one cut is measured as a plan.
  const only = () => (each > 0 && planned().length === 1 ? planned() : []);
  const alone = () => worthMeasuring(last, each).filter((one) => !only().includes(one));
  const refined = await refine({
    ...trial,
    plan: (blocked) => {
      if (blocked.length > 0) last = suggestCuts(without(request, blocked));
      return triedSteps(planned());
    },
    alone: () => alone().map((candidate) => triedSteps([candidate])),
  });
  const { measurement, rounds, settled, blocked } = refined;
  const whole = measurement === null ? [] : only();
  // What could not be cut for the boots was not measured with the rest.
  const skipped = [...(measurement?.skipped ?? []), ...refined.untried];
  const measured = [
    ...whole.flatMap(() => (measurement === null ? [] : { ...measurement, skipped })),
    ...refined.alone,
  ];
  return {
    ...withMeasured(last, [...whole, ...alone()], measured),
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
