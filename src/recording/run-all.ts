import { evictFromPageCache } from '../boot/cold-disk.ts';
import { enoughTime, planRuns } from '../boot/run-plan.ts';
import type { RunKind } from '../model/boot.ts';
import type { Notice } from '../model/finding.ts';
import { stoppedEarly } from './boot-notices.ts';
import type { BootRequest } from './boot-request.ts';
import { runOnce, type RecordedRun, type RunSetting } from './one-run.ts';

/** What all runs of a boot have in common beside the request. */
export type CommonSetting = Pick<RunSetting, 'registrars' | 'compileCache'>;

/**
 * Makes the runs of a boot, one after the other, until all are made, the time is over or one ends badly. The run for
 * registrations is made however late it is.
 *
 * @param notices what is learnt on the way is added
 * @returns in the order they ran; a bad one is the last
 */
export async function runAll(
  request: BootRequest,
  common: CommonSetting,
  notices: Notice[],
): Promise<RecordedRun[]> {
  const runs: RecordedRun[] = [];
  const skipped: RunKind[] = [];
  const plan = planOf(request);
  const started = performance.now();
  const elapsedMs = () => performance.now() - started;
  // The cache is filled by a run that does not count.
  if (common.compileCache !== null) await runOnce(request, settingOf('plain', runs, common));
  for (const [at, kind] of plan.entries()) {
    const done = runs.map(({ run }) => run.kind);
    const progress = { elapsedMs: elapsedMs(), budgetMs: request.budgetMs, done, left: plan.slice(at) };
    if (kind !== 'registrations' && !enoughTime(progress)) {
      skipped.push(kind);
      continue;
    }
    request.onRun(kind, runs.length, plan.length);
    if (request.coldDisk) evict(runs, notices);
    const recorded = await runOnce(request, settingOf(kind, runs, common));
    runs.push(recorded);
    if (!isGood(recorded)) return runs;
  }
  notices.push(...stoppedEarly(request, runs, skipped, elapsedMs()));
  return runs;
}

function planOf({ plainRuns, probedRuns, withRegistrations }: BootRequest): RunKind[] {
  return [
    ...planRuns({ plain: plainRuns, probed: probedRuns }),
    ...(withRegistrations ? (['registrations'] as const) : []),
  ];
}

/** Another run of a program that is not one of Node would tell nothing more. */
function isGood({ run, header }: RecordedRun): boolean {
  return run.kind === 'bare' || (run.outcome === 'ready' && header !== null);
}

function settingOf(kind: RunKind, runs: readonly RecordedRun[], common: CommonSetting): RunSetting {
  const bareNode = runs.find(({ execPath }) => execPath !== null)?.execPath ?? process.execPath;
  return { kind, bareNode, ...common };
}

function evict(runs: readonly RecordedRun[], notices: Notice[]): void {
  const files = runs.find(({ account }) => account !== null)?.account?.modules.map(({ key }) => key) ?? [];
  const { problem } = evictFromPageCache(files.filter((key) => key.startsWith('/')));
  if (problem === null || notices.some(({ code }) => code === 'cold-disk')) return;
  notices.push({ code: 'cold-disk', level: 'warning', message: problem });
}
