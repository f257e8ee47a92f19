import { ts } from 'ts-morph';
import { behindImports } from './behind-imports.ts';
import { dropNames } from './drop-names.ts';
import type { Edit } from './edits.ts';
import { moves, type LeafParts } from './leaf-parts.ts';
import { isDefault, isExported } from './modifiers.ts';
import { movedRange } from './moved-range.ts';
import { attachedStart } from './placement.ts';
import { lineStart, type Source } from './source.ts';
import type { TopName } from './top-names.ts';

/** What the old module does without its parts. */
export interface Rest {
  readonly edits: readonly Edit[];
  /** Names that it takes back: the new module has to export them. */
  readonly handed: ReadonlySet<string>;
}

/**
 * Takes parts out of a module: it passes on what it exported of them, and imports what it still needs.
 *
 * @param specifier of the new module
 */
export function withoutParts(
  source: Source,
  parts: LeafParts,
  top: ReadonlyMap<string, TopName>,
  specifier: string,
): Rest {
  const isCommonJs = !ts.isExternalModule(source.root);
  const { quote, end } = source.style;
  const back = [...top.values()].filter(
    ({ imported, statements, uses }) =>
      imported === null &&
      statements.some((one) => parts.statements.includes(one)) &&
      uses.some(({ node }) => !moves(parts, node)),
  );
  const removed = parts.statements.map((one) => ({ ...movedRange(source, one), text: '' }));
  const from = `${quote}${specifier}${quote}`;
  const lines = isCommonJs
    ? commonJsLines(back, `require(${from})${end}`)
    : [...importLines(parts, back, `from ${from}${end}`), ...exportLines(parts, `from ${from}${end}`)];
  const gone = merged(source, [...removed, ...unusedImports(source, parts, top)]);
  return {
    edits: [
      ...gone,
      ...givenAgain(source, parts, `require(${from})`),
      ...(lines.length === 0 ? [] : [apart(source, placed(source, lines, isCommonJs), gone)]),
    ],
    handed: new Set(
      back.filter((one) => isCommonJs || nameOutside(parts, one) === one.local).map(({ local }) => local),
    ),
  };
}

/** The name by which the new module gives a local one. */
function nameOutside({ exports, statements }: LeafParts, { local, statements: [own] }: TopName): string {
  const listed = exports.find((one) => one.kind === 'listed' && one.local === local);
  if (listed !== undefined) return listed.name;
  return own !== undefined && statements.includes(own) && isExported(own) && isDefault(own)
    ? 'default'
    : local;
}

function commonJsLines(back: readonly TopName[], loaded: string): string[] {
  return back.length === 0 ? [] : [`const { ${back.map(({ local }) => local).join(', ')} } = ${loaded}`];
}

function importLines(parts: LeafParts, back: readonly TopName[], from: string): string[] {
  const lines: string[] = [];
  for (const type of [false, true]) {
    const names = back.filter((one) => onlyType(parts, one) === type);
    const keys = names.map((one) => {
      const name = nameOutside(parts, one);
      return name === one.local ? name : `${name} as ${one.local}`;
    });
    if (keys.length > 0) lines.push(`import ${type ? 'type ' : ''}{ ${keys.join(', ')} } ${from}`);
  }
  return lines;
}

function onlyType(parts: LeafParts, { uses, statements }: TopName): boolean {
  const isErased = statements.every(
    (one) => ts.isInterfaceDeclaration(one) || ts.isTypeAliasDeclaration(one),
  );
  return isErased || uses.every(({ node, kind }) => kind === 'type' || moves(parts, node));
}

/** `export { name } from`: for what was exported where it stood. */
function exportLines({ statements }: LeafParts, from: string): string[] {
  const names = { value: new Set<string>(), type: new Set<string>() };
  for (const statement of statements.filter((one) => isExported(one) || ts.isExportAssignment(one))) {
    const isErased = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    const name =
      ts.isExportAssignment(statement) || isDefault(statement) ? 'default' : declaredName(statement);
    names[isErased ? 'type' : 'value'].add(name);
  }
  const line = (keyword: string, of: ReadonlySet<string>): string[] =>
    of.size > 0 ? [`export ${keyword}{ ${[...of].join(', ')} } ${from}`] : [];
  const types = new Set([...names.type].filter((name) => !names.value.has(name)));
  return [...line('', names.value), ...line('type ', types)];
}

function declaredName(statement: ts.Statement): string {
  if (!ts.isVariableStatement(statement)) return (statement as ts.DeclarationStatement).name!.text;
  return statement.declarationList.declarations[0]!.name.getText();
}

/** `exports.name = require('./new').name`, where the value itself has moved. */
function givenAgain(source: Source, { exports, values }: LeafParts, loaded: string): Edit[] {
  return exports.flatMap((one) => {
    if (one.kind !== 'given' || !values.includes(one.value)) return [];
    const start = one.value.getStart(source.root);
    return [{ start, end: one.value.getEnd(), text: `${loaded}.${one.name}` }];
  });
}

/** Takes away what only the parts have used of imports. */
function unusedImports(source: Source, parts: LeafParts, top: ReadonlyMap<string, TopName>): readonly Edit[] {
  return [...parts.imports].flatMap(([{ site }, names]) =>
    site === null
      ? []
      : dropNames(
          source,
          site,
          (local) => names.has(local) && top.get(local)!.uses.every(({ node }) => moves(parts, node)),
        ),
  );
}

/** Behind the imports; in CommonJS above all that may need it. */
function placed(source: Source, lines: readonly string[], isCommonJs: boolean): Edit {
  const { root, text, style } = source;
  if (!isCommonJs && root.statements.some((one) => ts.isImportDeclaration(one)))
    return behindImports(source, lines);
  const first = root.statements.find((one) => !isPrologue(one)) ?? root.statements.at(-1)!;
  const { start } = movedRange(source, first);
  const at = lineStart(
    text,
    Math.max(start, first === root.statements[0] ? start : attachedStart(source, first)),
  );
  const gap = ts.isVariableStatement(first) && isCommonJs ? '' : style.newline;
  return { start: at, end: at, text: lines.map((one) => `${one}${style.newline}`).join('') + gap };
}

/** Directives, and what compilers write above all else. */
function isPrologue(statement: ts.Statement): boolean {
  if (ts.isVariableStatement(statement)) {
    const [only] = statement.declarationList.declarations;
    return only !== undefined && /^__\w+$/.test(only.name.getText());
  }
  if (!ts.isExpressionStatement(statement)) return false;
  const { expression } = statement;
  if (ts.isStringLiteral(expression)) return true;
  const text = expression.getText();
  return (
    /^Object\.defineProperty\(exports,\s*["']__esModule["']/.test(text) ||
    /^(exports\.[\w$]+ = )+void 0$/.test(text)
  );
}

/** What is taken away piece behind piece goes as one, with one of the empty lines around it. */
function merged({ text }: Source, removals: readonly Edit[]): Edit[] {
  const made: Edit[] = [];
  for (const edit of removals.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = made.at(-1);
    if (last === undefined || edit.start > last.end || last.text !== '' || edit.text !== '') made.push(edit);
    else made[made.length - 1] = { ...last, end: Math.max(last.end, edit.end) };
  }
  return made.map((edit) => {
    const blank = /^[ \t]*\r?\n/.exec(text.slice(edit.end));
    const isApart = edit.text === '' && /\n[ \t]*\r?\n$/.test(text.slice(0, edit.start));
    return isApart && blank ? { ...edit, end: edit.end + blank[0].length } : edit;
  });
}

/** With an empty line below, where what stood between is taken away. */
function apart({ text, style }: Source, added: Edit, gone: readonly Edit[]): Edit {
  const around = gone.find(({ start, end }) => start <= added.start && added.start <= end);
  const isNear = around !== undefined && /^[ \t]*\S/.test(text.slice(around.end));
  return isNear && !/\n\r?\n$/.test(added.text) ? { ...added, text: added.text + style.newline } : added;
}
