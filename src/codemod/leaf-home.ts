import { ts } from 'ts-morph';
import type { Binding, RequireSyntax } from './import-site.ts';
import type { LeafExport } from './leaf-exports.ts';
import type { LeafParts } from './leaf-parts.ts';
import { isExported } from './modifiers.ts';
import { movedRange } from './moved-range.ts';
import { asKey } from './names.ts';
import { attachedStart } from './placement.ts';
import { Refusal } from './refusal.ts';
import { relativeSpecifier } from './relative-specifier.ts';
import { reasonAt, type Source } from './source.ts';
import { topStatement, type TopImport } from './top-names.ts';
import { attributesOf } from './type-imports.ts';

/** The text of the module that exports move to. @param handed names of it that the old module needs, exported or not */
export function leafText(source: Source, parts: LeafParts, handed: ReadonlySet<string>): string {
  const { style, root } = source;
  const isCommonJs = !ts.isExternalModule(root);
  const head = headOf(source);
  const imports = [...parts.imports]
    .toSorted(([a], [b]) => a.statement.pos - b.statement.pos)
    .flatMap(([imported, names]) => importLines(source, imported, names));
  const own = parts.types.size === 0 ? [] : [typesLine(source, parts)];
  const copies = parts.copies.map((one) => one.getText(root));
  const body = bodyOf(source, parts, handed);
  const tail = isCommonJs ? commonJsTail(source, parts, handed) : listTail(source, parts);
  const blocks = [
    [...head, ...copies.filter(() => isCommonJs)],
    [...imports, ...own],
    isCommonJs ? [] : copies,
    [body],
    tail,
  ];
  const texts = blocks.filter((block) => block.length > 0).map((block) => block.join(style.newline));
  return texts.filter((one) => one !== '').join(style.newline + style.newline) + style.newline;
}

/** Directives, and the mark of compiled ES modules. */
function headOf({ root, text }: Source): string[] {
  const checks = /^\/\/ ?@ts-(?:no)?check.*$/m.exec(text.slice(0, root.statements[0]?.getStart(root) ?? 0));
  const lines = root.statements.filter(
    (one) =>
      ts.isExpressionStatement(one) &&
      (ts.isStringLiteral(one.expression) ||
        /^Object\.defineProperty\(exports,\s*["']__esModule["']/.test(one.getText(root))),
  );
  return [...(checks ? [checks[0].trimEnd()] : []), ...lines.map((one) => one.getText(root))];
}

/** One import with those of its names that are needed; as it stands where that is all of them. */
function importLines(
  source: Source,
  { statement, site }: TopImport,
  names: ReadonlyMap<string, 'type' | 'value'>,
): string[] {
  const { root, style } = source;
  const bindings = site?.bindings ?? [];
  const isWhole = bindings.every(
    ({ local, typeOnly }) =>
      names.has(local) && (typeOnly || names.get(local) === 'value' || !source.typescript),
  );
  const isAlone = site?.form !== 'require' || site.statement.declarationList.declarations.length === 1;
  if (site === null || (isWhole && isAlone)) return [statement.getText(root)];
  const needed = bindings.filter(({ local }) => names.has(local));
  if (site.form === 'require') return [requireLine(source, site, needed)];
  const isType = (local: string, marked: boolean): boolean =>
    marked || (source.typescript && names.get(local) === 'type');
  const from = `from ${site.written}${attributesOf(site)}${style.end}`;
  const lines: string[] = [];
  for (const { imported, local, typeOnly } of needed) {
    if (imported !== 'default' && imported !== '*') continue;
    const keyword = isType(local, typeOnly) ? 'import type' : 'import';
    lines.push(`${keyword} ${imported === '*' ? '* as ' : ''}${local} ${from}`);
  }
  for (const type of [true, false]) {
    const named = needed.filter(
      ({ imported, local, typeOnly }) => !/^(default|\*)$/.test(imported) && isType(local, typeOnly) === type,
    );
    const keys = named.map(({ imported, local }) =>
      imported === local ? local : `${asKey(imported, style.quote)} as ${local}`,
    );
    if (keys.length > 0) lines.push(`import ${type ? 'type ' : ''}{ ${keys.join(', ')} } ${from}`);
  }
  return lines;
}

function requireLine(
  { root, style }: Source,
  { bindings, declaration: { name, initializer } }: RequireSyntax,
  needed: readonly Binding[],
): string {
  const isSimple = bindings.every(({ imported }) => /^[\w$]+$/.test(imported));
  const keys = needed.map(({ imported, local }) => (imported === local ? local : `${imported}: ${local}`));
  const pattern = isSimple && ts.isObjectBindingPattern(name) ? `{ ${keys.join(', ')} }` : name.getText(root);
  return `const ${pattern} = ${initializer!.getText(root)}${style.end}`;
}

/** Types that stay in the old module; such an import is gone when it is compiled. */
function typesLine(source: Source, { types }: LeafParts): string {
  const { quote, end } = source.style;
  const from = relativeSpecifier(source, '', source.file);
  return `import type { ${[...types].join(', ')} } from ${quote}${from}${quote}${end}`;
}

/** What moves, in its order, as far apart as it stood. */
function bodyOf(source: Source, parts: LeafParts, handed: ReadonlySet<string>): string {
  const { newline } = source.style;
  const values = parts.exports.flatMap((one) =>
    one.kind === 'given' && parts.values.includes(one.value) ? [one] : [],
  );
  const pieces = [
    ...parts.statements.map((one) => ({ statement: one, text: movedText(source, one, handed) })),
    ...values.map((one) => ({ statement: topStatement(one.at), text: givenText(source, one) })),
  ].toSorted((a, b) => a.statement.pos - b.statement.pos);
  return pieces
    .map(({ statement, text }, at) => {
      const before = pieces[at - 1]?.statement;
      if (before === undefined) return text;
      const index = source.root.statements.indexOf(statement);
      const isNext = before === statement || source.root.statements[index - 1] === before;
      return (isNext && !isApart(source, before, statement) ? newline : newline + newline) + text;
    })
    .join('');
}

function movedText(source: Source, statement: ts.Statement, handed: ReadonlySet<string>): string {
  const { start, text } = movedRange(source, statement);
  const name = nameOf(statement);
  const isGiven = ts.isExternalModule(source.root) && name !== null && handed.has(name);
  if (!isGiven || isExported(statement)) return text;
  const at = statement.getStart(source.root) - source.text.indexOf(text, start);
  return `${text.slice(0, at)}export ${text.slice(at)}`;
}

/** An assignment to `exports`, with the comment above the one that stays. */
function givenText(source: Source, { name, value, at }: Extract<LeafExport, { kind: 'given' }>): string {
  const { root, text, style } = source;
  const top = topStatement(at);
  const above =
    at === (top as ts.ExpressionStatement).expression
      ? text.slice(attachedStart(source, top), top.getStart(root))
      : '';
  return `${above}exports.${name} = ${value.getText(root)}${style.end}`;
}

function isApart({ text, root }: Source, before: ts.Statement, statement: ts.Statement): boolean {
  return /\n[ \t]*\r?\n/.test(text.slice(before.getEnd(), statement.getStart(root)));
}

function nameOf(statement: ts.Statement): string | null {
  if (ts.isVariableStatement(statement)) {
    const [only] = statement.declarationList.declarations;
    return only && ts.isIdentifier(only.name) ? only.name.text : null;
  }
  return (statement as ts.DeclarationStatement).name?.text ?? null;
}

/** `exports.name = name` for the rest: Node finds such names for ES modules. */
function commonJsTail(source: Source, { exports, values }: LeafParts, handed: ReadonlySet<string>): string[] {
  const { root, style } = source;
  const lines: string[] = [];
  const given = new Set<string>();
  for (const one of exports) {
    if (one.kind !== 'given') continue;
    const made = one.value.getText(root);
    if (handed.has(one.name) && made !== one.name) {
      const detail = `exports.${one.name} is not the ${one.name} of this file`;
      throw new Refusal([reasonAt(source, one.at.getStart(root), 'computed', detail)]);
    }
    given.add(one.name);
    if (!values.includes(one.value)) lines.push(`exports.${one.name} = ${made}${style.end}`);
  }
  const others = [...handed].filter((name) => !given.has(name));
  return [...lines, ...others.map((name) => `exports.${name} = ${name}${style.end}`)];
}

/** `export { local as name }`, and what is passed on from elsewhere. */
function listTail({ root, style: { end } }: Source, { exports }: LeafParts): string[] {
  const listed = exports.flatMap((one) =>
    one.kind === 'listed' ? [one.local === one.name ? one.name : `${one.local} as ${one.name}`] : [],
  );
  const passed = exports.flatMap((one) => {
    if (one.kind !== 'passed') return [];
    const from = one.specifier.parent.parent.moduleSpecifier!.getText(root);
    return [`export { ${one.specifier.getText(root)} } from ${from}${end}`];
  });
  return listed.length > 0 ? [...passed, `export { ${listed.join(', ')} }${end}`] : passed;
}
