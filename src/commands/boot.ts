import { exitCodeOf, guardInterrupts } from '../boot/guard-interrupts.ts';
import { sweepRunFolders } from '../boot/run-folder.ts';
import { EXIT, TargetError, UsageError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { BootTrace } from '../model/boot.ts';
import type { EntryConfig } from '../model/config.ts';
import type { Notice } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import type { RecordedBoot } from '../recording/record-boot.ts';
import type { Analysis } from '../pipeline.ts';
import { assembleReport } from '../report/assemble.ts';
import type { BootSort } from '../reporters/reporter.ts';
import { analyseEntries } from './analysis.ts';
import { bootAll } from './boot-all.ts';
import { requestOfCommand, requestOfEntry, type BootContext, type BootFlags } from './boot-request.ts';
import type { GlobalFlags } from './flags.ts';
import { toGroups } from './groups.ts';
import { joinBoots } from './join-boots.ts';
import type { LiveFlags } from './live-flags.ts';
import { keepingNotices } from './keeping-notices.ts';
import { prepareOutput } from './output.ts';
import { plainEntry } from './plain-entry.ts';
import { loadProject, loadRoot } from './project.ts';
import { saveBoots } from './saved-boots.ts';

export interface BootOptions extends BootFlags, LiveFlags {
  readonly top?: number;
  readonly sort?: BootSort;
  readonly depth?: number;
  /** What stood behind `--`; empty where nothing did. */
  readonly command: readonly string[];
}

/**
 * `boot`: real cold boots of entries, or of a command. Runs the user's code; boots one after the other, and analyses the
 * graph only when the last has ended.
 *
 * @param names entries of the config, or files
 */
export async function runBoot(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  options: BootOptions,
): Promise<number> {
  const print = await prepareOutput(host, flags, options);
  const abort = new AbortController();
  const { signal } = abort;
  const asked = await whatToBoot(host, flags, names, options.command);
  const release = guardInterrupts((name) => abort.abort(name));
  try {
    const { report, analysis } = await bootAndReport(host, flags, { asked, options, signal });
    await print(report, async () => {
      const { pageCuts } = await import('./page-cuts.ts');
      const traces = report.boots ?? [];
      const entries = asked.entries ?? entriesOfCommands(traces, flags);
      return pageCuts(host, { root: asked.root, entries, traces, analysis, node: options.node });
    });
    if (signal.aborted) return exitCodeOf(signal.reason as NodeJS.Signals);
    // Of what was broken off, figures may be missing that cuts would be judged by.
    saveBoots(host, flags, asked.root, report.boots ?? []);
    return report.error ? EXIT.couldNot : EXIT.clean;
  } finally {
    release();
  }
}

/**
 * Boots what was asked for, and joins it with the graph. Runs the user's code.
 *
 * @throws UsageError, TargetError where a boot cannot be begun; a boot that fails is in the report
 */
export async function bootReport(host: Host, flags: GlobalFlags, request: BootsToMake): Promise<Report> {
  return (await bootAndReport(host, flags, request)).report;
}

type BootsToMake = Pick<MeasuredBoots, 'asked' | 'options' | 'signal'>;

async function bootAndReport(
  host: Host,
  flags: GlobalFlags,
  { asked, options, signal }: BootsToMake,
): Promise<ReportedBoots> {
  sweepRunFolders();
  const { root, registrars } = asked;
  const context = { root, registrars, flags: options, signal };
  const booted = await bootAll(host, flags, { requests: asked.requests, context });
  return reportBoots(host, flags, { asked, ...booted, options, signal });
}

/** What a command line asks to boot. */
export interface AskedBoots {
  readonly root: string;
  readonly configFile: string | null;
  readonly registrars: readonly string[];
  readonly notices: readonly Notice[];
  /** In the order of the requests; undefined where a command is booted, whose entry shows only then. */
  readonly entries: readonly EntryConfig[] | undefined;
  readonly requests: (context: BootContext) => BootRequest[];
}

/**
 * Finds out what to boot: entries, or a command.
 *
 * @throws UsageError where both are given, or the project cannot be loaded
 */
export async function whatToBoot(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  command: readonly string[],
): Promise<AskedBoots> {
  if (command.length === 0) {
    const { root, config, entries, notices } = await loadProject(host, flags, names);
    const requests = (context: BootContext) => entries.map((entry) => requestOfEntry(entry, context));
    return { root, configFile: config.file, registrars: config.registrars, notices, entries, requests };
  }
  if (names.length > 0 || flags.entry.length > 0) {
    throw new UsageError({
      code: 'entry-and-command',
      message: `both an entry (${[...flags.entry, ...names].join(', ')}) and a command are given`,
      hint: 'Boot entries (import-budget boot ENTRY...) or a command (import-budget boot -- COMMAND), not both.',
    });
  }
  const { root, config, notices } = await loadRoot(host, flags);
  return {
    root,
    configFile: config.file,
    registrars: config.registrars,
    notices,
    entries: undefined,
    requests: (context) => [requestOfCommand(command, flags.conditions, context)],
  };
}

/** Boots that were made. */
export interface MeasuredBoots {
  readonly asked: AskedBoots;
  readonly requests: readonly BootRequest[];
  /** As many as were begun. */
  readonly boots: readonly RecordedBoot[];
  readonly options: BootOptions;
  readonly signal: AbortSignal;
  /** Of the entries, where it has been made; absent where it is to be made. */
  readonly analysis?: Analysis;
}

/** Boots as a report has them, and the graph that explains them; null where it could not be had. */
export interface ReportedBoots {
  readonly report: Report;
  readonly analysis: Analysis | null;
}

/** Analyses what was booted, and puts both together. */
export async function reportBoots(
  host: Host,
  flags: GlobalFlags,
  { asked, requests, boots, options, signal, analysis: given }: MeasuredBoots,
): Promise<ReportedBoots> {
  const { root } = asked;
  const notices = [...asked.notices, ...boots.flatMap((boot) => boot.notices)];
  const traces = boots.map(({ trace }) => trace);
  const entries = asked.entries ?? entriesOfCommands(traces, flags);
  const analysis =
    given ?? (await keepingNotices(notices, () => analysed(host, flags, root, entries, notices)));
  const withMemory = options.memory === true && !signal.aborted;
  const boot = await joinBoots({ root, traces, requests, entries, analysis, withMemory });
  const failed = traces.find(({ failure }) => failure !== null)?.failure;
  const report = assembleReport({
    command: 'boot',
    version: flags.version,
    root,
    config: asked.configFile,
    groups: analysis === null ? [] : toGroups(analysis),
    findings: [],
    notices: [...notices, ...(analysis?.notices ?? [])],
  });
  const error = failed && { code: `boot-${failed.kind}`, message: failed.message, hint: failed.hint };
  return {
    report: { ...report, boots: boot.map(({ trace }) => trace), ...(error && { error }) },
    analysis,
  };
}

/**
 * The graph explains a boot; where it cannot be had, the boot is reported without.
 *
 * @param notices is told why
 */
export async function analysed(
  host: Host,
  flags: GlobalFlags,
  root: string,
  entries: readonly EntryConfig[],
  notices: Notice[],
): Promise<Analysis | null> {
  if (entries.length === 0) return null;
  try {
    return await analyseEntries(host, flags, root, entries);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof TargetError)) throw error;
    notices.push(...error.notices, {
      code: 'not-judged',
      level: 'warning',
      message: `the boot is not compared with the imports: ${error.detail.message}`,
      hint: error.detail.hint,
      ...(error.detail.at && { at: error.detail.at }),
    });
    return null;
  }
}

/** The script that a command turned out to start, as an entry: none where it started none. */
export function entriesOfCommands(traces: readonly BootTrace[], flags: GlobalFlags): EntryConfig[] {
  return traces.flatMap(({ main, entry }) =>
    main === null ? [] : [{ ...plainEntry(entry, main), conditions: flags.conditions }],
  );
}
