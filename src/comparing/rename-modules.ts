import type { ImportEdge, ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Notice } from '../model/finding.ts';
import type { Analysis } from '../pipeline.ts';

/**
 * Gives modules other ids throughout an analysis: linked packages lie outside of a worktree, and would count as others
 * than those of the working tree.
 */
export function renameModules(analysis: Analysis, rename: (id: ModuleId) => ModuleId): Analysis {
  const edge = (it: ImportEdge): ImportEdge => ({ ...it, from: rename(it.from), to: rename(it.to) });
  return {
    ...analysis,
    groups: analysis.groups.map(({ built, entries }) => ({
      entries,
      built: {
        ...built,
        graph: renamedGraph(built.graph, rename, edge),
        unfollowed: built.unfollowed.map(edge),
      },
    })),
    notices: analysis.notices.map((notice): Notice =>
      notice.at === undefined
        ? notice
        : { ...notice, at: { ...notice.at, file: rename(notice.at.file as ModuleId) } },
    ),
  };
}

function renamedGraph(
  graph: ModuleGraph,
  rename: (id: ModuleId) => ModuleId,
  edge: (it: ImportEdge) => ImportEdge,
): ModuleGraph {
  const modules = graph.modules.map((module) => ({ ...module, id: rename(module.id) }));
  return {
    ...graph,
    modules,
    index: new Map(modules.map(({ id }, at) => [id, at])),
    edges: graph.edges.map(edge),
  };
}
