import type { RequiredRule } from '../model/config.ts';
import type { Level, RequiredFinding } from '../model/finding.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { arrivalChain, howReached } from './arrivals.ts';
import { compileModuleMatcher, type PatternMatches } from './module-matcher.ts';
import type { Rule, RuleContext, RuleGiven } from './rule.ts';

/** Declarations hold no code: nothing ever loads them. */
const DECLARATION = /\.d\.[cm]?ts$/;

/** Modules that must be on the startup path for certain; see required.md. */
export const required: Rule<RequiredRule> = {
  prepare(config, given) {
    const wanted = findWanted(config, given);
    return {
      notices: [],
      judged: true,
      exceptedEdges: 'kept',
      check: (context) => wanted.flatMap((pattern) => checkPattern(config, context, pattern)),
    };
  },
};

/** What one pattern asks for: files each on its own, packages each by any one of its matched modules. */
interface Wanted {
  readonly pattern: string;
  /** Those that no earlier pattern of the rule asks for. */
  readonly files: readonly string[];
  /** Module numbers, by package name or builtin id. */
  readonly packages: ReadonlyMap<string, readonly number[]>;
  readonly matchedNothing: boolean;
}

function findWanted(config: RequiredRule, { graph, projectFiles }: RuleGiven): Wanted[] {
  const matcher = compileModuleMatcher(config.modules);
  const files = new Set(projectFiles.filter((file) => !DECLARATION.test(file)));
  for (const { id, origin } of graph.modules) if (origin === 'project') files.add(id);
  const byFile = matcher.matchFiles([...files].toSorted());
  const asked = new Set<string>();
  return matcher.matchGraph(graph).map((matches, i) => {
    const matched = byFile[i]!.files;
    const packages = byPackage(graph, matches);
    const fresh = matched.filter((file) => !asked.has(file));
    for (const file of fresh) asked.add(file);
    const matchedNothing = matched.length === 0 && packages.size === 0;
    return { pattern: matches.pattern, files: fresh, packages, matchedNothing };
  });
}

function byPackage(graph: ModuleGraph, { byName, byPath }: PatternMatches): Map<string, number[]> {
  const packages = new Map<string, number[]>();
  const inPackages = byPath.filter((module) => graph.modules[module]!.origin !== 'project');
  for (const module of [...byName, ...inPackages]) {
    const { id, package: owner } = graph.modules[module]!;
    const members = packages.get(owner ?? id);
    if (members) members.push(module);
    else packages.set(owner ?? id, [module]);
  }
  return packages;
}

function checkPattern(config: RequiredRule, context: RuleContext, wanted: Wanted): RequiredFinding[] {
  const { graph } = context;
  if (wanted.matchedNothing) return [toFinding(config, context, wanted.pattern, null)];
  const missing: RequiredFinding[] = [];
  for (const file of wanted.files as readonly ModuleId[]) {
    if (isCertain(context, graph.index.get(file))) continue;
    missing.push(toFinding(config, context, wanted.pattern, file));
  }
  for (const modules of wanted.packages.values()) {
    if (modules.some((it) => isCertain(context, it))) continue;
    missing.push(toFinding(config, context, wanted.pattern, graph.modules[nearest(context, modules)]!.id));
  }
  return missing;
}

function isCertain({ arrivals }: RuleContext, module: number | undefined): boolean {
  return module !== undefined && howReached(arrivals, module) === 'eager';
}

const STRENGTH = { eager: 0, conditional: 1, lazy: 2, not: 3 } as const;

function nearest({ graph, arrivals }: RuleContext, modules: readonly number[]): number {
  const cost = (module: number) =>
    STRENGTH[howReached(arrivals, module)] * graph.modules.length +
    arrivalChain(graph, arrivals, module).length;
  return modules.reduce((best, module) => (cost(module) < cost(best) ? module : best));
}

function toFinding(
  config: RequiredRule,
  { graph, entry, arrivals }: RuleContext,
  pattern: string,
  id: ModuleId | null,
): RequiredFinding {
  const module = id === null ? undefined : graph.index.get(id);
  const how = module === undefined ? 'not' : howReached(arrivals, module);
  const reached = how === 'eager' ? 'not' : how;
  return {
    rule: 'required',
    level: reached === 'conditional' ? atMostWarning(config.level) : config.level,
    entry: entry.name,
    chain: module === undefined ? [] : arrivalChain(graph, arrivals, module),
    ...(config.reason !== undefined && { reason: config.reason }),
    ...(config.fix !== undefined && { fix: config.fix }),
    pattern,
    module: id,
    reached,
  };
}

/** It may well load: the reader decides. */
function atMostWarning(level: Level): Level {
  return level === 'error' ? 'warning' : level;
}
