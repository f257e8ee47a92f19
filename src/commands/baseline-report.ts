import { exitCodeOf, guardInterrupts } from '../boot/guard-interrupts.ts';
import { sweepRunFolders } from '../boot/run-folder.ts';
import { Interrupted, UsageError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { BootTrace } from '../model/boot.ts';
import type { Report } from '../model/report.ts';
import { assembleReport } from '../report/assemble.ts';
import { analyseEntries } from './analysis.ts';
import { bootAll } from './boot-all.ts';
import { requestOfEntry, type BootFlags } from './boot-request.ts';
import type { GlobalFlags } from './flags.ts';
import { toGroups } from './groups.ts';
import { loadProject, loadRoot, type Project } from './project.ts';
import { readSavedReport, requireReport } from './read-report.ts';

export interface BaselineOptions extends Pick<BootFlags, 'ready' | 'timeout' | 'node' | 'exitCode'> {
  /** A saved report, instead of a fresh analysis. */
  readonly from?: string;
  readonly boot?: true;
  readonly allowAdditions?: true;
}

/** What a baseline is made of, and where it belongs. */
export interface BaselineSource {
  readonly report: Report;
  /** Absolute, forward slashes. */
  readonly root: string;
  /** Relative to the root; null where there is none. */
  readonly configFile: string | null;
}

/**
 * What startup is: as a saved report has it, or analysed now; with `boot`, also booted once for modules and once for
 * registrations.
 *
 * @param first is called when the config is known, before anything is analysed or booted
 * @throws UsageError for flags that do not go together, or a name that the saved report does not hold
 */
export async function baselineReport(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  options: BaselineOptions,
  first: (configFile: string | null, root: string) => void,
): Promise<BaselineSource> {
  if (options.from !== undefined) return fromSaved(host, flags, names, options, first);
  const project = await loadProject(host, flags, names);
  const { root, config } = project;
  first(config.file, root);
  const boots = options.boot ? await namesOfBoots(host, flags, project, options) : undefined;
  const analysis = await analyseEntries(host, flags, root, project.entries);
  const report = assembleReport({
    command: 'graph',
    version: flags.version,
    root,
    config: config.file,
    groups: toGroups(analysis),
    findings: [],
    notices: [...project.notices, ...analysis.notices],
  });
  return { root, configFile: config.file, report: { ...report, ...(boots && { boots }) } };
}

async function fromSaved(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  { from = '', boot }: BaselineOptions,
  first: (configFile: string | null, root: string) => void,
): Promise<BaselineSource> {
  if (boot) {
    throw new UsageError({
      code: 'from-and-boot',
      message: 'a saved report (--from) is not measured again (--boot)',
      hint: 'Leave one of the two out.',
    });
  }
  const { root, config } = await loadRoot(host, flags);
  first(config.file, root);
  const report = requireReport(await readSavedReport(host, from, flags.version));
  const asked = [...flags.entry, ...names];
  const entries = report.entries.filter(({ name }) => asked.length === 0 || asked.includes(name));
  const missing = asked.find((name) => !entries.some((entry) => entry.name === name));
  if (missing !== undefined || entries.length === 0) {
    throw new UsageError({
      code: 'entry-not-found',
      message: missing === undefined ? `${from} holds no entry` : `${from} holds no entry '${missing}'`,
      hint: `Entries of the report: ${report.entries.map(({ name }) => name).join(', ') || 'none'}.`,
      at: { file: from },
    });
  }
  return { root, configFile: config.file, report: { ...report, entries } };
}

async function namesOfBoots(
  host: Host,
  flags: GlobalFlags,
  { root, config, entries }: Project,
  options: BaselineOptions,
): Promise<BootTrace[]> {
  sweepRunFolders();
  const abort = new AbortController();
  const release = guardInterrupts((signal) => abort.abort(signal));
  try {
    const { boots } = await bootAll(host, flags, {
      requests: (context) => entries.map((entry) => requestOfEntry(entry, context)),
      context: {
        root,
        registrars: config.registrars,
        // Names alone are recorded: one boot tells them.
        flags: { ...options, runs: 0, probedRuns: 1, registrations: true },
        signal: abort.signal,
      },
    });
    if (abort.signal.aborted) throw interrupted(abort.signal.reason as NodeJS.Signals);
    return boots.map(({ trace }) => trace);
  } finally {
    release();
  }
}

function interrupted(signal: NodeJS.Signals): Interrupted {
  const exitCode = exitCodeOf(signal);
  return new Interrupted(
    {
      code: 'interrupted',
      message: `interrupted by ${signal} (${exitCode}): the baseline was not changed`,
      hint: 'Start it again.',
    },
    exitCode,
  );
}
