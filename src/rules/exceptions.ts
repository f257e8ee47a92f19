import type { ExceptionConfig } from '../model/config.ts';
import type { Finding } from '../model/finding.ts';
import { ERASED, type ImportEdge, type ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { compileModuleMatcher } from './module-matcher.ts';

/** An exception of the config, matched against the graph. */
export interface Exception {
  readonly config: ExceptionConfig;
  /** As the user wrote it. */
  readonly text: string;
  /** Ids of what each end of `edge` matches; null where the exception names no edge. */
  readonly ends: { readonly from: ReadonlySet<string>; readonly to: ReadonlySet<string> } | null;
  /** Ids of what `module` matches, files outside the graph included. */
  readonly modules: ReadonlySet<ModuleId>;
}

/**
 * Matches an exception once for all rules and entries.
 *
 * @param projectFiles ids of the project's files, in the graph or not
 */
export function compileException(
  config: ExceptionConfig,
  graph: ModuleGraph,
  projectFiles: readonly string[],
): Exception {
  const ends = config.edge === undefined ? null : splitEdge(config.edge);
  const idsOf = (pattern: string) => matchedIds(pattern, graph, projectFiles);
  return {
    config,
    text: config.edge ?? config.module ?? '',
    ends: ends && { from: idsOf(ends.from), to: idsOf(ends.to) },
    modules: config.module === undefined ? new Set() : idsOf(config.module),
  };
}

/** Splits `importer -> imported`; null where it is not of that form. */
export function splitEdge(written: string): { from: string; to: string } | null {
  const parts = written.split(/\s*->\s*/).map((part) => part.trim());
  const [from, to] = parts;
  return parts.length === 2 && from && to ? { from, to } : null;
}

/** Whether an exception excuses a finding: by an edge of its chain, or by the module it is about. */
export function excuses(exception: Exception, finding: Finding): boolean {
  if ('module' in finding && finding.module !== null && exception.modules.has(finding.module)) return true;
  return finding.chain.some((edge) => isExcepted(exception, edge));
}

/** The graph with the edges that any of the exceptions names erased. */
export function withoutExcepted(graph: ModuleGraph, exceptions: readonly Exception[]): ModuleGraph {
  const edgeTiming = graph.edgeTiming.slice();
  for (const [number, edge] of graph.edges.entries()) {
    if (exceptions.some((exception) => isExcepted(exception, edge))) edgeTiming[number] = ERASED;
  }
  return { ...graph, edgeTiming };
}

function isExcepted({ ends }: Exception, { from, to }: ImportEdge): boolean {
  return ends !== null && ends.from.has(from) && ends.to.has(to);
}

function matchedIds(pattern: string, graph: ModuleGraph, projectFiles: readonly string[]): Set<ModuleId> {
  const matcher = compileModuleMatcher([pattern]);
  const ids = new Set<ModuleId>();
  for (const { byName, byPath } of matcher.matchGraph(graph)) {
    for (const module of [...byName, ...byPath]) ids.add(graph.modules[module]!.id);
  }
  for (const { files } of matcher.matchFiles(projectFiles))
    for (const file of files) ids.add(file as ModuleId);
  // An id as a report prints it always means that module.
  if (graph.index.has(pattern as ModuleId)) ids.add(pattern as ModuleId);
  return ids;
}
