import type { ImportUses } from '../../model/cut.ts';
import { importsOf } from '../tree/sites.ts';
import { judgeDeclarations } from './declarations.ts';
import type { UsesFile } from './file.ts';
import { blockedBy } from './judge.ts';
import { openFile } from './open-file.ts';
import { judgeRequires } from './requires.ts';
import type { UsesSource } from './source.ts';

/** {@link ImportUses}, and what the importer takes of its target. */
export interface UsesOfImport extends ImportUses {
  /** Names as the target exports them; null where it takes the whole module, or that cannot be told. */
  readonly names: readonly string[] | null;
}

/**
 * Tells of every import that runs while a file is evaluated how hard it is to take it from startup, and why: the uses
 * of its names decide. Nothing is executed.
 *
 * @returns in source order, specifier and line as the graph's edges have them; what one loop loads, or what only the
 *   running program knows, has the specifier `*`. One blocked `*` with the reason `unreadable` where the text cannot be
 *   parsed or is nested too deeply.
 */
export function readUses(source: UsesSource): UsesOfImport[] {
  return usesIn(source, openFile(source));
}

/**
 * {@link readUses} of a file that others look at too.
 *
 * @param file the opened source; undefined where it cannot be opened
 */
export function usesIn(source: UsesSource, file: UsesFile | undefined): UsesOfImport[] {
  if (file === undefined) {
    const [id, place] = [source.id ?? '', { line: 1, column: 1 }];
    const judged = blockedBy([{ code: 'unreadable', at: { file: id, ...place }, detail: id }]);
    return [{ specifier: '*', line: 1, ...judged }];
  }
  const uses = [...judgeDeclarations(file), ...judgeRequires(file, importsOf(file.functions.collected))];
  return uses.toSorted((a, b) => a.line - b.line);
}
