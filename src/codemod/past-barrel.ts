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
    const detail = 'none of its names has another module that defines it';
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
  const written: Written = { specifier: `${q}${specifier}${q}`, quote: q, end };
  if (site.form === 'import') return importStatements(given, written);
  const isConst = (site.statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
  return requireStatements(given, written, isConst ? 'const' : 'let');
}

/** A name, as the module that is loaded now exports it. */
interface Given extends Binding {
  readonly exported: string;
}

interface Written {
  /** In its quotes. */
  readonly specifier: string;
  readonly quote: string;
  /** Of a statement. */
  readonly end: string;
}

function requireStatements(
  given: readonly Given[],
  { specifier, quote, end }: Written,
  keyword: string,
): string[] {
  const { whole, named } = wholeAndNamed(given);
  const call = `require(${specifier})`;
  const keys = named.map(({ exported, local }) =>
    exported === local ? local : `${asKey(exported, quote)}: ${local}`,
  );
  return [
    ...whole.map(
      ({ exported, local }) => `${keyword} ${local} = ${call}${exported === '*' ? '' : '.default'}${end}`,
    ),
    ...(keys.length > 0 ? [`${keyword} { ${keys.join(', ')} } = ${call}${end}`] : []),
  ];
}

function importStatements(given: readonly Given[], { specifier, quote, end }: Written): string[] {
  const { whole, named } = wholeAndNamed(given);
  // Compilers that keep imports as they are written would load a module for `{ type A }` alone.
  const typeOnly = named.every(({ typeOnly: marked }) => marked);
  const keyword = typeOnly ? 'import type' : 'import';
  const from = `from ${specifier}${end}`;
  const keys = named.map(({ exported, local, typeOnly: marked }) => {
    const key = exported === local ? local : `${asKey(exported, quote)} as ${local}`;
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

function wholeAndNamed(given: readonly Given[]): { whole: Given[]; named: Given[] } {
  const isWhole = ({ exported }: Given): boolean => exported === '*' || exported === 'default';
  return { whole: given.filter(isWhole), named: given.filter((one) => !isWhole(one)) };
}
