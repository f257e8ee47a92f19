import { posix } from 'node:path';
import { bootPairs } from '../comparing/boot-pairs.ts';
import { baseFindings, withCommit } from '../comparing/base-findings.ts';
import type { LaidOutSide } from '../comparing/sides.ts';
import type { ErrorDetail } from '../errors.ts';
import { isFile } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import type { CpuVerdict } from '../model/compare.ts';
import type { EntryConfig } from '../model/config.ts';
import type { Finding, Notice } from '../model/finding.ts';
import type { BudgetReport } from '../model/report.ts';
import type { Analysis } from '../pipeline.ts';
import { fingerprints } from '../reporters/fingerprint.ts';
import { budgetFindings } from '../rules/budget.ts';
import type { CheckResult } from '../rules/check.ts';
import { analyseEntries } from './analysis.ts';
import { requestOfEntry } from './boot-request.ts';
import type { CheckBootsRequest } from './check-boots.ts';
import type { GlobalFlags } from './flags.ts';
import { pairsProblem } from './pairs-problem.ts';

/** Measuring of one entry; the test mostly ends long before. */
const MEASURING_MS = 300_000;

export interface CheckBaseRequest extends CheckBootsRequest {
  readonly ref: string;
  /** What the rules say of an analysis. */
  readonly check: (analysis: Analysis) => readonly Finding[];
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
  const { root, ref, options, signal } = asked;
  const { install = false, prepare, staticOnly } = options;
  return withCommit({ ref, root, install, prepare, signal }, async (side) => {
    const before = await baseFindings(side, {
      ...asked,
      // A cache would be kept for a folder that is gone afterwards.
      analyse: (folder, there) => analyseEntries(host, { ...flags, cache: false }, folder, there),
    });
    const growth = staticOnly ? [] : await judgeGrowth(host, asked, side);
    const judged = new Map(budgets);
    for (const { entry, report } of growth)
      if (report !== null) judged.set(entry, [...(judged.get(entry) ?? []), report]);
    return {
      findings: [...marked(findings, before), ...growth.flatMap((each) => each.findings)],
      budgets: judged,
      notices: growth.flatMap(({ notices }) => notices),
      problems: growth.flatMap(({ problem }) => problem ?? []),
    };
  });
}

function marked(findings: readonly Finding[], before: readonly Finding[]): Finding[] {
  const names = fingerprints(before);
  const known = new Map(before.map((finding, at) => [names[at], finding]));
  const own = fingerprints(findings);
  return findings.map((finding, at) => {
    const old = known.get(own[at]);
    return old === undefined || isWorse(finding, old) ? finding : { ...finding, preExisting: true as const };
  });
}

/** A limit that was exceeded before is no licence to exceed it by more. */
function isWorse(finding: Finding, old: Finding): boolean {
  return finding.rule === 'budget' && old.rule === 'budget' && finding.actual > old.actual;
}

/** Growth of one entry against the base. */
interface Growth {
  readonly entry: string;
  /** Null where it could not be judged. */
  readonly report: BudgetReport | null;
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  readonly problem: ErrorDetail | null;
}

async function judgeGrowth(host: Host, asked: CheckBaseRequest, side: LaidOutSide): Promise<Growth[]> {
  const limited = asked.entries.filter(({ budget }) => budget.regression !== undefined);
  const judged: Growth[] = [];
  for (const [at, entry] of limited.entries()) {
    if (asked.signal.aborted) break;
    const leftMs = Math.max(asked.until - host.nowMs(), 0) / (limited.length - at);
    judged.push(
      isFile(posix.resolve(side.root, entry.file))
        ? toGrowth(entry, await measureGrowth(host, asked, side, entry, leftMs))
        : newEntry(entry, asked.ref),
    );
  }
  return judged;
}

function measureGrowth(
  host: Host,
  { root, config, options, signal }: CheckBaseRequest,
  side: LaidOutSide,
  entry: EntryConfig,
  leftMs: number,
): Promise<CpuVerdict> {
  const context = {
    host,
    registrars: config.registrars,
    flags: { ...options, registrations: false },
    signal,
    onRun: () => undefined,
  };
  return bootPairs({
    base: requestOfEntry(entry, { ...context, root: side.root }),
    head: requestOfEntry(entry, { ...context, root }),
    leastShift: entry.budget.regression!.limit,
    maxMs: Math.min(options.maxTime ?? MEASURING_MS, leftMs),
    signal,
    onBoot: () => undefined,
  });
}

function newEntry({ name, file }: EntryConfig, ref: string): Growth {
  const message = `${name}: budget not judged: regression (${ref} has no ${file})`;
  const notices: Notice[] = [{ code: 'not-judged', level: 'info', message }];
  return { entry: name, report: null, findings: [], notices, problem: null };
}

function toGrowth({ name, budget }: EntryConfig, cpu: CpuVerdict): Growth {
  const { verdict, shift, pairs } = cpu;
  const limit = budget.regression!;
  const actual = shift?.value ?? 0;
  const report: BudgetReport = {
    metric: 'regression',
    actual,
    limit: limit.limit,
    verdict: verdict === 'slower' ? 'fail' : verdict === 'inconclusive' ? 'inconclusive' : 'pass',
    level: limit.level,
    headroomLeft: limit.limit === 0 ? null : (limit.limit - actual) / limit.limit,
    ...(shift !== null && { measured: { ...shift, runs: pairs } }),
  };
  const findings = budgetFindings(name, report, limit);
  return { entry: name, report, findings, notices: [], problem: pairsProblem(name, cpu) };
}
