import type { BootTrace } from '../model/boot.ts';
import type { Finding, Notice } from '../model/finding.ts';
import type { ErrorReport, Report } from '../model/report.ts';
import { gatherShards } from './gather-shards.ts';
import { mergeEdges, mergeModules } from './merge-graphs.ts';
import { compareText, sortFindings, sortNotices } from './order.ts';
import type { Shard } from './shard.ts';
import { refuseUnlike } from './unlike-shards.ts';

/**
 * Puts the reports of shards, each of other entries of one project, together as if one command had judged them all. The
 * order of the shards makes no difference. What is found about the whole config counts only where every shard found it:
 * an exception that one shard has no use for may be needed by another. Where a shard is missing, the result is an error
 * with all that the others learnt.
 *
 * @param failed shards that could not be judged at all: the result is an error, with all that the others learnt
 * @returns entries by name, boots by time
 * @throws UsageError where they are not shards of one run: see {@link refuseUnlike}
 */
export function mergeReports(given: readonly Shard[], failed: readonly Shard<ErrorReport>[] = []): Report {
  const { shards, whole, error: missing } = gatherShards(given, failed.length);
  refuseUnlike(shards);
  const reports = shards.map(({ report }) => report);
  const [first] = reports as [Report];
  const boots = reports.some((report) => report.boots) ? mergeBoots(reports) : undefined;
  const error = mergeErrors(shards, failed, missing);
  // A new field of a report fails to compile here: somebody must say how to merge it.
  const merged = {
    schemaVersion: first.schemaVersion,
    tool: first.tool,
    command: first.command,
    root: reports.map(({ root }) => root).toSorted(compareText)[0] as string,
    config: first.config,
    entries: reports.flatMap(({ entries }) => entries).toSorted((a, b) => compareText(a.name, b.name)),
    modules: mergeModules(reports.map(({ modules }) => modules)),
    edges: mergeEdges(reports.map(({ edges }) => edges)),
    findings: mergeFindings(reports, whole),
    notices: sortNotices([
      ...reports.flatMap((report) => (whole ? withoutOwn(report) : report.notices)),
      ...failed.flatMap(({ report }) => report.notices),
    ]),
    why: undefined,
    compare: undefined,
    cycles: undefined,
    cuts: undefined,
    tried: undefined,
    shard: undefined,
    boots,
    error,
  } satisfies Record<keyof Report, unknown>;
  return Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined),
  ) as unknown as Report;
}

/** @param whole whether an exception that is needed by none of the shards is needed by nobody */
function mergeFindings(reports: readonly Report[], whole: boolean): Finding[] {
  const own = reports.flatMap(({ findings }) => findings.filter(({ entry }) => entry !== null));
  const isJudged = whole && reports.every(({ shard }) => shard?.unneeded);
  const general = reports.map(({ findings, shard }) => {
    const unneeded = isJudged ? (shard?.unneeded ?? []) : [];
    const all = [...findings.filter(({ entry }) => entry === null), ...unneeded];
    return new Map(all.map((it) => [contentOf(it), it]));
  });
  const [first = new Map<string, Finding>(), ...others] = general;
  const agreed = [...first].flatMap(([key, finding]) => {
    const all = [finding, ...others.flatMap((found) => found.get(key) ?? [])];
    if (all.length < reports.length) return [];
    // Old only where all shards know it to be.
    return all.find(({ preExisting }) => preExisting !== true) ?? finding;
  });
  return sortFindings([...own, ...agreed]);
}

/** What a shard says of itself alone. */
function withoutOwn({ notices, shard }: Report): Notice[] {
  const own = new Set((shard?.notices ?? []).map((notice) => JSON.stringify(notice)));
  return notices.filter((notice) => !own.has(JSON.stringify(notice)));
}

function contentOf({ preExisting: _preExisting, ...content }: Finding): string {
  return JSON.stringify(content);
}

function mergeBoots(reports: readonly Report[]): BootTrace[] {
  const key = ({ environment, entry }: BootTrace) => `${environment.measuredAt} ${entry}`;
  return reports.flatMap(({ boots = [] }) => boots).toSorted((a, b) => compareText(key(a), key(b)));
}

function mergeErrors(
  shards: readonly Shard[],
  failed: readonly Shard<ErrorReport>[],
  missing: Report['error'],
): Report['error'] {
  const errors = [...shards, ...failed]
    .flatMap(({ name, report: { error } }) => (error ? [{ name, ...error }] : []))
    .toSorted((a, b) => compareText(a.name, b.name));
  const first = missing ?? errors[0];
  if (!first) return undefined;
  const { code, hint } = first;
  const messages = errors.map(({ name, message }) => `${name}: ${message}`);
  return { code, message: [...(missing ? [missing.message] : []), ...messages].join('; '), hint };
}
