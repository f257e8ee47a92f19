import type { StartupChange } from '../model/compare.ts';
import type { ImportEdge, ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { EntryReport, Report } from '../model/report.ts';

/** One entry's startup as a report tells it. */
export interface ReportedStartup {
  readonly file: ModuleId;
  readonly eager: ReadonlySet<ModuleId>;
  /** All of startup: eager, or on some path. */
  readonly all: ReadonlySet<ModuleId>;
  /** Imports by importer, in source order; only those that startup may run. */
  readonly imports: ReadonlyMap<ModuleId, readonly ImportEdge[]>;
  readonly records: ReadonlyMap<ModuleId, ModuleRecord>;
}

/** Reads one entry's startup out of a report. */
export function reportedStartup({ modules, edges }: Report, entry: EntryReport): ReportedStartup {
  const eager = new Set(entry.startup.eager);
  const all = new Set([...entry.startup.eager, ...entry.startup.conditional]);
  const imports = new Map<ModuleId, ImportEdge[]>();
  for (const edge of edges) {
    if (edge.timing !== 'eager' && edge.timing !== 'conditional') continue;
    if (!all.has(edge.from) || !all.has(edge.to)) continue;
    const own = imports.get(edge.from);
    if (own === undefined) imports.set(edge.from, [edge]);
    else own.push(edge);
  }
  const records = new Map(modules.filter(({ id }) => all.has(id)).map((module) => [module.id, module]));
  return { file: entry.file, eager, all, imports, records };
}

interface Arrival {
  readonly edge: ImportEdge | null;
  readonly modules: ModuleId[];
}

/**
 * What is part of one startup and not of the other, by the imports that bring it: each module is told with the import at
 * which the shortest chain to it leaves what both sides load.
 *
 * @param here startup that has the modules
 * @param there startup that lacks them
 * @returns most modules first
 */
export function startupChanges(here: ReportedStartup, there: ReportedStartup): StartupChange[] {
  const reachedBy = searchTree(here);
  const arrivals = new Map<ImportEdge | null, Arrival>();
  const causes = new Map<ModuleId, ImportEdge | null>();
  // In the order of the search an importer always comes before what it brings.
  for (const [module, edge] of reachedBy) {
    if (there.all.has(module)) continue;
    const cause = edge !== null && !there.all.has(edge.from) ? (causes.get(edge.from) ?? null) : edge;
    causes.set(module, cause);
    const arrival = arrivals.get(cause) ?? { edge: cause, modules: [] };
    arrivals.set(cause, arrival);
    arrival.modules.push(module);
  }
  return [...arrivals.values()]
    .map((arrival) => toChange(arrival, here, there, reachedBy))
    .toSorted((one, other) => other.modules.length - one.modules.length || other.bytes - one.bytes);
}

/** Shortest ways from the entry, eager ones first: each module with the import it is first reached by. */
function searchTree({ file, all, eager, imports }: ReportedStartup): Map<ModuleId, ImportEdge | null> {
  const reachedBy = new Map<ModuleId, ImportEdge | null>([[file, null]]);
  for (const within of [eager, all]) {
    const queue = [...reachedBy.keys()];
    for (const module of queue) {
      for (const edge of imports.get(module) ?? []) {
        if (reachedBy.has(edge.to) || !within.has(edge.to)) continue;
        if (within === eager && edge.timing !== 'eager') continue;
        reachedBy.set(edge.to, edge);
        queue.push(edge.to);
      }
    }
  }
  // What a boot loaded without an import that is known.
  for (const module of all) if (!reachedBy.has(module)) reachedBy.set(module, null);
  return reachedBy;
}

function toChange(
  { edge, modules }: Arrival,
  here: ReportedStartup,
  there: ReportedStartup,
  reachedBy: ReadonlyMap<ModuleId, ImportEdge | null>,
): StartupChange {
  const packageOf =
    ({ records }: ReportedStartup) =>
    (id: ModuleId) => {
      const record = records.get(id);
      return record?.origin === 'package' && record.package !== null ? [record.package] : [];
    };
  const known = new Set([...there.all].flatMap(packageOf(there)));
  const packages = new Set(modules.flatMap(packageOf(here)).filter((name) => !known.has(name)));
  const chain: ImportEdge[] = [];
  for (let at = edge; at !== null; at = reachedBy.get(at.from) ?? null) chain.unshift(at);
  return {
    edge,
    chain,
    line: null,
    timing: modules.some((id) => here.eager.has(id)) ? 'eager' : 'conditional',
    modules,
    packages: [...packages].toSorted(),
    bytes: modules.reduce((sum, id) => sum + (here.records.get(id)?.bytes ?? 0), 0),
  };
}
