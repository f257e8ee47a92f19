import { posix } from 'node:path';
import { sourceOfCompiled } from '../boot/source-maps.ts';
import { baselineFile, loadBaseline, renderBaseline, saveBaseline } from '../config/baseline-file.ts';
import { EXIT } from '../errors.ts';
import { isFile, readText } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import type { Baseline, BaselineLine } from '../model/baseline.ts';
import type { Notice } from '../model/finding.ts';
import { SCHEMA_VERSION, type Report } from '../model/report.ts';
import { startupNames } from '../report/startup-names.ts';
import { whyAdded } from '../report/why-added.ts';
import { type BaselineOutcome, baselineLines } from '../reporters/terminal/baseline.ts';
import { jsonText } from '../reporters/escape.ts';
import { changedBaseline, newLines, staleLines } from '../rules/baseline-changes.ts';
import { baselineReport, type BaselineOptions } from './baseline-report.ts';
import type { GlobalFlags } from './flags.ts';
import { loadProject } from './project.ts';

/** What `baseline` did, also as JSON. */
export interface BaselineResult extends BaselineOutcome {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  readonly command: 'baseline';
  readonly action: 'update' | 'prune';
  /** Absolute, forward slashes. */
  readonly root: string;
  readonly notices: readonly Notice[];
}

/**
 * `baseline update`: records what startup holds. What left it is removed; what is new is added only with
 * `--allow-additions`, or where there is no baseline yet. Entries that are no part of this run stay as they are.
 *
 * @param names entries of the config; all where none is given
 * @returns 0; 1 where something new was not added; 2 where an entry could not be booted
 */
export async function updateBaseline(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  options: BaselineOptions,
): Promise<number> {
  const { report, configFile, root } = await baselineReport(host, flags, names, options, (config, root) => {
    // A file that cannot be read is said before anything is booted.
    loadBaseline(root, config);
  });
  const known = loadBaseline(root, configFile);
  const baseline = known ?? { file: baselineFile(configFile), entries: new Map() };
  const loaded = (report.boots ?? []).flatMap(({ modules }) => modules.map(({ id }) => id));
  const current = startupNames(report, sourceOfCompiled(loaded, root));
  const fresh = newLines(baseline, current);
  const mayGrow = known === null || options.allowAdditions === true;
  const why = whyAdded(report);
  const result = write(root, baseline, staleLines(baseline, current), mayGrow ? fresh : []);
  return print(host, flags, {
    ...result,
    action: 'update',
    isNew: known === null,
    refused: mayGrow ? [] : fresh.map((line) => ({ ...line, why: why(line) })),
    failed: failedBoots(report),
    notices: report.notices,
  });
}

/**
 * `baseline prune`: removes entries that the config does not name, and modules whose files are gone. Analyses nothing;
 * packages and registrations go with the next update.
 *
 * @returns 0
 */
export async function pruneBaseline(host: Host, flags: GlobalFlags): Promise<number> {
  const { root, config, entries, notices } = await loadProject(host, { ...flags, entry: [] }, []);
  const known = loadBaseline(root, config.file);
  const baseline = known ?? { file: baselineFile(config.file), entries: new Map() };
  const names = new Set(entries.map(({ name }) => name));
  const gone = [...baseline.entries].flatMap(([entry, { modules, packages, registrations }]) => {
    const files = [...modules].filter((id) => !names.has(entry) || !isFile(posix.resolve(root, id)));
    const rest = names.has(entry) ? [] : [...packages].map((name) => line(entry, 'package', name));
    const told = names.has(entry) ? [] : [...registrations].map((name) => line(entry, 'registration', name));
    return [...files.map((name) => line(entry, 'module', name)), ...rest, ...told];
  });
  const nothing = { isNew: false, refused: [], failed: [], notices } as const;
  if (known === null)
    return print(host, flags, { ...unwritten(root, baseline), action: 'prune', ...nothing });
  return print(host, flags, { ...write(root, baseline, gone, []), action: 'prune', ...nothing });
}

function line(entry: string, kind: BaselineLine['kind'], name: string): BaselineLine {
  return { entry, kind, name };
}

type Written = Pick<BaselineResult, 'root' | 'file' | 'removed' | 'added' | 'lines'>;

function unwritten(root: string, { file }: Baseline): Written {
  return { root, file, removed: [], added: [], lines: 0 };
}

/** Also puts the file in order where nothing changed: a merge may have left it out of it. */
function write(
  root: string,
  baseline: Baseline,
  removed: readonly BaselineLine[],
  added: readonly BaselineLine[],
): Written {
  const next = changedBaseline(baseline, removed, added);
  const before = readText(posix.resolve(root, baseline.file));
  if (renderBaseline(next, before ?? '') !== before) saveBaseline(root, next);
  const sets = [...next.entries.values()].flatMap((entry) => Object.values(entry) as ReadonlySet<string>[]);
  const lines = sets.reduce((sum, { size }) => sum + size, 0);
  return { root, file: baseline.file, removed, added, lines };
}

function failedBoots({ boots = [] }: Report): BaselineResult['failed'] {
  return boots.flatMap(({ entry, failure }) => (failure ? [{ entry, message: failure.message }] : []));
}

function print(
  host: Host,
  flags: GlobalFlags,
  rest: Omit<BaselineResult, 'schemaVersion' | 'command'>,
): number {
  const result: BaselineResult = { schemaVersion: SCHEMA_VERSION, command: 'baseline', ...rest };
  const text = flags.json ? jsonText(result) : baselineLines(result, flags.verbose === true).join('\n');
  host.stdout.write(`${text}\n`);
  if (result.failed.length > 0) return EXIT.couldNot;
  return result.refused.length > 0 ? EXIT.findings : EXIT.clean;
}
