import type { ts } from 'ts-morph';
import type { CutReason } from '../model/cut.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Edit } from './edits.ts';
import { editedText, sourceOf, type GivenFile } from './given-file.ts';
import { leafFileName } from './leaf-file-name.ts';
import { leafText } from './leaf-home.ts';
import { importFromLeaf } from './leaf-importer.ts';
import { leafParts } from './leaf-parts.ts';
import { leafProblems } from './leaf-problems.ts';
import { withoutParts } from './leaf-rest.ts';
import type { ChangedFile, MoveLeafRequest, MoveLeafResult } from './move-leaf-request.ts';
import { reasonsOf, Refusal } from './refusal.ts';
import { relativeSpecifier } from './relative-specifier.ts';
import type { Source } from './source.ts';
import { topNames } from './top-names.ts';

/**
 * Moves light exports out of a heavy module into one of their own beside it, with all they are made of. The heavy module
 * passes them on, so that others can go on importing them from it; the importers that are named take them from the new
 * one. What is not concerned stays as it is, byte for byte.
 *
 * @returns every file that changes, the new one among them; or why it would change what the program does
 */
export function moveLeaf(request: MoveLeafRequest): MoveLeafResult {
  const refused: CutReason[] = [];
  const attempt = <T>(file: ModuleId, make: () => T): T | undefined => {
    try {
      return make();
    } catch (error) {
      refused.push(...reasonsOf(error, file));
      return undefined;
    }
  };
  const moved = attempt(request.heavy.file, () => split(request));
  const leaf = moved?.leaf ?? request.heavy.file;
  const importers = request.importers.map((importer) =>
    attempt(importer.file, () =>
      changed(importer, (source) => importFromLeaf(source, importer.imports, new Set(request.names), leaf)),
    ),
  );
  if (refused.length > 0 || moved === undefined) return { refused };
  return { files: [...moved.files, ...importers.flatMap((one) => one ?? [])] };
}

function split({ heavy, names, exists }: MoveLeafRequest): { leaf: ModuleId; files: ChangedFile[] } {
  const source = sourceOf(heavy);
  const top = topNames(source);
  const parts = leafParts(source, names, top);
  const problems = leafProblems(source, parts, top);
  if (problems.length > 0) throw new Refusal(problems);
  const leaf = leafFileName(heavy.file, names[0] ?? '', exists);
  const rest = withoutParts(source, parts, top, relativeSpecifier(source, '', leaf));
  const typesAdded = unexported(source, parts.types);
  const text = leafText(source, parts, rest.handed);
  const files = [
    changed(heavy, () => [...rest.edits, ...typesAdded], source),
    { file: leaf, before: null, text },
  ];
  return { leaf, files };
}

/** `export type { T }` for types that the new module needs, and nobody could import so far. */
function unexported(source: Source, types: ReadonlySet<string>): Edit[] {
  const { root, text, style } = source;
  const exported = new Set<string>();
  for (const symbol of source.checker.getExportsOfModule(
    source.checker.getSymbolAtLocation(root) ?? ({} as ts.Symbol),
  ))
    exported.add(symbol.name);
  const missing = [...types].filter((name) => !exported.has(name));
  if (missing.length === 0) return [];
  const gap = text.endsWith('\n') ? '' : style.newline;
  const line = `${gap}export type { ${missing.join(', ')} }${style.end}${style.newline}`;
  return [{ start: text.length, end: text.length, text: line }];
}

function changed(
  given: GivenFile,
  edit: (source: Source) => readonly Edit[],
  source: Source = sourceOf(given),
): ChangedFile {
  return { file: given.file, before: given.text, text: editedText(given, source, edit(source)) };
}
