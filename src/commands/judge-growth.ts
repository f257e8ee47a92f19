import { posix } from 'node:path';
import { bootPairs } from '../comparing/boot-pairs.ts';
import type { LaidOutSide } from '../comparing/sides.ts';
import { knownError, type ErrorDetail } from '../errors.ts';
import { isFile } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import type { Progress } from '../io/progress.ts';
import type { CpuVerdict } from '../model/compare.ts';
import type { EntryConfig } from '../model/config.ts';
import type { Finding, Notice } from '../model/finding.ts';
import type { BudgetReport } from '../model/report.ts';
import { budgetFindings } from '../rules/budget.ts';
import { requestOfEntry } from './boot-request.ts';
import type { CheckBootsRequest } from './check-boots.ts';
import { pairProgress } from './pair-progress.ts';
import { pairsProblem } from './pairs-problem.ts';

/** Measuring of one entry; the test mostly ends long before. */
const MEASURING_MS = 300_000;

export interface GrowthRequest extends CheckBootsRequest {
  /** The base, as the user wrote it. */
  readonly ref: string;
}

/** Growth of one entry against the base. */
export interface Growth {
  readonly entry: string;
  /** Null where there was nothing to measure. */
  readonly cpu: CpuVerdict | null;
  /** Null where it could not be judged. */
  readonly report: BudgetReport | null;
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  readonly problem: ErrorDetail | null;
}

/** Judges the `regression` limits by boots of the base and the working tree in turn, entry by entry. */
export async function judgeGrowth(
  host: Host,
  asked: GrowthRequest,
  side: LaidOutSide,
  progress: Progress,
): Promise<Growth[]> {
  const limited = asked.entries.filter(({ budget }) => budget.regression !== undefined);
  const judged: Growth[] = [];
  for (const [at, entry] of limited.entries()) {
    if (asked.signal.aborted) break;
    const leftMs = Math.max(asked.until - host.nowMs(), 0) / (limited.length - at);
    const onBoot = (done: number) => progress.step(done, pairProgress(entry.name, done));
    judged.push(
      isFile(posix.resolve(side.root, entry.file))
        ? await growthOf(host, asked, side, { entry, leftMs, onBoot })
        : newEntry(entry, asked.ref),
    );
  }
  return judged;
}

/** What cannot be measured leaves the rest of the check as it is. */
async function growthOf(
  host: Host,
  asked: GrowthRequest,
  side: LaidOutSide,
  measuring: Measuring,
): Promise<Growth> {
  const { entry } = measuring;
  try {
    return toGrowth(entry, await measureGrowth(host, asked, side, measuring));
  } catch (error) {
    const { detail, notices } = knownError(error);
    return { entry: entry.name, cpu: null, report: null, findings: [], notices, problem: detail };
  }
}

interface Measuring {
  readonly entry: EntryConfig;
  readonly leftMs: number;
  readonly onBoot: (done: number) => void;
}

function measureGrowth(
  host: Host,
  { root, config, options, signal }: GrowthRequest,
  side: LaidOutSide,
  { entry, leftMs, onBoot }: Measuring,
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
    onBoot,
  });
}

function newEntry({ name, file }: EntryConfig, ref: string): Growth {
  const message = `${name}: budget not judged: regression (${ref} has no ${file})`;
  const notices: Notice[] = [{ code: 'not-judged', level: 'info', message }];
  return { entry: name, cpu: null, report: null, findings: [], notices, problem: null };
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
  return { entry: name, cpu, report, findings, notices: [], problem: pairsProblem(name, cpu) };
}
