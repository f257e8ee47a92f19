import type { CompileOptions } from '../model/facts.ts';
import type { ModuleId } from '../model/module-id.ts';
import { applyEdits, type Edit } from './edits.ts';
import { keepExportNames } from './lexed-exports.ts';
import { parseSource, type Source } from './source.ts';

/** A file to change. */
export interface GivenFile {
  /** Module id: its extension says what is read, its folder where relative specifiers start. */
  readonly file: ModuleId;
  readonly text: string;
  /** What Node, or the compiler's output, treats the file as. */
  readonly format: 'esm' | 'cjs';
  /** Of its compiler, where they are known. */
  readonly options?: CompileOptions;
}

const MARK = '\uFEFF';

/**
 * Parses a file, without its byte order mark.
 *
 * @throws Refusal where it has a syntax error, or is nested too deeply
 */
export function sourceOf({ file, text, format, options }: GivenFile): Source {
  return parseSource(file, text.startsWith(MARK) ? text.slice(MARK.length) : text, format, options);
}

/**
 * The text of a file after edits. What they do not cover stays, byte for byte; names that ES modules import from CommonJS
 * stay visible, as a getter is none that Node sees.
 *
 * @param edits of `source`, which is the file's
 */
export function editedText({ text }: GivenFile, source: Source, edits: readonly Edit[]): string {
  // TypeScript is compiled first: Node reads names off what comes of it.
  const isLexed = source.format === 'cjs' && !source.typescript;
  const edited = applyEdits(source.text, isLexed ? keepExportNames(source, edits) : edits);
  return (text.startsWith(MARK) ? MARK : '') + edited;
}
