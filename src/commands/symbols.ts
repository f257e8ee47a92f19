import type { SuggestRequest } from '../cuts/request.ts';
import { exportNeeds } from '../hazards/export-needs.ts';
import { namesTaken } from '../hazards/names-taken.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModulePrograms } from './module-programs.ts';

/** What each export of a module needs, and which names an import takes: read when it is first asked for. */
export function symbolsReader(
  graph: ModuleGraph,
  files: ModulePrograms,
): Required<Pick<SuggestRequest, 'exportsNeeds' | 'namesOf'>> {
  const programOf = (id: ModuleId) => files.programOf(id);
  return {
    exportsNeeds: (node) => {
      const needs = exportNeeds(graph.modules[node]!.id, programOf);
      if (needs === null) return null;
      const specifierOf = specifiersOf(graph, node);
      const toSpecifier = (id: ModuleId) => specifierOf.get(id) ?? [];
      return new Map(
        [...needs].map(([name, { targets, passedOn }]) => {
          const [from] = passedOn === null ? [] : toSpecifier(passedOn.target);
          return [
            name,
            {
              specifiers: targets.flatMap(toSpecifier),
              ...(passedOn !== null &&
                from !== undefined && { passedOn: { specifier: from, name: passedOn.name } }),
            },
          ];
        }),
      );
    },
    namesOf: (edge) => {
      const program = files.programOf(graph.modules[graph.edgeFrom[edge]!]!.id);
      return program === null ? null : namesTaken(program, graph.edges[edge]!.to);
    },
  };
}

/** By target: all specifiers that lead there; most targets have one. */
function specifiersOf(graph: ModuleGraph, node: number): Map<ModuleId, string[]> {
  const found = new Map<ModuleId, string[]>();
  for (let edge = graph.edgeStart[node]!; edge < graph.edgeStart[node + 1]!; edge++) {
    const { specifier, to } = graph.edges[edge]!;
    found.set(to, [...(found.get(to) ?? []), specifier]);
  }
  return found;
}
