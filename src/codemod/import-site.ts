import { ts } from 'ts-morph';
import type { ImportPlace, ImportTarget } from './written-cut.ts';
import { Refusal } from './refusal.ts';
import { lineOf, reasonAt, type Source } from './source.ts';

/** A name that an import declares. */
export interface Binding {
  readonly local: string;
  /** Exported name; `default`, `*` (the namespace), `=` (what `require` returns), or `?` (a pattern works it out). */
  readonly imported: string;
  readonly name: ts.Identifier;
  /** Marked `type` in the source. */
  readonly typeOnly: boolean;
}

interface SiteBase {
  readonly specifier: string;
  /** As written, with its quotes. */
  readonly written: string;
  readonly target: ImportTarget | undefined;
  readonly bindings: readonly Binding[];
}

/** `import … from`, with or without names. */
export interface ImportSyntax extends SiteBase {
  readonly form: 'import';
  readonly statement: ts.ImportDeclaration;
}

/** `const … = require(…)`, or anything made of it: `.name`, an interop helper, a call. */
export interface RequireSyntax extends SiteBase {
  readonly form: 'require';
  readonly statement: ts.VariableStatement;
  readonly declaration: ts.VariableDeclaration;
  readonly call: ts.CallExpression;
}

/** `require(…)` inside another expression. */
export interface RequireCall extends SiteBase {
  readonly form: 'inline';
  readonly call: ts.CallExpression;
}

export type ImportSite = ImportSyntax | RequireSyntax | RequireCall;

/**
 * Finds an import by its specifier and line.
 *
 * @throws Refusal where there is none, or it is of a kind that cannot be changed: re-exports, `import x = require()`
 */
export function findImport(source: Source, place: ImportPlace): ImportSite {
  const found = specifiersIn(source).filter(({ text }) => text === place.specifier);
  const literal =
    found.find((one) => holdsLine(source, one, place.line)) ?? (found.length === 1 ? found[0] : undefined);
  if (literal === undefined) {
    if (place.specifier.includes('*') || loadsComputed(source, place.line)) {
      const detail = 'what is loaded is computed: this is to be changed by hand';
      throw new Refusal([{ code: 'computed', at: { file: source.file, line: place.line }, detail }]);
    }
    const detail = `there is no import of '${place.specifier}' here: the file has changed`;
    throw new Refusal([{ code: 'unreadable', at: { file: source.file, line: place.line }, detail }]);
  }
  const common = { specifier: place.specifier, written: literal.getText(source.root), target: place.target };
  const owner = literal.parent;
  if (ts.isImportDeclaration(owner)) {
    return { form: 'import', statement: owner, bindings: bindingsOf(owner), ...common };
  }
  if (ts.isCallExpression(owner)) return requireSite(source, owner, common);
  const start = literal.getStart(source.root);
  if (ts.isExportDeclaration(owner)) {
    throw new Refusal([reasonAt(source, start, 're-export', `export … from ${common.written}`)]);
  }
  throw new Refusal([reasonAt(source, start, 'computed', 'import … = require() has to be changed by hand')]);
}

/** Whether a line loads what an expression names. */
function loadsComputed(source: Source, line: number): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    const isLoad =
      ts.isCallExpression(node) &&
      (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
        node.expression.getText(source.root) === 'require');
    const isHere = isLoad && lineOf(source, node.getStart(source.root)) === line;
    if (isHere && node.arguments[0] && !ts.isStringLiteralLike(node.arguments[0])) found = true;
    ts.forEachChild(node, visit);
  };
  visit(source.root);
  return found;
}

function specifiersIn({ root }: Source): ts.StringLiteralLike[] {
  const found: ts.StringLiteralLike[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
      if (ts.isStringLiteral(node.moduleSpecifier)) found.push(node.moduleSpecifier);
    } else if (ts.isExternalModuleReference(node) && ts.isStringLiteral(node.expression)) {
      found.push(node.expression);
    } else if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const [first] = node.arguments;
      if (node.expression.text === 'require' && first && ts.isStringLiteralLike(first)) found.push(first);
    }
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

function holdsLine(source: Source, literal: ts.Node, line: number): boolean {
  const first = statementOf(literal);
  return lineOf(source, first.getStart(source.root)) <= line && line <= lineOf(source, literal.getEnd());
}

function statementOf(node: ts.Node): ts.Node {
  const whole = ts.isCallExpression(node.parent) ? node.parent : node;
  for (let at: ts.Node = whole; ; at = at.parent) {
    if (ts.isImportDeclaration(at) || ts.isVariableDeclaration(at) || ts.isExportDeclaration(at)) return at;
    if (ts.isStatement(at) || ts.isObjectLiteralElement(at) || at.parent === undefined) return whole;
  }
}

function bindingsOf({ importClause }: ts.ImportDeclaration): Binding[] {
  if (importClause === undefined) return [];
  const typeOnly = importClause.phaseModifier === ts.SyntaxKind.TypeKeyword;
  const made: Binding[] = [];
  const add = (name: ts.Identifier, imported: string, marked = false): void => {
    made.push({ local: name.text, imported, name, typeOnly: typeOnly || marked });
  };
  if (importClause.name) add(importClause.name, 'default');
  const named = importClause.namedBindings;
  if (named && ts.isNamespaceImport(named)) add(named.name, '*');
  else named?.elements.forEach((one) => add(one.name, (one.propertyName ?? one.name).text, one.isTypeOnly));
  return made;
}

function requireSite(
  source: Source,
  call: ts.CallExpression,
  common: Omit<SiteBase, 'bindings'>,
): RequireSyntax | RequireCall {
  let whole: ts.Node = call;
  while (isMadeOf(whole.parent, whole)) whole = whole.parent;
  const declaration = whole.parent;
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer !== whole) {
    return { form: 'inline', call, bindings: [], ...common };
  }
  const statement = declaration.parent.parent;
  if (!ts.isVariableStatement(statement) || statement.parent !== source.root) {
    const detail = 'it is no statement at the top level of the file';
    throw new Refusal([reasonAt(source, call.getStart(source.root), 'computed', detail)]);
  }
  const bindings = namesIn(declaration.name);
  return { form: 'require', statement, declaration, call, bindings, ...common };
}

/** `.name` and calls around `require()`: what is made of the module when it is loaded. */
function isMadeOf(parent: ts.Node, child: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent) || ts.isParenthesizedExpression(parent)) return true;
  if (ts.isElementAccessExpression(parent)) return parent.expression === child;
  if (!ts.isCallExpression(parent)) return false;
  return parent.expression === child || /^__import(Default|Star)$/.test(parent.expression.getText());
}

function namesIn(name: ts.BindingName): Binding[] {
  if (ts.isIdentifier(name)) return [{ local: name.text, imported: '=', name, typeOnly: false }];
  return name.elements.flatMap((one) => {
    if (ts.isOmittedExpression(one)) return [];
    const simple = ts.isIdentifier(one.name) && one.initializer === undefined && !one.dotDotDotToken;
    const { propertyName } = one;
    const key = propertyName && ts.isIdentifier(propertyName) ? propertyName.text : undefined;
    return namesIn(one.name).map((made) => ({
      ...made,
      imported: simple && (propertyName === undefined || key !== undefined) ? (key ?? made.local) : '?',
    }));
  });
}
