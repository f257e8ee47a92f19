import { baseAnalysis, withCommit } from '../comparing/base-findings.ts';
import type { LaidOutSide } from '../comparing/sides.ts';
import type { Host } from '../io/host.ts';
import { startProgress } from '../io/progress.ts';
import type { Finding, Notice } from '../model/finding.ts';
import type { Analysis } from '../pipeline.ts';
import type { CheckResult } from '../rules/check.ts';
import { analyseEntries } from './analysis.ts';
import type { CheckBoots } from './check-boots.ts';
import type { GlobalFlags } from './flags.ts';
import { judgeGrowth, type Growth, type GrowthRequest } from './judge-growth.ts';
import { packagesNotice } from './packages-notice.ts';
import { markPreExisting } from './pre-existing.ts';
import { settleBoots } from './settle-boots.ts';

export interface CheckBaseRequest extends GrowthRequest {
  /** What the rules say of an analysis, and of its boots where there are any. */
  readonly check: (analysis: Analysis, boots?: CheckBoots) => readonly Finding[];
}

/** What a check comes to once the base is known. */
export interface AgainstBase extends Pick<CheckResult, 'findings' | 'budgets' | 'problems'> {
  readonly notices: readonly Notice[];
}

/**
 * Lays out the base; marks what the rules found there as well, for no change is to blame for it; and judges the
 * `regression` limits by boots of both sides in turn, unless nothing is booted.
 */
export async function checkAgainstBase(
  host: Host,
  flags: GlobalFlags,
  asked: CheckBaseRequest,
  { findings, budgets }: Pick<CheckResult, 'findings' | 'budgets'>,
): Promise<AgainstBase> {
  const { root, ref, options, signal, check } = asked;
  const { install = false, prepare, staticOnly } = options;
  return withCommit({ ref, root, install, prepare, env: host.childEnv, signal }, async (side) => {
    const before = await baseAnalysis(side, {
      ...asked,
      // A cache would be kept for a folder that is gone afterwards.
      analyse: (folder, there) => analyseEntries(host, { ...flags, cache: false }, folder, there),
    });
    const written = staticOnly ? findings : check(asked.analysis);
    const marked = markPreExisting(findings, check(before), written);
    const growth = staticOnly ? [] : await growthOf(host, flags, asked, side);
    const known = staticOnly
      ? { findings: marked, notices: [] }
      : await settleBoots(host, flags, { ...asked, side, before, marked, written, growth });
    const judged = new Map(budgets);
    for (const { entry, report } of growth)
      if (report !== null) judged.set(entry, [...(judged.get(entry) ?? []), report]);
    return {
      findings: [...known.findings, ...growth.flatMap((each) => each.findings)],
      budgets: judged,
      notices: [
        ...packagesNotice([side.side]),
        ...known.notices,
        ...growth.flatMap(({ notices }) => notices),
      ],
      problems: growth.flatMap(({ problem }) => problem ?? []),
    };
  });
}

async function growthOf(
  host: Host,
  flags: GlobalFlags,
  asked: CheckBaseRequest,
  side: LaidOutSide,
): Promise<Growth[]> {
  const progress = startProgress(host, flags.quiet === true);
  try {
    return await judgeGrowth(host, asked, side, progress);
  } finally {
    progress.end();
  }
}
