import type { BootTrace } from '../../model/boot.ts';
import type { EntryComparison } from '../../model/compare.ts';
import type { CutsReport, TriedCuts } from '../../model/cut.ts';
import type { CycleReport } from '../../model/cycles.ts';
import type { EntryReport, Report, WhyEntry } from '../../model/report.ts';
import { bootPackages, type BootPackage } from '../boot-packages.ts';
import { issuesOf, type Issue } from '../issues.ts';
import { entryNames } from './entry-names.ts';
import type { Place } from './parts.ts';

/** All that a report says of one entry. */
export interface EntryView extends Place {
  readonly name: string;
  readonly report: Report;
  readonly graph: EntryReport | undefined;
  readonly boot: BootTrace | undefined;
  /** Heaviest first; empty where nothing was booted. */
  readonly packages: readonly BootPackage[];
  readonly cuts: CutsReport | undefined;
  readonly tried: readonly TriedCuts[];
  readonly compared: EntryComparison | undefined;
  readonly cycles: readonly CycleReport[];
  readonly why: WhyEntry | undefined;
  readonly issues: readonly Issue[];
}

/** Sorts what a report holds by entry. */
export function entryViews(report: Report): EntryView[] {
  const issues = issuesOf(report, '');
  const { boots = [], cuts = [], tried = [], compare, cycles, why } = report;
  return entryNames(report).map((name, entry) => {
    const boot = boots.find((trace) => trace.entry === name);
    return {
      entry,
      name,
      report,
      graph: report.entries.find((each) => each.name === name),
      boot,
      packages: boot === undefined ? [] : bootPackages(boot),
      cuts: cuts.find((each) => each.entry === name),
      tried: tried.filter((each) => each.entry === name),
      compared: compare?.entries.find((each) => each.name === name),
      cycles: (cycles?.cycles ?? []).filter(({ entrances }) => entrances.some((each) => each.entry === name)),
      why: why?.entries.find((each) => each.entry === name),
      issues: issues.filter((issue) => issue.entry === name),
    };
  });
}
