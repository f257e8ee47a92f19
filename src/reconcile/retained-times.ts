import { toGraph } from '../graph/compact.ts';
import { dominators } from '../graph/dominators.ts';
import { countsAsModule } from '../graph/retained.ts';
import type { ModuleVisit } from '../model/boot.ts';
import type { ImportEdge, ModuleGraph, ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';

/** What {@link retainedTimes} reads of a visit. */
export type TimedVisit = Omit<
  ModuleVisit,
  'retainedMs' | 'retainedModules' | 'totalMs' | 'attribution' | 'outcome' | 'instances'
>;

/** What would be saved if a module were not loaded: its own time and that of all that only it brings in. */
export interface RetainedTime {
  readonly retainedMs: number;
  /** Builtins left out. */
  readonly retainedModules: number;
}

/** Stands for Node, which starts whatever nobody imports. */
const NODE = '' as ModuleId;

/**
 * Sums what each loaded module holds: the subtree of the dominator tree over all observed imports, with the entry and
 * the preloads below a common root.
 *
 * @param visits each id once; importers that are not among them count as Node
 * @returns in the order of the visits
 */
export function retainedTimes(visits: readonly TimedVisit[]): RetainedTime[] {
  const graph = graphOfVisits(visits);
  const tree = dominators(graph, 0, 'eager');
  const ms = new Float64Array(graph.modules.length);
  const modules = new Uint32Array(graph.modules.length);
  for (const [i, visit] of visits.entries()) {
    ms[i + 1] = ownMs(visit);
    modules[i + 1] = countsAsModule(visit) ? 1 : 0;
  }
  for (let place = tree.order.length - 1; place > 0; place--) {
    const node = tree.order[place]!;
    const parent = tree.idom[node]!;
    ms[parent]! += ms[node]!;
    modules[parent]! += modules[node]!;
  }
  return visits.map((_, i) => ({ retainedMs: ms[i + 1]!, retainedModules: modules[i + 1]! }));
}

/** The time of a module alone, in ms. */
export function ownMs(visit: TimedVisit): number {
  const { resolveMs, readMs, lexMs, compileMs, linkMs, selfMs } = visit;
  return resolveMs + readMs + lexMs + compileMs + linkMs + selfMs;
}

/** Node 0 is the common root, node i + 1 the visit i. */
function graphOfVisits(visits: readonly TimedVisit[]): ModuleGraph {
  const root: ModuleRecord = { id: NODE, origin: 'builtin', package: null, format: 'builtin', bytes: 0 };
  const known = new Set(visits.map(({ id }) => id));
  const edges: ImportEdge[] = [];
  for (const visit of visits) {
    for (const importer of [visit.importer, ...visit.laterImporters]) {
      if (importer !== null && known.has(importer)) edges.push(edge(importer, visit.id));
    }
  }
  for (const id of outermost(visits, known)) edges.push(edge(NODE, id));
  return toGraph([root, ...visits], edges);
}

/** The modules where the chains of first importers begin; of chains in a circle, one module each. */
function outermost(visits: readonly TimedVisit[], known: ReadonlySet<ModuleId>): ModuleId[] {
  const importerOf = new Map(visits.map(({ id, importer }) => [id, importer]));
  const walkOf = new Map<ModuleId, number>();
  const found: ModuleId[] = [];
  for (const [walk, visit] of visits.entries()) {
    let at = visit.id;
    while (!walkOf.has(at)) {
      walkOf.set(at, walk);
      const up = importerOf.get(at) ?? null;
      const isRoot = up === null || !known.has(up);
      if (isRoot) found.push(at);
      else if (walkOf.get(up) === walk) found.push(up);
      if (isRoot) break;
      at = up;
    }
  }
  return found;
}

function edge(from: ModuleId, to: ModuleId): ImportEdge {
  return { from, to, specifier: '', line: 0, column: 0, kind: 'require', timing: 'eager' };
}
