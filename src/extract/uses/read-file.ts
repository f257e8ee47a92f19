import type { FileSyntax } from '../file-syntax.ts';
import { openFile } from './open-file.ts';
import { exportsIn, type ExportNeeds } from './read-exports.ts';
import { usesIn, type UsesOfImport } from './read-uses.ts';
import type { UsesSource } from './source.ts';

/** What a file's imports are used for, and what its exports need. */
export interface ImportsAndExports {
  readonly uses: readonly UsesOfImport[];
  readonly exports: readonly ExportNeeds[];
}

/**
 * `readUses` and `readExports` at the price of one of them: both look at the same mentions of the same names.
 *
 * @param syntax of the same text, where others read it too
 */
export function readFile(source: UsesSource, syntax?: FileSyntax): ImportsAndExports {
  const file = openFile(source, syntax);
  return { uses: usesIn(source, file), exports: exportsIn(file) };
}
