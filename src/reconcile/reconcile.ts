import { breadthFirst } from '../graph/breadth-first.ts';
import { countsAsModule } from '../graph/retained.ts';
import { CONDITIONAL, type ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { CompiledFiles, Drift, Startup, StartupModule } from '../model/startup.ts';
import {
  isExpected,
  join,
  knownId,
  knownIdOf,
  NONE,
  type ExpectedStartup,
  type Joined,
  type ObservedBoot,
} from './join.ts';
import { findMismatch } from './mismatch.ts';
import { pairDrift } from './pair-drift.ts';
import { runtimeOnlyDrift } from './runtime-only.ts';
import { staticOnlyDrift } from './static-only.ts';

/** Where every file on disk is its own source. */
export const NOTHING_COMPILED: CompiledFiles = { sourceOf: new Map(), bundles: new Map(), gone: new Set() };

/**
 * Joins what the graph expects of a boot with what was loaded, and explains where they disagree.
 *
 * @param expected one entry, analysed
 * @param boot a boot of that entry
 * @param compiled what was found out about the boot's files
 */
export function reconcile(
  expected: ExpectedStartup,
  boot: ObservedBoot,
  compiled: CompiledFiles = NOTHING_COMPILED,
): Startup {
  const joined = join(expected, boot, compiled);
  const modules = [...loadedModules(joined, expected), ...missingModules(joined, expected)];
  return { modules, drift: findDrift(joined, expected, boot, compiled, modules) };
}

function findDrift(
  joined: Joined,
  expected: ExpectedStartup,
  boot: ObservedBoot,
  compiled: CompiledFiles,
  modules: readonly StartupModule[],
): Drift {
  const { node, sets, built } = expected;
  const records = new Map<ModuleId, ModuleRecord>(modules.map((module) => [module.id, module]));
  const { staticOnly, runtimeOnly } = pairDrift(
    staticOnlyDrift(joined, node, sets.eager, boot.probe.mode),
    runtimeOnlyDrift(joined, built, compiled.gone, boot.main),
    (id) => records.get(id),
  );
  return {
    staticOnly: largestFirst(staticOnly),
    runtimeOnly: largestFirst(runtimeOnly),
    both: modules.filter((module) => module.evidence === 'both' && countsAsModule(module)).length,
    mismatch: findMismatch(joined, expected, boot, staticOnly),
  };
}

/** Loaded modules in order of first load; files compiled from one source are one module. */
function loadedModules(joined: Joined, expected: ExpectedStartup): StartupModule[] {
  const { graph, visits } = joined;
  const timings = timingsOf(joined, expected);
  const loadedAs = new Map<ModuleId, ModuleId[]>();
  const found: StartupModule[] = [];
  for (const visit of inOrder(joined)) {
    const id = knownId(joined, visit);
    const others = loadedAs.get(id);
    if (others !== undefined) {
      others.push(visits[visit]!.id);
      continue;
    }
    const names = [visits[visit]!.id];
    loadedAs.set(id, names);
    const node = joined.nodeOf[visit]!;
    found.push({
      ...recordOf(node === NONE ? visits[visit]! : graph.modules[node]!),
      evidence: isExpected(joined, visit) ? 'both' : 'runtime',
      timing: timings[node] ?? 'none',
      importer: knownIdOf(joined, visits[visit]!.importer),
      loadedAs: names,
    });
  }
  return found;
}

function inOrder({ visits }: Joined): number[] {
  return [...visits.keys()].toSorted((a, b) => visits[a]!.order - visits[b]!.order);
}

/** Modules of static startup with no visit of their own: not loaded, or inside a loaded bundle. */
function missingModules(joined: Joined, expected: ExpectedStartup): StartupModule[] {
  const { graph, visits, loadedBy, nodeOf } = joined;
  const tree = breadthFirst(graph, [expected.node], CONDITIONAL);
  const timings = timingsOf(joined, expected);
  const found: StartupModule[] = [];
  for (const [node, record] of graph.modules.entries()) {
    const visit = loadedBy[node]!;
    const isOwnVisit = visit !== NONE && nodeOf[visit] === node;
    if (!joined.inStartup[node] || isOwnVisit || record.origin === 'unresolved') continue;
    const edge = tree.parentEdge[node]!;
    found.push({
      ...recordOf(record),
      evidence: visit === NONE ? 'static' : 'both',
      timing: timings[node] ?? 'none',
      importer: edge < 0 ? null : graph.edges[edge]!.from,
      loadedAs: visit === NONE ? [] : [visits[visit]!.id],
    });
  }
  return found;
}

function timingsOf({ graph }: Joined, { sets }: ExpectedStartup): StartupModule['timing'][] {
  const timings = Array.from<unknown, StartupModule['timing']>(graph.modules, () => 'none');
  for (const set of ['eager', 'conditional', 'lazy'] as const)
    for (const node of sets[set]) timings[node] = set;
  return timings;
}

function recordOf({ id, origin, package: name, format, bytes }: ModuleRecord): ModuleRecord {
  return { id, origin, package: name, format, bytes };
}

function largestFirst<T extends { modules: number; module: ModuleId }>(drift: readonly T[]): T[] {
  return drift.toSorted((a, b) => b.modules - a.modules || (a.module < b.module ? -1 : 1));
}
