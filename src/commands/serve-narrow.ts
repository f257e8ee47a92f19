import type { Report } from '../model/report.ts';

/** A report of some entries alone; what is about no entry, or about the project, stays. */
export function narrowReport(report: Report, wants: (entry: string) => boolean): Report {
  const { entries, boots, cuts, findings } = report;
  return {
    ...report,
    entries: entries.filter(({ name }) => wants(name)),
    findings: findings.filter(({ entry }) => entry === null || wants(entry)),
    ...(boots && { boots: boots.filter(({ entry }) => wants(entry)) }),
    ...(cuts && { cuts: cuts.filter(({ entry }) => wants(entry)) }),
  };
}
