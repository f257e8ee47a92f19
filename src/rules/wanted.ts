import type { ModuleGraph } from '../model/module-graph.ts';
import { arrivalChain, howReached } from './arrivals.ts';
import { compileModuleMatcher, type PatternMatches } from './module-matcher.ts';
import type { RuleContext, RuleGiven } from './rule.ts';

/** Declarations hold no code: nothing ever loads them. */
const DECLARATION = /\.d\.[cm]?ts$/;

/** What one pattern asks for: files each on its own, packages each by any one of its matched modules. */
export interface Wanted {
  readonly pattern: string;
  /** Those that no earlier pattern of the rule asks for. */
  readonly files: readonly string[];
  /** Module numbers, by package name or builtin id. */
  readonly packages: ReadonlyMap<string, readonly number[]>;
  readonly matchedNothing: boolean;
}

/** Finds what the patterns of a rule ask for among the project's files and what the graph holds. */
export function findWanted(
  patterns: readonly string[],
  { graph, projectFiles }: Pick<RuleGiven, 'graph' | 'projectFiles'>,
): Wanted[] {
  const matcher = compileModuleMatcher(patterns);
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

const STRENGTH = { eager: 0, conditional: 1, lazy: 2, not: 3 } as const;

/** Of several modules the one that startup reaches best: over the strongest edges, then by the shortest chain. */
export function nearest({ graph, arrivals }: RuleContext, modules: readonly number[]): number {
  const cost = (module: number) =>
    STRENGTH[howReached(arrivals, module)] * graph.modules.length +
    arrivalChain(graph, arrivals, module).length;
  return modules.reduce((best, module) => (cost(module) < cost(best) ? module : best));
}
