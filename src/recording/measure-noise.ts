import type { NoiseReport } from '../model/doctor.ts';
import { detectableSlowdown } from '../timing/detectable.ts';
import { hodgesLehmann } from '../timing/hodges-lehmann.ts';
import { logRatios, type Pair } from '../timing/log-ratios.ts';
import { median } from '../timing/median.ts';
import type { BootRequest } from './boot-request.ts';
import { runOnce } from './one-run.ts';

/** Numbers of pairs that a comparison may take. */
const PAIRS = [20, 40, 80];
const FEWEST = 4;

/**
 * Measures a program against itself: pairs of boots, one right after the other, just as `compare` measures two versions.
 *
 * @param request what to boot; its runs are not looked at, its time budget is
 * @param pairs fewer where the time is over before, but not below four
 */
export async function measureNoise(request: BootRequest, pairs: number): Promise<NoiseReport> {
  const measured: Pair[] = [];
  const started = performance.now();
  let problem: string | null = null;
  // The first boot reads the program from the disk: it counts for nothing.
  await cpuOf(request);
  while (measured.length < pairs && problem === null) {
    if (measured.length >= FEWEST && performance.now() - started > request.budgetMs) break;
    request.onRun('plain', measured.length * 2, pairs * 2);
    const [base, head] = [await cpuOf(request), await cpuOf(request)];
    if (typeof base === 'string') problem = base;
    else if (typeof head === 'string') problem = head;
    else measured.push({ baseCpuMs: base, headCpuMs: head });
  }
  return problem === null ? noiseReport(request.entry, measured) : unmeasured(request.entry, problem);
}

function noiseReport(program: string, pairs: readonly Pair[]): NoiseReport {
  const ratios = logRatios(pairs);
  const { value, low, high } = hodgesLehmann(ratios, 0.95);
  return {
    program,
    problem: null,
    pairs: pairs.length,
    cpuMs: median(pairs.flatMap(({ baseCpuMs, headCpuMs }) => [baseCpuMs, headCpuMs])),
    spread: Math.expm1(median(ratios.map(Math.abs))),
    difference: { value: Math.expm1(value), low: Math.expm1(low), high: Math.expm1(high) },
    detectable: PAIRS.map((count) => ({ pairs: count, slowdown: detectableSlowdown(ratios, count) })),
  };
}

function unmeasured(program: string, problem: string): NoiseReport {
  return { program, problem, pairs: 0, cpuMs: null, spread: null, difference: null, detectable: [] };
}

/** CPU of one boot in ms, or why there is none. */
export async function cpuOf(request: BootRequest): Promise<number | string> {
  const { run } = await runOnce(request, {
    kind: 'plain',
    bareNode: process.execPath,
    registrars: [],
    compileCache: null,
  });
  if (run.outcome === 'interrupted') return 'interrupted';
  if (run.outcome === 'timed-out') return `it was not over within ${request.timeoutMs / 1000} s`;
  if (run.outcome !== 'ready')
    return `it did not boot (${run.signal ?? (run.exitCode === null ? run.outcome : `exit code ${run.exitCode}`)})`;
  return run.cpuMs ?? 'no Node process of it could be looked into';
}
