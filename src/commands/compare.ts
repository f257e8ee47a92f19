import { resolve } from 'node:path';
import { UsageError } from '../errors.ts';
import { isFile } from '../io/files.ts';
import type { Host } from '../io/host.ts';
import { compareReports } from '../comparing/compare-reports.ts';
import type { CompareReport } from '../model/compare.ts';
import type { Notice } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { BootFlags } from './boot-request.ts';
import { compareRefs } from './compare-refs.ts';
import { exitCodeOfReport } from './exit-code.ts';
import { printProblems } from './failure.ts';
import type { GlobalFlags } from './flags.ts';
import { prepareOutput } from './output.ts';
import { readSavedReport, requireReport } from './read-report.ts';
import { savingFailure } from './saving-failure.ts';

export interface CompareOptions extends Pick<
  BootFlags,
  'ready' | 'timeout' | 'maxTime' | 'node' | 'exitCode' | 'compileCache'
> {
  readonly staticOnly?: true;
  readonly install?: true;
  /** A shell command that builds the program of a commit. */
  readonly prepare?: string;
  /** The least change of CPU that is called slower: 0.05 is 5 %. */
  readonly regression?: number;
}

/**
 * `compare`: what came to startup and what left, and whether it got slower; of two saved reports, or of two git refs (head
 * is the working tree where none is named). With refs it runs the user's code, unless `--static-only`.
 *
 * @returns 0 clean, 1 slower, 2 could not do it, 3 inconclusive
 */
export async function runCompare(
  host: Host,
  flags: GlobalFlags,
  base: string,
  head: string | undefined,
  options: CompareOptions,
): Promise<number> {
  const print = await prepareOutput(host, flags);
  const words = head === undefined ? [base] : [base, head];
  const step = async () => {
    if (areReports(host, base, head)) {
      const { report, boots } = await compareSaved(host, flags, base, head);
      await print(report, async () => boots());
      return exitCodeOfReport(report);
    }
    const { report, code } = await compareRefs(host, flags, { base, head, options });
    await print(report);
    if (report.error !== undefined) printProblems([report.error], host, flags.quiet === true);
    return code ?? exitCodeOfReport(report);
  };
  return savingFailure(host, flags, step, words);
}

/**
 * Whether two files are meant. A branch may be called `x.json`, too; a file of that name is the likelier meaning.
 *
 * @throws UsageError where one is a report and the other is not, or is missing
 */
function areReports(host: Host, base: string, head: string | undefined): head is string {
  const isReport = (word: string) => isFile(resolve(host.cwd, word)) || word.endsWith('.json');
  if (head !== undefined && isReport(base) && isReport(head)) return true;
  if (!isReport(base) && (head === undefined || !isReport(head))) return false;
  const message =
    head === undefined
      ? `${base} is one saved report, and a comparison needs two`
      : `${base} and ${head}: one is a saved report, the other is none`;
  throw new UsageError({
    code: 'report-and-ref',
    message,
    hint: 'Give two saved reports (import-budget compare BASE.json HEAD.json), or git refs (import-budget compare main).',
  });
}

interface ComparedSaved {
  readonly report: Report;
  /** Those of both sides, where both have some. */
  readonly boots: () => Partial<Report>;
}

async function compareSaved(
  host: Host,
  flags: GlobalFlags,
  base: string,
  head: string,
): Promise<ComparedSaved> {
  const [old, now] = [
    requireReport(await readSavedReport(host, base, flags.version)),
    requireReport(await readSavedReport(host, head, flags.version)),
  ];
  const compare: CompareReport = {
    base: { kind: 'report', name: base, commit: null, packages: null },
    head: { kind: 'report', name: head, commit: null, packages: null },
    entries: compareReports(old, now),
  };
  if (compare.entries.length === 0) throw nothingIn(base, head);
  const { schemaVersion, tool, root, config, entries, modules, edges } = now;
  const notices = seriesNotice(compare);
  const report: Report = {
    schemaVersion,
    tool,
    command: 'compare',
    root,
    config,
    entries,
    modules,
    edges,
    findings: [],
    notices,
    compare,
  };
  const boots = () =>
    old.boots && now.boots ? { boots: now.boots, compare: { ...compare, boots: old.boots } } : {};
  return { report, boots };
}

function seriesNotice({ entries }: CompareReport): Notice[] {
  if (!entries.some(({ cpu }) => cpu !== null)) return [];
  return [
    {
      code: 'separate-series',
      level: 'info',
      message:
        'the CPU figures come from two series measured at different times: a hint at most, and no verdict rests on them',
      hint: 'For a verdict, measure both in turn: import-budget compare BASE-REF',
    },
  ];
}

function nothingIn(base: string, head: string): UsageError {
  return new UsageError({
    code: 'nothing-to-compare',
    message: `neither ${base} nor ${head} holds an entry`,
    hint: 'Save reports that do: import-budget graph --json > base.json',
  });
}
