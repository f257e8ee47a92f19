import { basename, dirname, join, resolve } from 'node:path';
import { exists, realPath } from '../io/files.ts';
import type { CutCandidate, CutReason } from '../model/cut.ts';
import type { CompileOptions } from '../model/facts.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ChangesRequest, FileChange } from './fix-changes.ts';

/** Imports of a module that a cut moves exports out of. */
export interface LeafMove {
  readonly cut: CutCandidate;
  readonly heavy: ModuleId;
  readonly names: readonly string[];
  readonly edges: readonly ImportEdge[];
}

/** What an edit moves: by the module that the names sit in. */
export function leafMoves(cut: CutCandidate): readonly LeafMove[] {
  const names = new Map<ModuleId, string[]>();
  for (const { name, module } of cut.definedIn ?? []) names.set(module, [...(names.get(module) ?? []), name]);
  return [...names].map(([heavy, own]) => ({
    cut,
    heavy,
    names: own,
    edges: cut.edges.filter(({ to }) => to === heavy),
  }));
}

/**
 * Moves exports into modules of their own, on top of what other cuts have changed.
 *
 * @param changes is added to
 * @param open reads a file that has not been changed yet
 * @returns why it would change what the program does; nothing where all is well
 */
export async function moveLeaves(
  { root, moduleOf }: ChangesRequest,
  moves: readonly LeafMove[],
  changes: Map<ModuleId, FileChange>,
  given: {
    readonly open: (file: ModuleId) => FileChange;
    readonly optionsOf: (file: ModuleId) => CompileOptions | undefined;
  },
): Promise<{ id: string; reasons: readonly CutReason[] }[]> {
  if (moves.length === 0) return [];
  const { moveLeaf } = await import('../codemod/move-leaf.ts');
  const refused: { id: string; reasons: readonly CutReason[] }[] = [];
  const isThere = (path: ModuleId): boolean => changes.has(path) || exists(resolve(root, path));
  for (const { cut, heavy, names, edges } of moves) {
    const abroad = edges.filter(({ from }) => moduleOf(from)?.package !== moduleOf(heavy)?.package);
    if (abroad.length > 0) {
      refused.push({ id: cut.id, reasons: abroad.map(inOtherPackage) });
      continue;
    }
    const textOf = (file: ModuleId) => {
      const known = changes.get(file) ?? given.open(file);
      changes.set(file, known);
      const options = given.optionsOf(file);
      const format = moduleOf(file)?.format === 'cjs' ? ('cjs' as const) : ('esm' as const);
      return { file, text: known.after, format, ...(options && { options }) };
    };
    const importers = [...new Set(edges.map(({ from }) => from))].map((file) => ({
      ...textOf(file),
      imports: edges.filter(({ from }) => from === file).map(({ specifier, line }) => ({ specifier, line })),
    }));
    const result = moveLeaf({ heavy: textOf(heavy), names, importers, exists: isThere });
    if ('refused' in result) refused.push({ id: cut.id, reasons: result.refused });
    else
      for (const { file, text } of result.files) {
        const known = changes.get(file) ?? { file, path: besides(root, heavy, file), before: null };
        changes.set(file, { ...known, after: text });
      }
  }
  return refused;
}

function besides(root: string, heavy: ModuleId, file: ModuleId): string {
  return join(dirname(realPath(resolve(root, heavy))), basename(file));
}

function inOtherPackage({ from, line, column, specifier }: ImportEdge): CutReason {
  const detail = `${specifier} belongs to another package, which has to export the new module first`;
  return { code: 'not-editable', at: { file: from, line, column }, detail };
}
