import { ts } from 'ts-morph';
import type { Edit } from './edits.ts';
import type { ImportSite } from './import-site.ts';
import { removeImport } from './remove-import.ts';
import type { Source } from './source.ts';

/** Takes those names of an import away that nothing uses any more; `require` of several names keeps its others. */
export function dropNames(
  source: Source,
  site: Exclude<ImportSite, { form: 'inline' }>,
  isGone: (local: string) => boolean,
): readonly Edit[] {
  // Classic JSX uses it without a mention.
  const gone = (local: string): boolean => local !== 'React' && isGone(local);
  if (site.bindings.every(({ local }) => gone(local))) {
    const isShared = site.form === 'require' && site.statement.declarationList.declarations.length > 1;
    return isShared ? [] : removeImport(source, site).edits;
  }
  const named = site.form === 'import' ? site.statement.importClause?.namedBindings : undefined;
  if (named === undefined || !ts.isNamedImports(named)) return [];
  const { elements } = named;
  if (elements.every(({ name }) => gone(name.text))) return [];
  return elements.flatMap((one, at) => {
    if (!gone(one.name.text)) return [];
    const next = elements[at + 1];
    // With the comma behind it; where all that follow go too, the one before it.
    const keptAfter = elements.slice(at + 1).some(({ name }) => !gone(name.text));
    return keptAfter && next
      ? [{ start: one.getStart(source.root), end: next.getStart(source.root), text: '' }]
      : [{ start: elements[at - 1]!.getEnd(), end: one.getEnd(), text: '' }];
  });
}
