import { posix } from 'node:path';
import type { ExportNeeds, SuggestRequest } from '../cuts/request.ts';
import type { readExports } from '../extract/uses/read-exports.ts';
import { namesTaken } from '../hazards/names-taken.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModulePrograms } from './module-programs.ts';

type Exports = ReadonlyMap<string, ExportNeeds>;
const NONE: Exports = new Map();

/** What each export of a module needs, and which names an import takes: read when it is first asked for. */
export function symbolsReader(
  graph: ModuleGraph,
  files: ModulePrograms,
  read: typeof readExports,
): Required<Pick<SuggestRequest, 'exportsNeeds' | 'namesOf'>> {
  const exportsOf = exportsReader(graph, files, read);
  return {
    exportsNeeds: (node) => {
      // What imports nothing brings in nothing that a part of it could do without.
      if (graph.edgeStart[node] === graph.edgeStart[node + 1]) return null;
      const found = exportsOf(node, new Set());
      return found.size === 0 ? null : found;
    },
    namesOf: (edge) => {
      const program = files.programOf(graph.modules[graph.edgeFrom[edge]!]!.id);
      return program === null ? null : namesTaken(program, graph.edges[edge]!.to);
    },
  };
}

/** Of each file what it exports itself, and what `export *` passes on. */
function exportsReader(graph: ModuleGraph, files: ModulePrograms, read: typeof readExports) {
  const known = new Map<number, Exports>();
  const exportsOf = (node: number, above: ReadonlySet<number>): Exports => {
    const found = known.get(node);
    if (found !== undefined) return found;
    const own = new Map<string, ExportNeeds>();
    const within = new Set([...above, node]);
    for (const { name, needs, passedOn } of exportsWritten(graph, node, files, read)) {
      if (name !== '*') own.set(name, { specifiers: needs, ...(passedOn && { passedOn }) });
      else if (passedOn !== undefined) {
        const { specifier } = passedOn;
        const target = targetOf(graph, node, specifier);
        const passed = target === undefined || within.has(target) ? NONE : exportsOf(target, within);
        for (const each of passed.keys())
          if (each !== 'default' && !own.has(each))
            own.set(each, { specifiers: [specifier], passedOn: { specifier, name: each } });
      }
    }
    // What stands in a circle of such files is not the whole of it.
    if (above.size === 0) known.set(node, own);
    return own;
  };
  return exportsOf;
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
