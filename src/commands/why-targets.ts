import type { BuiltGraph } from '../graph/build.ts';
import { toGraph } from '../graph/compact.ts';
import type { ImportEdge, ModuleGraph, ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { WhyTargets } from '../report/why.ts';
import { packageOfSpecifier } from '../model/package-name.ts';
import { packageNameOf } from '../resolve/package-scope.ts';
import { compileModuleMatcher } from '../rules/module-matcher.ts';

export interface FoundTargets extends WhyTargets {
  /** Ids of the matched modules of the graph. */
  readonly ids: readonly ModuleId[];
}

/**
 * Finds what `why` asks about: the module of that very id or path where there is one, else all that the pattern matches;
 * among the modules of the graph, and at the ends of the edges that are not followed.
 *
 * @param query as the user gave it
 * @param id the same read as a path
 */
export function findTargets({ graph, unfollowed }: BuiltGraph, query: string, id: string): FoundTargets {
  const whole = withUnfollowed(graph, unfollowed);
  const matched = match(whole, query, id);
  // The graph's own modules come first, under the same numbers.
  const modules = matched.slice(0, graph.modules.length);
  const mentions = unfollowed.filter(({ to }) => matched[whole.index.get(to) as number]);
  return { modules, mentions, ids: graph.modules.filter((_, at) => modules[at]).map(({ id }) => id) };
}

function match(graph: ModuleGraph, query: string, id: string): Uint8Array {
  const targets = new Uint8Array(graph.modules.length);
  const exact = graph.index.get(query as ModuleId) ?? graph.index.get(id as ModuleId);
  if (exact !== undefined) {
    targets[exact] = 1;
    return targets;
  }
  for (const { byName, byPath } of compileModuleMatcher([query]).matchGraph(graph)) {
    for (const module of [...byName, ...byPath]) targets[module] = 1;
  }
  return targets;
}

/** The graph, and what its erased and reference edges lead to: such modules were never read. */
function withUnfollowed(graph: ModuleGraph, unfollowed: readonly ImportEdge[]): ModuleGraph {
  const unread = new Map<ModuleId, ModuleRecord>();
  for (const edge of unfollowed) if (!graph.index.has(edge.to)) unread.set(edge.to, toRecord(edge));
  return toGraph([...graph.modules, ...unread.values()], [...graph.edges, ...unfollowed]);
}

function toRecord({ to: id, specifier }: ImportEdge): ModuleRecord {
  const owner = packageNameOf(`/${id}`);
  const origin = originOf(id) ?? (owner === undefined ? 'project' : 'package');
  // A workspace package lies outside node_modules; its name is what it is imported by.
  const name = owner ?? (/^[./#]/.test(specifier) ? undefined : packageOfSpecifier(specifier));
  return { id, origin, package: name ?? null, format: 'unknown', bytes: 0 };
}

function originOf(id: ModuleId): 'builtin' | 'unresolved' | undefined {
  if (id.startsWith('node:')) return 'builtin';
  return id.startsWith('unresolved:') ? 'unresolved' : undefined;
}
