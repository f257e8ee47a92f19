import { posix } from 'node:path';
import type { ExportNeeds, SuggestRequest } from '../cuts/request.ts';
import type { readExports } from '../extract/uses/read-exports.ts';
import { namesTaken } from '../hazards/names-taken.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import { exportsThrough, type WrittenExports } from './exports-through.ts';
import type { ModulePrograms } from './module-programs.ts';

/** What each export of a module needs, and which names an import takes: read when it is first asked for. */
export function symbolsReader(
  graph: ModuleGraph,
  files: ModulePrograms,
  read: typeof readExports,
): Required<Pick<SuggestRequest, 'exportsNeeds' | 'namesOf'>> {
  const exportsOf = exportsThrough(writtenReader(graph, files, read));
  return {
    exportsNeeds: (node) => {
      // What imports nothing brings in nothing that a part of it could do without.
      if (graph.edgeStart[node] === graph.edgeStart[node + 1]) return null;
      const found = exportsOf(node);
      return found.size === 0 ? null : found;
    },
    namesOf: (edge) => {
      const program = files.programOf(graph.modules[graph.edgeFrom[edge]!]!.id);
      return program === null ? null : namesTaken(program, graph.edges[edge]!.to);
    },
  };
}

function writtenReader(graph: ModuleGraph, files: ModulePrograms, read: typeof readExports) {
  return (node: number): WrittenExports => {
    const own = new Map<string, ExportNeeds>();
    const stars: WrittenExports['stars'][number][] = [];
    for (const { name, needs, passedOn } of exportsWritten(graph, node, files, read)) {
      if (name !== '*') own.set(name, { specifiers: needs, ...(passedOn && { passedOn }) });
      else if (passedOn !== undefined) {
        const target = targetOf(graph, node, passedOn.specifier);
        if (target !== undefined) stars.push({ specifier: passedOn.specifier, target });
      }
    }
    return { own, stars };
  };
}

function exportsWritten(
  graph: ModuleGraph,
  node: number,
  files: ModulePrograms,
  read: typeof readExports,
): ReturnType<typeof readExports> {
  const { id, format } = graph.modules[node]!;
  const text = files.textOf(id);
  const source = files.sourceOf(id);
  if (text === null || source === undefined) return [];
  const options = files.optionsOf(id);
  return read({
    extension: posix.extname(source.path).toLowerCase(),
    text,
    format: format === 'cjs' ? 'cjs' : 'esm',
    id,
    ...(options !== null && { options }),
  });
}

function targetOf(graph: ModuleGraph, node: number, specifier: string): number | undefined {
  for (let edge = graph.edgeStart[node]!; edge < graph.edgeStart[node + 1]!; edge++)
    if (graph.edges[edge]!.specifier === specifier) return graph.edgeTo[edge]!;
  return undefined;
}
