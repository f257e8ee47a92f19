import { posix } from 'node:path';
import { sweepRunFolders } from '../boot/run-folder.ts';
import { baselineFile } from '../config/baseline-file.ts';
import type { Host } from '../io/host.ts';
import type { Config, EntryConfig } from '../model/config.ts';
import type { Analysis } from '../pipeline.ts';
import { analyseEntries } from './analysis.ts';
import type { CheckBoots, KeptBoots } from './check-boots.ts';
import type { CheckOptions } from './check-options.ts';
import { entriesOfShard } from './check-shard.ts';
import { checkProject } from './check.ts';
import { exitCodeOfReport } from './exit-code.ts';
import type { GlobalFlags } from './flags.ts';
import { keepingNotices } from './keeping-notices.ts';
import { runLive, type LiveResult, type LiveStep } from './live-run.ts';
import { touchedWords } from './live-words.ts';
import { prepareOutput } from './output.ts';
import { loadProject } from './project.ts';
import type { Known } from './watch-known.ts';
import { isConfigured, touchedNames } from './watch-touched.ts';

/** What the last check leaves to the next. */
interface Last {
  readonly known: Known;
  /** The config as it was, as a text. */
  readonly config: string;
  /** What boots of each entry depended on beside files. */
  readonly keys: ReadonlyMap<string, string>;
  readonly boots: CheckBoots | null;
}

/** `check` with `--watch` or `--serve`: entries that no save has touched keep their boots, all are judged together. */
export async function runLiveCheck(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  options: CheckOptions,
): Promise<number> {
  const print = await prepareOutput(host, flags);
  if (options.staticOnly !== true) sweepRunFolders();
  let last: Last | null = null;
  const step = async (given: LiveStep): Promise<LiveResult | null> => {
    const project = await loadProject(host, flags, names);
    const { root, config } = project;
    const chosen = { ...project, ...entriesOfShard(project.entries, options.shard) };
    const learnt = [...project.notices];
    return keepingNotices<LiveResult | null>(learnt, async () => {
      const analysis = await analyseEntries(host, flags, root, chosen.entries);
      const keys = new Map(chosen.entries.map((entry) => [entry.name, keyOf(entry, config)]));
      const ran = last === null ? [...keys.keys()] : entriesToRun(last, keys, given.changed, analysis);
      const isJudgedAnew = last === null || mustJudge(last, config, given);
      if (ran.length === 0 && !isJudgedAnew) return null;
      if (last !== null) given.say(touchedWords(given.changed, ran));
      const { signal, onRun } = given;
      const run = { learnt, signal, analysis, onRun, ...(last && { kept: keptOf(last, ran) }) };
      const { report, problems, boots } = await checkProject(host, flags, chosen, options, run);
      const configFiles = configFilesOf(config);
      const known: Known = { root, analysis, traces: boots?.traces ?? [], configFiles };
      last = { known, config: JSON.stringify(config), keys, boots };
      const { node } = options;
      const page = { root, entries: chosen.entries, traces: report.boots ?? [], analysis, node };
      const more = async () => (await import('./page-cuts.ts')).pageCuts(host, page);
      const renewed = isJudgedAnew ? [...keys.keys()] : ran;
      return { report, problems, code: exitCodeOfReport(report), renewed, known, more };
    });
  };
  return runLive(host, flags, options, { print, step });
}

/** An entry's settings, and what else is loaded of it for the rules. */
function keyOf(entry: EntryConfig, { registrars, rules }: Config): string {
  const loads = rules.filter(({ type }) => type === 'cold-load' || type === 'late-registration');
  return JSON.stringify([entry, registrars, loads]);
}

function entriesToRun(
  { known, keys: before, boots }: Last,
  keys: ReadonlyMap<string, string>,
  changed: ReadonlySet<string>,
  analysis: Analysis,
): string[] {
  const touched = touchedNames(changed, known, analysis);
  return [...keys].flatMap(([name, key]) =>
    touched.has(name) || before.get(name) !== key || boots?.recorded.has(name) === false ? [name] : [],
  );
}

/** Whether the verdict may be another one though no entry was touched. */
function mustJudge({ config: before, known }: Last, config: Config, given: LiveStep): boolean {
  return given.isAfterFailure || before !== JSON.stringify(config) || isConfigured(given.changed, known);
}

function keptOf({ boots }: Last, ran: readonly string[]): KeptBoots {
  const isKept = (name: string) => !ran.includes(name);
  return {
    boots: new Map([...(boots?.recorded ?? [])].filter(([name]) => isKept(name))),
    coldLoads: boots?.coldLoads ?? [],
    lateLoads: boots?.lateLoads ?? [],
  };
}

/** Relative to the root. */
function configFilesOf({ file, rules }: Config): string[] {
  const cruised = rules.flatMap((rule) => (rule.type === 'dependency-cruiser' ? [rule.config] : []));
  return [...(file === null ? [] : [file]), baselineFile(file), ...cruised].map((path) =>
    posix.normalize(path),
  );
}
