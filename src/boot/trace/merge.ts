import type { ModuleVisit, OutsideCost } from '../../model/boot.ts';
import type { Origin } from '../../model/module-graph.ts';
import type { ModuleId } from '../../model/module-id.ts';
import { addTotals } from './totals.ts';
import { COSTS, type Cost, type ThreadAccount, type TracedModule } from './traced-module.ts';

/** What a key of a trace stands for. */
export interface ModuleIdentities {
  readonly idOf: (key: string) => ModuleId;
  readonly originOf: (key: string) => Origin;
  readonly packageOf: (key: string) => string | null;
  readonly bytesOf: (key: string) => number;
}

/** A module of the boot; what it alone brings in is a question about the graph and answered elsewhere. */
export type MergedModule = Omit<ModuleVisit, 'retainedMs' | 'retainedModules'>;

/** One module of one run, several keys of one id taken together. */
interface RunModule {
  readonly id: ModuleId;
  readonly traced: TracedModule;
  /** Of its first key, outside of itself. */
  readonly importer: ModuleId | null;
  readonly costs: Record<Cost, number>;
  shared: boolean;
  instances: number;
}

type Run = Map<ModuleId, RunModule>;

/**
 * Takes probed runs of one program together: of each time the smallest, because whatever else the machine did can only
 * have added to it. Order and importers are those of the order that came most often. A module that only some runs
 * loaded is kept, behind the one it followed there.
 *
 * @param accounts of the same thread in every run, at least one
 * @returns in order of first load, totals added up anew
 */
export function mergeAccounts(
  accounts: readonly ThreadAccount[],
  identities: ModuleIdentities,
): MergedModule[] {
  const runs = accounts.map(({ modules }) => runOf(modules, identities.idOf));
  const usual = usualRun(runs);
  const ordered = usual === undefined ? [] : [usual, ...runs.filter((run) => run !== usual)];
  const ids = mergeOrders(ordered);
  const places = new Map(ids.map((id, place) => [id, place]));
  const sources = ids.map((id) => ordered.find((run) => run.has(id))?.get(id) as RunModule);
  const costs = ids.map((id) => leastCosts(ordered, id));
  const importers = sources.map(({ importer }) => importer);
  const totals = addTotals(
    importers.map((id) => (id === null ? -1 : (places.get(id) ?? -1))),
    costs.map((each) => COSTS.reduce((sum, cost) => sum + each[cost], 0)),
  );
  return sources.map(({ traced, id, instances }, place) => ({
    id,
    origin: identities.originOf(traced.key),
    package: identities.packageOf(traced.key),
    format: traced.format,
    bytes: identities.bytesOf(traced.key),
    importer: importers[place] ?? null,
    ...duringOf(traced, id, identities.idOf),
    laterImporters: laterOf(traced, id, importers[place] ?? null, identities.idOf),
    order: place,
    ...(costs[place] as Record<Cost, number>),
    totalMs: totals[place] as number,
    attribution: ordered.some((run) => run.get(id)?.shared) ? 'shared' : 'exact',
    outcome: traced.outcome,
    instances,
  }));
}

/** Time that belongs to no module: of each part the smallest over the runs. */
export function mergeOutside(accounts: readonly ThreadAccount[]): OutsideCost {
  const least = (part: keyof OutsideCost) =>
    accounts.reduce((ms, { outside }) => Math.min(ms, outside[part]), Infinity);
  if (accounts.length === 0) return { nodeMs: 0, loaderMs: 0, afterMs: 0 };
  return { nodeMs: least('nodeMs'), loaderMs: least('loaderMs'), afterMs: least('afterMs') };
}

function runOf(modules: readonly TracedModule[], idOf: ModuleIdentities['idOf']): Run {
  const run: Run = new Map();
  // Files that were made of one source have one id: an import among them is none.
  const importers = new Map<string, ModuleId | null>();
  for (const traced of modules) {
    const id = idOf(traced.key);
    const by = traced.importer === null ? null : idOf(traced.importer);
    const importer = by === id ? (importers.get(traced.importer ?? '') ?? null) : by;
    importers.set(traced.key, importer);
    const known = run.get(id);
    if (known === undefined) {
      const { resolveMs, readMs, lexMs, compileMs, linkMs, selfMs } = traced;
      const costs = { resolveMs, readMs, lexMs, compileMs, linkMs, selfMs };
      const shared = traced.attribution === 'shared';
      run.set(id, { id, traced, importer, costs, shared, instances: traced.instances });
      continue;
    }
    for (const cost of COSTS) known.costs[cost] += traced[cost];
    known.shared ||= traced.attribution === 'shared';
    known.instances += traced.instances;
  }
  return run;
}

/** The first of the runs whose order of modules came most often. */
function usualRun(runs: readonly Run[]): Run | undefined {
  const counts = new Map<string, number>();
  const orders = runs.map((run) => [...run.keys()].join('\n'));
  for (const order of orders) counts.set(order, (counts.get(order) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return runs[orders.findIndex((order) => counts.get(order) === most)];
}

/** The first run's order, with what only later ones have behind the module it follows there. */
function mergeOrders(runs: readonly Run[]): ModuleId[] {
  const next = new Map<ModuleId | null, ModuleId | undefined>();
  for (const run of runs) {
    let before: ModuleId | null = null;
    for (const id of run.keys()) {
      if (!next.has(id)) {
        next.set(id, next.get(before));
        next.set(before, id);
      }
      before = id;
    }
  }
  const ids: ModuleId[] = [];
  for (let id = next.get(null); id !== undefined; id = next.get(id)) ids.push(id);
  return ids;
}

function leastCosts(runs: readonly Run[], id: ModuleId): Record<Cost, number> {
  const least = { resolveMs: 0, readMs: 0, lexMs: 0, compileMs: 0, linkMs: 0, selfMs: 0 };
  for (const cost of COSTS) {
    least[cost] = runs.reduce((ms, run) => Math.min(ms, run.get(id)?.costs[cost] ?? ms), Infinity);
  }
  return least;
}

function duringOf(
  { during }: TracedModule,
  id: ModuleId,
  idOf: ModuleIdentities['idOf'],
): Pick<ModuleVisit, 'during'> {
  if (during === undefined) return {};
  const running = during === null ? null : idOf(during);
  return running === id ? {} : { during: running };
}

function laterOf(
  { laterImporters }: TracedModule,
  id: ModuleId,
  first: ModuleId | null,
  idOf: ModuleIdentities['idOf'],
): ModuleId[] {
  return [...new Set(laterImporters.map(idOf))].filter((later) => later !== id && later !== first);
}
