import { exitCodeOf, guardInterrupts } from '../boot/guard-interrupts.ts';
import type { Host } from '../io/host.ts';
import { startProgress } from '../io/progress.ts';
import type { TriedCuts } from '../model/cut.ts';
import { assembleReport } from '../report/assemble.ts';
import { edgesOfSteps } from '../trying/cut-step.ts';
import { tryCuts } from '../trying/try-cuts.ts';
import type { BootFlags } from './boot-request.ts';
import { cutsToTry, splitCutWords } from './cuts-to-try.ts';
import { exitCodeOfReport } from './exit-code.ts';
import { findCuts, type FoundCuts } from './find-cuts.ts';
import type { GlobalFlags } from './flags.ts';
import { toGroups } from './groups.ts';
import { codeIfInterrupted } from './interrupted.ts';
import { keepingNotices } from './keeping-notices.ts';
import { prepareOutput } from './output.ts';
import { trialRequest } from './trial-request.ts';
import { untriedIds } from './tried-edges.ts';

export interface TryOptions extends Pick<BootFlags, 'ready' | 'timeout' | 'maxTime' | 'node' | 'exitCode'> {
  readonly scenario: readonly string[];
}

/**
 * `try`: boots with cuts applied and without, in turn, and touches none of the user's files. Runs the user's code.
 *
 * @param words ids of cuts, `from>to`, or `plan` for all of the plan; the rest are entries
 * @returns 0 where it saves time and changes nothing else, 1 where what was deferred is used while booting or something
 *   else changed, 2 where it could not be tried, 3 where the saving cannot be told from noise
 */
export async function runTry(
  host: Host,
  flags: GlobalFlags,
  words: readonly string[],
  options: TryOptions,
): Promise<number> {
  const print = await prepareOutput(host, flags);
  const { cuts: asked, entries: names } = splitCutWords(words);
  const abort = new AbortController();
  const { signal } = abort;
  const release = guardInterrupts((name) => abort.abort(name));
  const progress = startProgress(host, flags.quiet === true);
  try {
    const { node } = options;
    const found = await findCuts(host, flags, names, { ...(node !== undefined && { node }) });
    const { root, config, analysis, notices } = found;
    const onBoot = (count: number): void => progress.step(count, 'boots done');
    const tried = await keepingNotices(notices, () =>
      tryEach(cutsToTry(asked, found.cuts), { host, found, options, signal, onBoot }),
    );
    const given = { command: 'try', version: flags.version, root, config: config.file } as const;
    const assembled = assembleReport({ ...given, groups: toGroups(analysis), findings: [], notices });
    const whole = { ...assembled, tried };
    progress.end();
    await keepingNotices(notices, () => print(whole));
    return signal.aborted ? exitCodeOf(signal.reason as NodeJS.Signals) : exitCodeOfReport(whole);
  } catch (error) {
    return codeIfInterrupted(error, signal);
  } finally {
    progress.end();
    release();
  }
}

interface Trying {
  readonly host: Host;
  readonly found: FoundCuts;
  readonly options: TryOptions;
  readonly signal: AbortSignal;
  readonly onBoot: (done: number) => void;
}

async function tryEach(chosen: ReturnType<typeof cutsToTry>, trying: Trying): Promise<TriedCuts[]> {
  const done: TriedCuts[] = [];
  for (const each of chosen) done.push(await tryOne(each, trying));
  return done;
}

async function tryOne(
  { entry, candidates, steps }: ReturnType<typeof cutsToTry>[number],
  { host, found: { root, config }, options, signal, onBoot }: Trying,
): Promise<TriedCuts> {
  const { registrars } = config;
  const bootFlags: BootFlags = { ...options, registrations: true };
  const { scenario: scenarios } = options;
  const trial = trialRequest(entry, { host, root, registrars, flags: bootFlags, scenarios, signal, onBoot });
  const measurement = await tryCuts({ ...trial, steps });
  const untried = untriedIds(candidates, measurement.skipped ?? []);
  const [cuts, edges] = [candidates.map(({ id }) => id), edgesOfSteps(steps)];
  const open = untried.length > 0 && { untried };
  return { entry: entry.name, scenarios, cuts, edges, measurement, ...open };
}
