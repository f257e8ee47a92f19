import type { ICruiseResult, IModule, ISummary } from 'dependency-cruiser';
import type { ModuleRecord } from '../../model/module-graph.ts';
import type { Report } from '../../model/report.ts';
import { cycleGroups } from './circular.ts';
import { isFollowable, originType, toDependency, type Dependency } from './dependency.ts';
import { instability, toFolders } from './folders.ts';
import type { Feed, Naming } from './names.ts';
import { ruleSet, toViolations, type CruiseViolation } from './violations.ts';

/** A module of the result while it is being put together. */
export type CruiseModule = Omit<IModule, 'dependencies'> & { dependencies: Dependency[] };

/**
 * The report as a dependency-cruiser result: its modules and imports, findings as violations, and its metrics.
 *
 * @param feed makes names and words safe for the format that they are for
 */
export function toCruiseResult(report: Report, feed: Feed): ICruiseResult {
  const modules = toModules(report, feed);
  markCircular(modules);
  const violations = toViolations(report, feed);
  applyViolations(modules, violations);
  const measured = modules.filter((module) => !module.coreModule && !module.couldNotResolve);
  addInstability(measured, modules);
  const result = {
    modules,
    folders: toFolders(measured),
    summary: toSummary(report, modules, violations, feed.name),
  };
  // Only `protocol`, `mimeType` and `instability` of dependencies differ from its types; see Dependency.
  return result as ICruiseResult;
}

function toModules(report: Report, feed: Feed): CruiseModule[] {
  const records = new Map<string, ModuleRecord>(report.modules.map((module) => [module.id, module]));
  const modules = new Map<string, CruiseModule>(
    report.modules.map((record) => [record.id, toModule(record, feed.name)]),
  );
  const seen = new Set<string>();
  for (const edge of report.edges) {
    const from = modules.get(edge.from);
    const to = modules.get(edge.to);
    const [fromRecord, toRecord] = [records.get(edge.from), records.get(edge.to)];
    if (!from || !to || !fromRecord || !toRecord) continue;
    const dependency = toDependency(edge, fromRecord, toRecord, feed);
    const key = JSON.stringify([edge.from, dependency]);
    if (seen.has(key)) continue;
    seen.add(key);
    from.dependencies.push(dependency);
    if (to.dependents.at(-1) !== from.source) to.dependents.push(from.source);
  }
  const all = [...modules.values()];
  for (const module of all) {
    module.dependents = [...new Set(module.dependents)].toSorted();
    module.orphan = module.dependencies.length === 0 && module.dependents.length === 0;
  }
  return all;
}

function toModule(record: ModuleRecord, name: Naming): CruiseModule {
  return {
    source: name(record.id),
    followable: isFollowable(record),
    coreModule: record.origin === 'builtin',
    couldNotResolve: record.origin === 'unresolved',
    dependencyTypes: [originType(record)],
    valid: true,
    dependencies: [],
    dependents: [],
  };
}

function markCircular(modules: readonly CruiseModule[]): void {
  const index = new Map(modules.map((module, number) => [module.source, number]));
  const exists = (dependency: Dependency) => !dependency.typeOnly;
  const groups = cycleGroups(
    modules.map((module) =>
      module.dependencies.filter(exists).flatMap(({ resolved }) => index.get(resolved) ?? []),
    ),
  );
  for (const [number, module] of modules.entries()) {
    for (const dependency of module.dependencies.filter(exists)) {
      const to = index.get(dependency.resolved);
      dependency.circular = to !== undefined && groups[to] === groups[number];
    }
  }
}

/** Its formats count violations anew from what modules and dependencies say, so these have to say it. */
function applyViolations(modules: readonly CruiseModule[], violations: readonly CruiseViolation[]): void {
  const bySource = new Map(modules.map((module) => [module.source, module]));
  for (const { violation } of violations) {
    const module = bySource.get(violation.from);
    if (!module) continue;
    const dependency = module.dependencies.find(
      ({ resolved }) => violation.type === 'dependency' && resolved === violation.to,
    );
    const broken = dependency ?? module;
    broken.valid = false;
    if (!broken.rules?.some((rule) => rule.name === violation.rule.name))
      broken.rules = [...(broken.rules ?? []), violation.rule];
    if (violation.type === 'reachability') {
      const via = violation.via ?? [];
      module.reaches = [
        ...(module.reaches ?? []),
        { asDefinedInRule: violation.rule.name, modules: [{ source: violation.to, via }] },
      ];
    }
  }
}

function addInstability(measured: readonly CruiseModule[], modules: readonly CruiseModule[]): void {
  for (const module of measured)
    module.instability = instability(module.dependencies.length, module.dependents.length);
  const known = new Map(measured.map((module) => [module.source, module.instability ?? 0]));
  for (const module of modules)
    for (const dependency of module.dependencies)
      dependency.instability = known.get(dependency.resolved) ?? 0;
}

function toSummary(
  report: Report,
  modules: readonly CruiseModule[],
  violations: readonly CruiseViolation[],
  name: Naming,
): ISummary {
  const size = (severity: string) =>
    violations.filter(({ violation }) => violation.rule.severity === severity).length;
  return {
    violations: violations.map(({ violation }) => violation),
    error: size('error'),
    warn: size('warn'),
    info: size('info'),
    ignore: 0,
    totalCruised: modules.length,
    totalDependenciesCruised: modules.reduce((sum, module) => sum + module.dependencies.length, 0),
    ...(violations.length > 0 ? { ruleSetUsed: ruleSet(violations) } : {}),
    optionsUsed: { args: report.entries.map((entry) => name(entry.file)).join(' ') },
  };
}
