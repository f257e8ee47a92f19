import { UsageError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { ErrorReport, Report } from '../model/report.ts';
import { mergeReports } from '../report/merge-reports.ts';
import type { Shard } from '../report/shard.ts';
import type { BootSort } from '../reporters/reporter.ts';
import { exitCodeOfReport } from './exit-code.ts';
import type { GlobalFlags } from './flags.ts';
import { prepareOutput } from './output.ts';
import { readSavedReport, requireReport, type SavedReport } from './read-report.ts';
import { savingFailure } from './saving-failure.ts';

export interface ReportOptions {
  /** Where the report is written as JSON, beside what is asked for with `--reporter` and `--output`. */
  readonly out?: string;
  readonly top?: number;
  readonly depth?: number;
  readonly sort?: BootSort;
}

/**
 * `report FILE` draws a saved report in another format; `report merge FILE...` joins those of shards first. Runs and reads
 * nothing of the project.
 *
 * @param words the file, or `merge` and files
 * @returns the exit code that the report itself deserves
 */
export async function runReport(
  host: Host,
  flags: GlobalFlags,
  words: readonly string[],
  options: ReportOptions,
): Promise<number> {
  const out = options.out === undefined ? [] : [`json=${options.out}`];
  const output = [...flags.output, ...out];
  const print = await prepareOutput(host, { ...flags, output }, options);
  const step = async () => {
    const report = await wanted(host, flags, words);
    await print(report);
    return exitCodeOfReport(report);
  };
  return savingFailure(host, { output }, step, words);
}

async function wanted(host: Host, flags: GlobalFlags, words: readonly string[]): Promise<Report> {
  const [first = '', ...rest] = words;
  if (first === 'merge') return merged(host, flags, rest);
  if (rest.length > 0) {
    throw new UsageError({
      code: 'too-many-reports',
      message: `report draws one saved report, and ${words.length} are given`,
      hint: `To put those of shards together: import-budget report merge ${words.join(' ')}`,
    });
  }
  return requireReport(await readSavedReport(host, first, flags.version));
}

async function merged(host: Host, flags: GlobalFlags, files: readonly string[]): Promise<Report> {
  const saved: SavedReport[] = [];
  for (const file of files) saved.push(await readSavedReport(host, file, flags.version));
  const [first] = saved;
  const shards = saved.filter((it): it is Shard => 'entries' in it.report);
  const failed = saved.filter((it): it is Shard<ErrorReport> => !('entries' in it.report));
  // Where no shard was judged there is nothing to show but why.
  if (first && shards.length === 0) return requireReport(first);
  return mergeReports(shards, failed);
}
