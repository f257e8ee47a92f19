import { exitCodeOf, guardInterrupts } from '../boot/guard-interrupts.ts';
import { EXIT } from '../errors.ts';
import type { Host } from '../io/host.ts';
import { startProgress } from '../io/progress.ts';
import type { CutsReport } from '../model/cut.ts';
import type { Report } from '../model/report.ts';
import { assembleReport } from '../report/assemble.ts';
import type { BootFlags } from './boot-request.ts';
import type { CutGoal } from './cut-goal.ts';
import { findCuts, type FoundCuts } from './find-cuts.ts';
import type { GlobalFlags } from './flags.ts';
import { toGroups } from './groups.ts';
import { codeIfInterrupted } from './interrupted.ts';
import { keepingNotices } from './keeping-notices.ts';
import { prepareOutput } from './output.ts';
import { trialRequest } from './trial-request.ts';

export interface SuggestOptions extends Pick<
  BootFlags,
  'ready' | 'timeout' | 'maxTime' | 'node' | 'exitCode'
> {
  readonly goal?: CutGoal;
  readonly evict: readonly string[];
  readonly boot?: true;
  readonly verify?: true;
  /** Cuts that are measured by themselves with `--verify`. */
  readonly verifyEach?: number;
  readonly top?: number;
}

/**
 * `suggest`: which imports to take from startup, what each saves, and whether that is safe. Runs none of the analysed
 * code unless `--boot` or `--verify` asks for it.
 */
export async function runSuggest(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  options: SuggestOptions,
): Promise<number> {
  const print = await prepareOutput(host, flags, options);
  const abort = new AbortController();
  const { signal } = abort;
  const boots = options.boot === true || options.verify === true;
  const release = boots ? guardInterrupts((name) => abort.abort(name)) : () => undefined;
  try {
    const report = await suggestReport(host, flags, names, { options, signal });
    await keepingNotices(report.notices, () => print(report));
    return signal.aborted ? exitCodeOf(signal.reason as NodeJS.Signals) : EXIT.clean;
  } catch (error) {
    return codeIfInterrupted(error, signal);
  } finally {
    release();
  }
}

/** What is asked of {@link suggestReport}. */
export interface Suggesting {
  readonly options: SuggestOptions;
  readonly signal: AbortSignal;
}

/**
 * Which imports to take from startup. Runs none of the analysed code unless the options ask for boots.
 *
 * @param names entries of the config, or files; empty for all there are
 * @throws UsageError, TargetError as {@link findCuts}, and where the program fails without any cut
 */
export async function suggestReport(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  { options, signal }: Suggesting,
): Promise<Report> {
  const { goal, evict, node } = options;
  const found = await findCuts(host, flags, names, {
    evict,
    ...(goal && { goal }),
    ...(node !== undefined && { node }),
    ...(options.boot && { boot: { ...options, registrations: false, signal } }),
  });
  const { root, config, analysis, notices } = found;
  const cuts = options.verify ? await verified(found, { host, flags, options, signal }) : found.reports;
  const given = { command: 'suggest', version: flags.version, root, config: config.file } as const;
  return { ...assembleReport({ ...given, groups: toGroups(analysis), findings: [], notices }), cuts };
}

const MEASURED_ALONE = 5;

interface Verifying extends Suggesting {
  readonly host: Host;
  readonly flags: GlobalFlags;
}

/** Loads what boots take only where they are asked for. */
async function verified(
  { root, config, cuts, notices }: FoundCuts,
  { host, flags, options, signal }: Verifying,
): Promise<CutsReport[]> {
  const { verifyCuts } = await import('./verify-cuts.ts');
  const progress = startProgress(host, flags.quiet === true);
  const reports: CutsReport[] = [];
  try {
    for (const each of cuts) {
      const trial = trialRequest(each.entry, {
        host,
        root,
        registrars: config.registrars,
        scenarios: [],
        signal,
        flags: { ...options, registrations: true },
        onBoot: (count) => progress.step(count, 'boots done'),
      });
      reports.push(
        await keepingNotices(notices, () => verifyCuts(each, trial, options.verifyEach ?? MEASURED_ALONE)),
      );
    }
    return reports;
  } finally {
    progress.end();
  }
}
