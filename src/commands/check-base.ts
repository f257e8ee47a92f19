import { bootPairs } from '../comparing/boot-pairs.ts';
import { baseFindings, withCommit } from '../comparing/base-findings.ts';
import { isFile } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import type { CpuVerdict } from '../model/compare.ts';
import type { EntryConfig } from '../model/config.ts';
import type { BudgetFinding, Finding } from '../model/finding.ts';
import type { BudgetReport } from '../model/report.ts';
import type { Analysis } from '../pipeline.ts';
import { fingerprints } from '../reporters/fingerprint.ts';
import { analyseEntries } from './analysis.ts';
import { requestOfEntry } from './boot-request.ts';
import type { CheckOptions } from './check-options.ts';
import type { GlobalFlags } from './flags.ts';
import { resolve } from 'node:path';

export interface CheckBaseRequest {
  readonly root: string;
  readonly ref: string;
  readonly entries: readonly EntryConfig[];
  readonly registrars: readonly string[];
  readonly options: CheckOptions;
  readonly signal: AbortSignal;
}

/**
 * Marks what the rules found on the base as well: no change is to blame for it.
 *
 * @param check what the rules say of an analysis
 */
export async function markPreExisting(
  host: Host,
  flags: GlobalFlags,
  { root, ref, entries, signal }: CheckBaseRequest,
  findings: readonly Finding[],
  check: (analysis: Analysis) => readonly Finding[],
): Promise<Finding[]> {
  const base = await baseFindings({
    ref,
    root,
    entries,
    install: false,
    signal,
    // A cache would be kept for a folder that is gone afterwards.
    analyse: (folder, there) => analyseEntries(host, { ...flags, cache: false }, folder, there),
    check,
  });
  const known = new Set(fingerprints(base.findings));
  const own = fingerprints(findings);
  return findings.map((finding, at) =>
    known.has(own[at] as string) ? { ...finding, preExisting: true as const } : finding,
  );
}

/** Growth of one entry against the base, judged by boots of both in turn. */
export interface Growth {
  readonly entry: string;
  readonly report: BudgetReport;
  readonly finding: BudgetFinding | null;
}

/** Judges the `regression` limits of all entries that have one; entries the base lacks are left out. */
export async function judgeGrowth(host: Host, asked: CheckBaseRequest): Promise<Growth[]> {
  const limited = asked.entries.filter(({ budget }) => budget.regression !== undefined);
  if (limited.length === 0) return [];
  const { root, ref, registrars, options, signal } = asked;
  return withCommit({ ref, root, install: false, signal }, async (side) => {
    const judged: Growth[] = [];
    for (const entry of limited) {
      if (signal.aborted || !isFile(resolve(side.root, entry.file))) continue;
      const context = {
        host,
        registrars,
        flags: { ...options, registrations: false },
        signal,
        onRun: () => undefined,
      };
      const verdict = await bootPairs({
        base: requestOfEntry(entry, { ...context, root: side.root }),
        head: requestOfEntry(entry, { ...context, root }),
        leastShift: entry.budget.regression!.limit,
        maxMs: options.maxTime ?? 300_000,
        signal,
        onBoot: () => undefined,
      });
      judged.push(toGrowth(entry, verdict));
    }
    return judged;
  });
}

function toGrowth({ name, budget }: EntryConfig, { verdict, shift, pairs }: CpuVerdict): Growth {
  const { limit, level } = budget.regression!;
  const actual = shift?.value ?? 0;
  const measured = shift === null ? {} : { measured: { ...shift, runs: pairs } };
  const decided = verdict === 'slower' ? 'fail' : verdict === 'inconclusive' ? 'inconclusive' : 'pass';
  const report: BudgetReport = {
    metric: 'regression',
    actual,
    limit,
    verdict: decided,
    level,
    headroomLeft: limit === 0 ? null : (limit - actual) / limit,
    ...measured,
  };
  const finding: BudgetFinding | null =
    decided === 'pass'
      ? null
      : {
          rule: 'budget',
          level,
          entry: name,
          chain: [],
          metric: 'regression',
          actual,
          limit,
          ...(decided === 'inconclusive' && { verdict: 'inconclusive' as const }),
          ...measured,
        };
  return { entry: name, report, finding };
}
