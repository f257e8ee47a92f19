import { ts } from 'ts-morph';
import type { Edit } from './edits.ts';
import type { Binding, ImportSite } from './import-site.ts';
import { asKey } from './names.ts';
import { Refusal } from './refusal.ts';
import { relativeSpecifier } from './relative-specifier.ts';
import { removeImport } from './remove-import.ts';
import { reasonAt, type Source } from './source.ts';
import type { DefinedName } from './written-cut.ts';

/**
 * Imports names from the modules that define them; what `definedIn` does not name stays where it is.
 *
 * @throws Refusal for a namespace, a bare import, or where no name can move
 */
export function pastBarrel(source: Source, site: ImportSite, definedIn: readonly DefinedName[]): Edit[] {
  const whole = site.bindings.find(({ imported }) => /^[*=?]$/.test(imported));
  const start = (site.form === 'inline' ? site.call : site.statement).getStart(source.root);
  if (site.form === 'inline' || whole || site.bindings.length === 0) {
    const detail = whole
      ? `${whole.local} is the whole of ${site.specifier}`
      : `${site.specifier} is loaded as a whole`;
    throw new Refusal([reasonAt(source, start, 'computed', detail)]);
  }
  const homes = new Map(definedIn.map((one) => [one.name, one]));
  const stay = site.bindings.filter(({ imported }) => !homes.has(imported));
  if (stay.length === site.bindings.length) {
    const detail = `none of its names has another module that defines it`;
    throw new Refusal([reasonAt(source, start, 'computed', detail)]);
  }
  const lines: string[] = [];
  const moved = site.bindings.filter(({ imported }) => homes.has(imported));
  const modules = new Set(moved.map(({ imported }) => homes.get(imported)!.module));
  for (const module of modules) {
    const bindings = moved.filter(({ imported }) => homes.get(imported)!.module === module);
    const from = relativeSpecifier(source, site.specifier, module);
    lines.push(...statementsOf(source, site, bindings, from, (one) => homes.get(one.imported)!.exported));
  }
  if (stay.length > 0) lines.push(...statementsOf(source, site, stay, site.specifier, () => undefined));
  return [...removeImport(source, site, lines).edits];
}

function statementsOf(
  source: Source,
  site: Exclude<ImportSite, { form: 'inline' }>,
  bindings: readonly Binding[],
  specifier: string,
  exportedAs: (binding: Binding) => string | undefined,
): string[] {
  const { quote, end } = source.style;
  const q = site.written.charAt(0) === '"' ? '"' : site.written.startsWith("'") ? "'" : quote;
  const given = bindings.map((one) => ({ ...one, exported: exportedAs(one) ?? one.imported }));
  const whole = given.filter(({ exported }) => exported === '*' || exported === 'default');
  const named = given.filter((one) => !whole.includes(one));
  if (site.form === 'require') {
    const call = `require(${q}${specifier}${q})`;
    const keys = named.map(({ exported, local }) =>
      exported === local ? local : `${asKey(exported, q)}: ${local}`,
    );
    const keyword = site.statement.declarationList.flags & ts.NodeFlags.Const ? 'const' : 'let';
    return [
      ...whole.map(
        ({ exported, local }) => `${keyword} ${local} = ${call}${exported === '*' ? '' : '.default'}${end}`,
      ),
      ...(keys.length > 0 ? [`${keyword} { ${keys.join(', ')} } = ${call}${end}`] : []),
    ];
  }
  // Compilers that keep imports as they are written would load a module for `{ type A }` alone.
  const typeOnly = named.every(({ typeOnly: marked }) => marked);
  const keyword = typeOnly ? 'import type' : 'import';
  const from = `from ${q}${specifier}${q}${end}`;
  const keys = named.map(({ exported, local, typeOnly: marked }) => {
    const key = exported === local ? local : `${asKey(exported, q)} as ${local}`;
    return marked && !typeOnly ? `type ${key}` : key;
  });
  return [
    ...whole.map(
      ({ exported, local, typeOnly: marked }) =>
        `${marked ? 'import type' : 'import'} ${exported === '*' ? '* as ' : ''}${local} ${from}`,
    ),
    ...(keys.length > 0 ? [`${keyword} { ${keys.join(', ')} } ${from}`] : []),
  ];
}
