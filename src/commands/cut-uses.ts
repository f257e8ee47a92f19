import type { ImportUses } from '../model/cut.ts';
import type { ImportEdge, ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ModulePrograms } from './module-programs.ts';

/** Cost of an edit whose callers have to become async. */
const ASYNC_DIFFICULTY = 4;
const SYNC_SHAPES: ReadonlySet<ImportUses['shape']> = new Set(['require', 'create-require', 'getter']);

/**
 * How imports are used in their importers, read when it is first asked for.
 *
 * @param awaits whether loading a module means to wait for a top-level await: no `require` can do that
 * @returns by edge number; null where the import is not found in its file, or the file cannot be read
 */
export function usesReader(
  graph: ModuleGraph,
  files: ModulePrograms,
  awaits: (node: number) => boolean,
): (edge: number) => ImportUses | null {
  const byFile = new Map<number, ReadonlyMap<string, ImportUses>>();
  return (number) => {
    const from = graph.edgeFrom[number]!;
    const edge = graph.edges[number]!;
    let uses = byFile.get(from);
    if (uses === undefined) byFile.set(from, (uses = usesOf(graph.modules[from]!.id, files)));
    // What only the running program knows stands in the source as a computed import, if at all.
    const found = uses.get(keyOf(edge.specifier, edge.line)) ?? uses.get(keyOf('*', edge.line));
    if (found === undefined) return null;
    return awaits(graph.edgeTo[number]!) ? onlyAwaited(found, edge) : found;
  };
}

function usesOf(id: ModuleId, files: ModulePrograms): ReadonlyMap<string, ImportUses> {
  return new Map(files.fileOf(id).uses.map((uses) => [keyOf(uses.specifier, uses.line), uses]));
}

function keyOf(specifier: string, line: number): string {
  return `${line}\n${specifier}`;
}

/** Where only `await import()` can load the target, callers that are not async have to be rewritten. */
function onlyAwaited(uses: ImportUses, { from, to, line, column }: ImportEdge): ImportUses {
  if (uses.deferability === 'blocked' || !SYNC_SHAPES.has(uses.shape)) return uses;
  return {
    ...uses,
    deferability: 'review',
    difficulty: Math.max(uses.difficulty, ASYNC_DIFFICULTY),
    reasons: [...uses.reasons, { code: 'target-awaits', at: { file: from, line, column }, detail: to }],
    shape: 'await-import',
  };
}
