import type { EntryComparison, StartupChange } from '../model/compare.ts';
import type { Report } from '../model/report.ts';
import { chainText } from './chain-text.ts';
import { arrivedWords, listed } from './compare-issues.ts';
import { fallbackPlace, inRepository } from './finding-place.ts';
import { fingerprint } from './fingerprint.ts';
import type { Issue } from './issues.ts';

/**
 * What a comparison saw come to startup, once for each import that brings it, and which registrations are lost. None of
 * it is a verdict: it is for who reads the change, at the line that made it.
 *
 * @param folder of the root in its repository, with a slash at the end; empty for the top
 */
export function compareArrivals(report: Report, folder: string): Issue[] {
  const entries = report.compare?.entries ?? [];
  const byImport = new Map<string, Arrival>();
  for (const { name, arrived } of entries)
    for (const change of arrived) {
      const key = JSON.stringify(change.edge === null ? [name] : [change.edge.from, change.edge.to]);
      const known = byImport.get(key);
      byImport.set(key, { change: known?.change ?? change, entries: [...(known?.entries ?? []), name] });
    }
  const lost = entries.flatMap((entry) => lostIssue(entry, report, folder));
  return [...lost, ...[...byImport.values()].map((arrival) => arrivalIssue(arrival, report, folder))];
}

interface Arrival {
  /** As the first of the entries sees it. */
  readonly change: StartupChange;
  readonly entries: readonly string[];
}

function arrivalIssue({ change, entries }: Arrival, report: Report, folder: string): Issue {
  const { edge, chain } = change;
  const [first = '', ...others] = entries;
  const file = edge === null ? null : inRepository(edge.from, folder);
  return {
    ...NO_VERDICT,
    label: 'ARRIVED',
    what: arrivedWords(change),
    why: others.length === 0 ? null : `also in ${listed(others)}`,
    next: 'import it where it is needed, if startup does not need it',
    level: 'info',
    entry: first,
    chain: chainText(chain),
    place:
      edge === null || file === null
        ? fallbackPlace(report, first, folder)
        : { file, line: edge.line, column: edge.column },
    fingerprint: fingerprint(`arrived ${first} ${edge?.from ?? ''} ${edge?.to ?? ''}`),
  };
}

function lostIssue({ name, registrations }: EntryComparison, report: Report, folder: string): Issue[] {
  const vanished = registrations?.vanished ?? [];
  if (vanished.length === 0) return [];
  return [
    {
      ...NO_VERDICT,
      label: 'LOST',
      what: `nothing registers ${listed(vanished)} while booting any more`,
      why: null,
      next: 'import what registers it from a module that runs at startup, unless it was dropped on purpose',
      level: 'warning',
      entry: name,
      chain: null,
      place: fallbackPlace(report, name, folder),
      fingerprint: fingerprint(`lost ${name}`),
    },
  ];
}

const NO_VERDICT = { kind: 'finding', rule: 'compare', finding: null } as const;
