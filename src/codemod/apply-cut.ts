import type { Edit } from './edits.ts';
import { deferImports } from './defer.ts';
import { editedText, sourceOf } from './given-file.ts';
import { findImport } from './import-site.ts';
import { loadByRequire } from './lexing.ts';
import { pastBarrel } from './past-barrel.ts';
import { reasonsOf, Refusal } from './refusal.ts';
import { hasEntries, makeLazyEntries } from './registry.ts';
import type { Source } from './source.ts';
import { markTypes, removeUnused } from './type-only.ts';
import type { CutRequest, CutResult, WrittenCut } from './written-cut.ts';

/**
 * Writes a cut into the text of one file. What the edit does not concern stays as it is, byte for byte.
 *
 * @returns the new text, or why the cut would change what the program does
 */
export function applyCut(request: CutRequest): CutResult {
  try {
    const source = sourceOf(request);
    return { text: editedText(request, source, editsOf(source, request.cut)) };
  } catch (error) {
    return { refused: reasonsOf(error, request.file) };
  }
}

function editsOf(source: Source, cut: WrittenCut): readonly Edit[] {
  const sites = cut.imports.map((place) => findImport(source, place));
  switch (cut.action) {
    case 'type-only':
      return sites.flatMap((site) => markTypes(source, site));
    case 'unused':
      return sites.flatMap((site) => removeUnused(source, site));
    case 'defer':
      if (cut.shape === 'getter' && hasEntries(source, sites)) return makeLazyEntries(source, sites);
      return deferImports(source, sites, cut.shape ?? null).all();
    case 'past-barrel':
      return sites.flatMap((site) => pastBarrel(source, site, cut.definedIn ?? []));
    case 'registry':
    case 'facade':
      return makeLazyEntries(source, sites);
    case 'lexing':
      return loadByRequire(source, sites);
    default: {
      const detail =
        cut.action === 'upstream' ? 'the import lies in a package' : 'it takes more than one file';
      throw new Refusal([{ code: 'not-editable', at: { file: source.file }, detail }]);
    }
  }
}
