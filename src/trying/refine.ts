import { sweepRunFolders } from '../boot/run-folder.ts';
import type { CutMeasurement, CutReason } from '../model/cut.ts';
import type { Place } from '../model/finding.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { SkippedEdge } from './apply-cuts.ts';
import { edgesOfSteps, withoutEdges, type CutStep } from './cut-step.ts';
import { Trial, type TrialRequest } from './trial.ts';

/** An import that a boot has shown to be needed at startup. */
export interface BlockedEdge {
  readonly edge: ImportEdge;
  readonly why: CutReason['code'];
  /** Who reads it while booting; null where that is not known. */
  readonly by: Place | null;
}

export interface RefineRequest extends TrialRequest {
  /** What to cut when some imports cannot be. Called again with all that is known to be blocked. */
  readonly plan: (blocked: readonly BlockedEdge[]) => readonly CutStep[];
  /** What is measured by itself once the plan has settled: a few pairs of boots each, all within `maxMs`. */
  readonly alone?: () => readonly (readonly CutStep[])[];
}

export interface Refined {
  /** What of the last plan was booted. */
  readonly steps: readonly CutStep[];
  readonly blocked: readonly BlockedEdge[];
  /** Imports of the last plan that could not be cut for a boot: they ran as they are, nothing is known of them. */
  readonly untried: readonly SkippedEdge[];
  /** Null where nothing is left to cut. */
  readonly measurement: CutMeasurement | null;
  /** How many plans were booted. */
  readonly rounds: number;
  /** The last plan booted without a touch, to the same output and exit code; never where nothing of it was booted. */
  readonly settled: boolean;
  /** As many of `alone` as there was time for, in their order. */
  readonly alone: readonly CutMeasurement[];
}

const MOST_ROUNDS = 8;

/**
 * Finds cuts that hold: plans, boots with the plan, blocks what was loaded all the same, and plans again. The last plan
 * is measured. Runs the user's code.
 *
 * @throws TargetError `boot-failed` where the program fails without any cut
 */
export async function refine(request: RefineRequest): Promise<Refined> {
  sweepRunFolders();
  const trial = new Trial(request);
  const blocked: BlockedEdge[] = [];
  const untried = new Map<ImportEdge, SkippedEdge>();
  try {
    let rounds = 0;
    let isUntouched = false;
    let planned = request.plan(blocked);
    let steps = planned;
    while (steps.length > 0 && rounds < MOST_ROUNDS && !isUntouched && !request.signal.aborted) {
      const { touched, skipped } = await trial.boot(steps);
      rounds++;
      isUntouched = touched.length === 0;
      blocked.push(...touched.map(({ edge, by }) => ({ edge, why: 'touched-while-booting' as const, by })));
      for (const each of skipped) untried.set(each.edge, each);
      const cannot = new Set(blocked.map(({ edge }) => edge));
      // The last plan stands, but for what it may not hold: a plan after it would not have been booted.
      if (!isUntouched && rounds < MOST_ROUNDS) planned = request.plan(blocked);
      steps = withoutEdges(planned, (edge) => untried.has(edge) || cannot.has(edge));
    }
    const measurement = steps.length === 0 ? null : await trial.measure(steps);
    const settled = isUntouched && measurement !== null && isUnchanged(measurement);
    const left = edgesOfSteps(planned).flatMap((edge) => untried.get(edge) ?? []);
    const alone = await measureAlone(trial, request);
    return { steps, blocked, untried: left, measurement, rounds, settled, alone };
  } finally {
    trial.close();
  }
}

/** With fewer, no interval of 95 % leaves 0 out. */
const PAIRS_ALONE = 6;

async function measureAlone(
  trial: Trial,
  { alone, maxMs, signal }: RefineRequest,
): Promise<readonly CutMeasurement[]> {
  const asked = alone?.() ?? [];
  const done: CutMeasurement[] = [];
  const until = performance.now() + maxMs;
  for (const steps of asked) {
    const leftMs = until - performance.now();
    if (signal.aborted || leftMs <= 0) break;
    done.push(await trial.measure(steps, { pairs: PAIRS_ALONE, maxMs: leftMs }));
  }
  return done;
}

/** What a plan no longer registers was weighed when it was made; what it prints was not. */
function isUnchanged({ touched, sameOutput, sameExitCode, problem }: CutMeasurement): boolean {
  return touched.length === 0 && sameOutput && sameExitCode && problem === undefined;
}
