import { sweepRunFolders } from '../boot/run-folder.ts';
import { EXIT } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { BootTrace } from '../model/boot.ts';
import type { Analysis } from '../pipeline.ts';
import type { RecordedBoot } from '../recording/record-boot.ts';
import { bootAll } from './boot-all.ts';
import {
  analysed,
  entriesOfCommands,
  reportBoots,
  whatToBoot,
  type AskedBoots,
  type BootOptions,
} from './boot.ts';
import type { GlobalFlags } from './flags.ts';
import { runLive, type LiveResult, type LiveStep } from './live-run.ts';
import { touchedWords } from './live-words.ts';
import { prepareOutput } from './output.ts';
import { saveBoots } from './saved-boots.ts';
import type { Known } from './watch-known.ts';
import { touchedNames } from './watch-touched.ts';

/** What the last boots leave to the next. */
interface Last {
  readonly known: Known;
  /** What each boot depended on beside files. */
  readonly keys: ReadonlyMap<string, string>;
  readonly boots: ReadonlyMap<string, RecordedBoot>;
}

/** `boot` with `--watch` or `--serve`: entries that no save has touched keep their boots. */
export async function runLiveBoot(
  host: Host,
  flags: GlobalFlags,
  names: readonly string[],
  options: BootOptions,
): Promise<number> {
  const print = await prepareOutput(host, flags, options);
  sweepRunFolders();
  let last: Last | null = null;
  const step = async (given: LiveStep): Promise<LiveResult | null> => {
    const { signal, onRun } = given;
    const asked = await whatToBoot(host, flags, names, options.command);
    const { root, registrars, configFile } = asked;
    const keys = keysOf(asked);
    const again = last === null ? null : await entriesToBoot(host, flags, { asked, keys, last, given });
    if (again !== null) {
      if (again.names.length === 0 && !given.isAfterFailure) return null;
      given.say(touchedWords(given.changed, again.names));
    }
    const context = { root, registrars, flags: options, signal };
    const kept = new Map([...(last?.boots ?? [])].filter(([name]) => again?.names.includes(name) === false));
    const booted = await bootAll(host, flags, { requests: asked.requests, context, kept, onRun });
    const analysis = again?.analysis ?? undefined;
    const measured = { asked, ...booted, options, signal, ...(analysis && { analysis }) };
    const made = await reportBoots(host, flags, measured);
    const traces = made.report.boots ?? [];
    saveBoots(host, flags, root, traces);
    const configFiles = configFile === null ? [] : [configFile];
    const known: Known = { root, analysis: made.analysis, traces, configFiles };
    last = { known, keys, boots: byEntry(traces, booted.boots) };
    const renewed = traces.map(({ entry }) => entry).filter((name) => !kept.has(name));
    const code = made.report.error ? EXIT.couldNot : EXIT.clean;
    const entries = asked.entries ?? entriesOfCommands(traces, flags);
    const page = { root, entries, traces, analysis: made.analysis, node: options.node };
    const more = async () => (await import('./page-cuts.ts')).pageCuts(host, page);
    return { report: made.report, problems: [], code, renewed, known, more };
  };
  return runLive(host, flags, options, { print, step });
}

/** Boots as they are reported, in the order they were recorded. */
function byEntry(
  traces: readonly BootTrace[],
  recorded: readonly RecordedBoot[],
): ReadonlyMap<string, RecordedBoot> {
  return new Map(traces.map((trace, at) => [trace.entry, { trace, notices: recorded[at]?.notices ?? [] }]));
}

/** Empty for a command: it is one for all, and its name shows when it is booted. */
function keysOf({ entries = [], registrars }: AskedBoots): ReadonlyMap<string, string> {
  return new Map(entries.map((entry) => [entry.name, JSON.stringify([entry, registrars])]));
}

interface Again {
  readonly asked: AskedBoots;
  readonly keys: ReadonlyMap<string, string>;
  readonly last: Last;
  readonly given: LiveStep;
}

/** @returns names, and the graph as it is now, where it could be had */
async function entriesToBoot(
  host: Host,
  flags: GlobalFlags,
  { asked: { root, entries }, keys, last, given }: Again,
): Promise<{ readonly names: readonly string[]; readonly analysis: Analysis | null }> {
  // The report says why it cannot be had.
  const analysis = entries === undefined ? null : await analysed(host, flags, root, entries, []);
  const touched = touchedNames(given.changed, last.known, analysis ?? last.known.analysis);
  const names = entries === undefined ? [...last.boots.keys()] : [...keys.keys()];
  return {
    names: names.filter(
      (name) => touched.has(name) || last.keys.get(name) !== keys.get(name) || !last.boots.has(name),
    ),
    analysis,
  };
}
