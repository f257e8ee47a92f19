import { UsageError } from '../errors.ts';
import type { Host } from '../io/host.ts';
import type { CutCandidate, CutsReport } from '../model/cut.ts';
import type { Analysis } from '../pipeline.ts';
import { analyseEntries } from './analysis.ts';
import { chosenCuts, splitWords } from './chosen-cuts.ts';
import type { GlobalFlags } from './flags.ts';
import { loadProject, type Project } from './project.ts';
import { readSavedReport, requireReport } from './read-report.ts';
import { refuseForeignCuts } from './saved-cuts.ts';

/** Cuts to be written, and what they are of. */
export interface ChosenFix {
  readonly project: Project;
  readonly analysis: Analysis;
  readonly cuts: readonly CutCandidate[];
}

/**
 * Finds the cuts that are to be written: in a saved report, else as `suggest` would with the last boot, else as it would
 * without one (a cut's id depends on what it was worked out from).
 *
 * @param words ids of cuts, then names of entries
 * @param from a report that `suggest --json` wrote
 * @throws UsageError where a cut is not known, or a saved one is not of these files; TargetError where one is blocked
 */
export async function findChosen(
  host: Host,
  flags: GlobalFlags,
  words: readonly string[],
  from: string | undefined,
): Promise<ChosenFix> {
  const { ids, entries } = splitWords(words);
  if (from === undefined) return findAnew(host, flags, ids, entries);
  const report = requireReport(await readSavedReport(host, from, flags.version));
  const cuts = chosenCuts(ids, report.cuts ?? []);
  const project = await loadProject(host, flags, entries);
  const analysis = await analyseEntries(host, flags, project.root, project.entries);
  refuseForeignCuts(cuts, analysis, from);
  return { project, analysis, cuts };
}

async function findAnew(
  host: Host,
  flags: GlobalFlags,
  ids: readonly string[],
  entries: readonly string[],
): Promise<ChosenFix> {
  const { findCuts } = await import('./find-cuts.ts');
  const { project, analysis, reports } = await findCuts(host, flags, entries, {});
  const known = new Set(reports.flatMap(({ candidates }) => candidates.map(({ id }) => id)));
  const isMeasured = reports.some(({ basis }) => basis === 'measured');
  if (!isMeasured || ids.every((id) => known.has(id)))
    return { project, analysis, cuts: explained(() => chosenCuts(ids, reports), isMeasured) };
  const bySize = await findCuts(host, flags, entries, { withoutBoots: true });
  const others = bySize.reports.map((report): CutsReport => ({
    ...report,
    candidates: report.candidates.filter(({ id }) => !known.has(id)),
  }));
  return { project, analysis, cuts: explained(() => chosenCuts(ids, [...reports, ...others]), true) };
}

/** Says how to get at a cut that was there when it was suggested. */
function explained<T>(choose: () => T, isMeasured: boolean): T {
  try {
    return choose();
  } catch (error) {
    if (!(error instanceof UsageError) || error.detail.code !== 'no-such-cut') throw error;
    const basis = isMeasured
      ? 'Cuts depend on the last boot, and on the files.'
      : 'Cuts depend on the last boot, and none is saved for these entries.';
    const ways =
      'Take it from the report that it stands in: import-budget suggest --json > cuts.json, then import-budget fix --from cuts.json ID';
    const again = isMeasured ? '' : ' Or boot again: import-budget suggest --boot.';
    throw new UsageError({ ...error.detail, hint: `${error.detail.hint} ${basis} ${ways}.${again}` });
  }
}
