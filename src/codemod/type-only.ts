import { ts } from 'ts-morph';
import { isNamedInJsdoc } from '../extract/uses/jsdoc-names.ts';
import type { Edit } from './edits.ts';
import type { Binding, ImportSite, ImportSyntax, RequireSyntax } from './import-site.ts';
import { Refusal } from './refusal.ts';
import { removeImport } from './remove-import.ts';
import { reasonAt, type Source } from './source.ts';
import { typeImports } from './type-imports.ts';
import { findUses } from './uses.ts';

/**
 * Marks what is only used as a type: the whole import where that is all of it, else single names.
 *
 * @throws Refusal in JavaScript, and where every name is used as a value
 */
export function markTypes(source: Source, site: ImportSite): Edit[] {
  if (site.form !== 'import' || !source.typescript)
    throw notHere(source, site, 'it is no import of TypeScript');
  const { importClause } = site.statement;
  if (!importClause) throw notHere(source, site, 'it imports no name');
  const uses = findUses(source, site.bindings);
  const asValue = (one: Binding): boolean =>
    uses.some(({ binding, kind }) => binding === one && kind === 'value');
  const values = site.bindings.filter(asValue);
  if (values.length === 0) return wholly(source, site, importClause);
  const types = site.bindings.filter((one) => !asValue(one) && !one.typeOnly);
  const named = types.filter(({ name }) => ts.isImportSpecifier(name.parent));
  if (named.length === 0 || named.length < types.length) {
    const used = uses.filter(({ binding, kind }) => kind === 'value' && values.includes(binding));
    throw new Refusal(
      used.map(
        ({ node, problem }) =>
          problem ??
          reasonAt(source, node.getStart(source.root), 'top-level-use', `${node.text} is used as a value`),
      ),
    );
  }
  return named.map(({ name }) => {
    const start = name.parent.getStart(source.root);
    return { start, end: start, text: 'type ' };
  });
}

/** `import { A, type B }` -> `import type { A, B }`. */
function wholly(source: Source, site: ImportSyntax, clause: ts.ImportClause): Edit[] {
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  if (clause.name && clause.namedBindings) {
    return [...removeImport(source, site, typeImports(source, site, site.bindings)).edits];
  }
  const start = clause.getStart(source.root);
  const marks = site.bindings.flatMap(({ name }) => {
    const { parent } = name;
    if (!ts.isImportSpecifier(parent) || !parent.isTypeOnly) return [];
    const from = parent.getStart(source.root);
    return [{ start: from, end: (parent.propertyName ?? parent.name).getStart(source.root), text: '' }];
  });
  return [{ start, end: start, text: 'type ' }, ...marks];
}

/**
 * Removes an import, or those of its names, that nothing uses.
 *
 * @throws Refusal where all of it is used, or it is there for what the module does
 */
export function removeUnused(source: Source, site: ImportSite): Edit[] {
  if (site.form === 'inline') throw notHere(source, site, 'what it returns is used');
  if (site.bindings.length === 0) {
    const start = site.statement.getStart(source.root);
    throw new Refusal([reasonAt(source, start, 'side-effect-import', site.specifier)]);
  }
  const uses = findUses(source, site.bindings);
  const isNamed = ({ local }: Binding): boolean => isNamedInJsdoc(source.text, local);
  const used = site.bindings.filter((one) => uses.some(({ binding }) => binding === one) || isNamed(one));
  if (!source.typescript) refuseNamed(source, site, used.find(isNamed));
  if (used.length === 0) return [...removeImport(source, site).edits];
  const types = uses.every(({ kind }) => kind === 'type');
  if (site.form === 'import' && source.typescript && types) {
    return [...removeImport(source, site, typeImports(source, site, used)).edits];
  }
  const [first] = uses;
  const detail = `${first!.node.text} is used`;
  throw new Refusal([reasonAt(source, first!.node.getStart(source.root), 'top-level-use', detail)]);
}

/** In JavaScript a comment can be a type, and has no other import to take it from. */
function refuseNamed(source: Source, site: ImportSyntax | RequireSyntax, named: Binding | undefined): void {
  if (named !== undefined)
    throw notHere(source, site, `${named.local} is named in comments, which may be types`);
}

function notHere(source: Source, site: ImportSite, detail: string): Refusal {
  const start = (site.form === 'inline' ? site.call : site.statement).getStart(source.root);
  return new Refusal([reasonAt(source, start, 'computed', detail)]);
}
