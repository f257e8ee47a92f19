import type { ExportNeeds, SuggestRequest } from '../cuts/request.ts';
import { namesTaken, type NamesTaken } from '../hazards/names-taken.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { exportsThrough, type WrittenExports } from './exports-through.ts';
import type { ModulePrograms } from './module-programs.ts';

/** What each export of a module needs, and which names an import takes: read when it is first asked for. */
export function symbolsReader(
  graph: ModuleGraph,
  files: ModulePrograms,
): Required<Pick<SuggestRequest, 'exportsNeeds' | 'namesOf'>> {
  const exportsOf = exportsThrough(writtenReader(graph, files));
  const namesOf = namesReader(files);
  return {
    exportsNeeds: (node) => {
      // What imports nothing brings in nothing that a part of it could do without.
      if (graph.edgeStart[node] === graph.edgeStart[node + 1]) return null;
      const found = exportsOf(node);
      return found.size === 0 ? null : found;
    },
    namesOf: (edge) => namesOf(graph.modules[graph.edgeFrom[edge]!]!.id, graph.edges[edge]!.to),
  };
}

function namesReader(files: ModulePrograms): (from: ModuleId, to: ModuleId) => NamesTaken {
  const byImporter = new Map<ModuleId, ReadonlyMap<ModuleId, NamesTaken> | null>();
  return (from, to) => {
    let names = byImporter.get(from);
    if (names === undefined) {
      const program = files.programOf(from);
      byImporter.set(from, (names = program === null ? null : namesTaken(program)));
    }
    if (names === null) return null;
    const taken = names.get(to);
    return taken === undefined ? [] : taken;
  };
}

function writtenReader(graph: ModuleGraph, files: ModulePrograms) {
  return (node: number): WrittenExports => {
    const own = new Map<string, ExportNeeds>();
    const stars: WrittenExports['stars'][number][] = [];
    for (const { name, needs, passedOn } of files.fileOf(graph.modules[node]!.id).exports) {
      if (name !== '*') own.set(name, { specifiers: needs, ...(passedOn && { passedOn }) });
      else if (passedOn !== undefined) {
        const target = targetOf(graph, node, passedOn.specifier);
        if (target !== undefined) stars.push({ specifier: passedOn.specifier, target });
      }
    }
    return { own, stars };
  };
}

function targetOf(graph: ModuleGraph, node: number, specifier: string): number | undefined {
  for (let edge = graph.edgeStart[node]!; edge < graph.edgeStart[node + 1]!; edge++)
    if (graph.edges[edge]!.specifier === specifier) return graph.edgeTo[edge]!;
  return undefined;
}
