import { sweepRunFolders } from '../boot/run-folder.ts';
import type { CpuVerdict } from '../model/compare.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import { runOnce, type RecordedRun } from '../recording/one-run.ts';
import { redactOutput } from '../recording/redact.ts';
import { median } from '../timing/median.ts';
import { sequentialPlan } from '../timing/sequential-test.ts';
import { runPairs, type PairsResult, type Side } from './run-pairs.ts';

export interface BootPairsRequest {
  readonly base: BootRequest;
  readonly head: BootRequest;
  /** The least change that is called slower: 0.03 is 3 %; undefined for the default. */
  readonly leastShift: number | undefined;
  readonly maxMs: number;
  readonly signal: AbortSignal;
  /** Called before each boot with how many are done. */
  readonly onBoot: (done: number) => void;
}

const OUTPUT_LINES = 8;
const FRAME = /^\s+at /;

/** Boots an entry's two sides in turn, without the probe, until the sequential test knows whether head is slower. */
export async function bootPairs(request: BootPairsRequest): Promise<CpuVerdict> {
  sweepRunFolders();
  const { leastShift, maxMs, signal, onBoot } = request;
  const plan = sequentialPlan(leastShift);
  const until = performance.now() + maxMs;
  let done = 0;
  let problem: Problem = { message: '', stderr: '' };
  const result = await runPairs({
    plan,
    isOver: () => signal.aborted || performance.now() >= until,
    boot: async (side) => {
      onBoot(done++);
      const run = await bootOnce(request[side]);
      if (!isGood(run)) problem = problemOf(side, run, request[side]);
      return isGood(run) ? run.run.cpuMs : null;
    },
  });
  return toVerdict(result, plan, problem, maxMs);
}

function bootOnce(request: BootRequest): Promise<RecordedRun> {
  return runOnce(request, { kind: 'plain', bareNode: process.execPath, registrars: [], compileCache: null });
}

function isGood({ run }: RecordedRun): boolean {
  return run.outcome === 'ready' && run.cpuMs !== null && run.cpuMs > 0;
}

/** Why a boot does not count. */
interface Problem {
  readonly message: string;
  readonly stderr: string;
}

function problemOf(side: Side, { run, launched }: RecordedRun, request: BootRequest): Problem {
  const { exitCode, signal, outcome } = run;
  const how = exitCode === null ? (signal ?? '') : `exit code ${exitCode}`;
  const told =
    outcome === 'ready'
      ? 'told nothing: it is no program of Node, or refuses the probe'
      : `${outcome}${how === '' ? '' : ` (${how})`}`;
  const output = launched.stderr.trim() || launched.stdout.trim();
  const lines = output.split('\n').filter((line) => !FRAME.test(line));
  return {
    message: `the boot of ${side} ${launched.problem ?? told}`,
    stderr: redactOutput(lines.slice(-OUTPUT_LINES).join('\n'), request),
  };
}

function toVerdict(
  { pairs, verdict, stopped }: PairsResult,
  { leastShift, margin }: ReturnType<typeof sequentialPlan>,
  problem: Problem,
  maxMs: number,
): CpuVerdict {
  const over = { message: `measuring took longer than ${Math.round(maxMs / 1000)} s`, stderr: '' };
  return {
    kind: 'verdict',
    verdict: verdict?.verdict ?? 'inconclusive',
    shift: verdict?.shift ?? null,
    pairs: pairs.length,
    baseCpuMs: pairs.length === 0 ? null : median(pairs.map(({ baseCpuMs }) => baseCpuMs)),
    headCpuMs: pairs.length === 0 ? null : median(pairs.map(({ headCpuMs }) => headCpuMs)),
    leastShift,
    margin,
    stopped: stopped === null ? null : { why: stopped, ...(stopped === 'failed' ? problem : over) },
  };
}
