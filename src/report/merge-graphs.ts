import type { ImportEdge, ModuleRecord } from '../model/module-graph.ts';
import { byPlace, compareText, sortEdges } from './order.ts';

/** Modules of several graphs of one project, each once, by id. */
export function mergeModules(graphs: readonly (readonly ModuleRecord[])[]): ModuleRecord[] {
  const byId = new Map(graphs.flatMap((modules) => modules.map((module) => [module.id, module])));
  return [...byId.values()].toSorted((a, b) => compareText(a.id, b.id));
}

/** Edges of several graphs of one project, in order; one that several hold is listed once. */
export function mergeEdges(graphs: readonly (readonly ImportEdge[])[]): ImportEdge[] {
  const all = sortEdges(graphs.flat());
  return graphs.length < 2
    ? all
    : all.filter((edge, at) => at === 0 || byPlace(edge, all[at - 1] as ImportEdge) !== 0);
}
