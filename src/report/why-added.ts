import type { BaselineLine } from '../model/baseline.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { registrationName } from '../model/registration-name.ts';
import type { EntryReport, Report } from '../model/report.ts';
import { firstImporters } from './first-importers.ts';

/**
 * Says how startup comes to a name: the imports from the entry down to it, or the modules that loaded one another where
 * only the boot saw it.
 *
 * @returns `src/cli.ts:3 -> src/log.ts:1 -> chalk`; null where it is the entry itself, or nothing is known
 */
export function whyAdded(report: Report): (added: BaselineLine) => string | null {
  const chains = new Map(report.entries.map((entry) => [entry.name, shortestChains(entry, report)]));
  const packageOf = new Map(report.modules.map(({ id, package: owner }) => [id, owner]));
  return ({ entry, kind, name }) => {
    if (kind === 'registration') return registeredBy(report, entry, name);
    const to = chains.get(entry);
    const ids =
      kind === 'module' ? [name] : [...(to?.keys() ?? [])].filter((id) => packageOf.get(id) === name);
    const chain = ids
      .map((id) => chainTo(to, id as ModuleId))
      .toSorted((one, other) => one.length - other.length)[0];
    if (chain !== undefined && chain.length > 0)
      return [...chain.map(({ from, line }) => `${from}:${line}`), name].join(' -> ');
    return loadedBy(report, entry, kind, name);
  };
}

/** By which edge a breadth-first search from the entry first comes to a module; null for the entry. */
function shortestChains({ file }: EntryReport, { edges }: Report): Map<ModuleId, ImportEdge | null> {
  const byImporter = new Map<ModuleId, ImportEdge[]>();
  for (const edge of edges) {
    if (edge.timing !== 'eager' && edge.timing !== 'conditional') continue;
    const known = byImporter.get(edge.from);
    if (known === undefined) byImporter.set(edge.from, [edge]);
    else known.push(edge);
  }
  const found = new Map<ModuleId, ImportEdge | null>([[file, null]]);
  // A map hands on what is added while it is walked through.
  for (const id of found.keys())
    for (const edge of byImporter.get(id) ?? []) if (!found.has(edge.to)) found.set(edge.to, edge);
  return found;
}

function chainTo(by: ReadonlyMap<ModuleId, ImportEdge | null> | undefined, id: ModuleId): ImportEdge[] {
  const chain: ImportEdge[] = [];
  for (let edge = by?.get(id) ?? null; edge !== null; edge = by?.get(edge.from) ?? null) chain.unshift(edge);
  return chain;
}

function loadedBy({ boots }: Report, entry: string, kind: BaselineLine['kind'], name: string): string | null {
  const visits = boots?.find((boot) => boot.entry === entry)?.modules ?? [];
  const last = visits.find(({ id, package: owner, origin }) =>
    kind === 'package' ? origin === 'package' && owner === name : id === name,
  );
  const chain = last === undefined ? [] : firstImporters(visits, last);
  return chain.length === 0 ? null : `${[...chain, name].join(' -> ')} (as it was loaded)`;
}

function registeredBy({ boots }: Report, entry: string, name: string): string | null {
  const found = boots
    ?.find((boot) => boot.entry === entry)
    ?.registrations?.find((registration) => registrationName(registration) === name);
  return found === undefined ? null : `by ${found.module}`;
}
