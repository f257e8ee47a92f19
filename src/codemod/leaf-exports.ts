import { ts } from 'ts-morph';
import type { CutReason } from '../model/cut.ts';
import { isDefault, isExported } from './modifiers.ts';
import { reasonAt, type Source } from './source.ts';

/** What makes one export of a file. */
export type LeafExport =
  /** `export function f`, `export default class`. */
  | {
      readonly kind: 'declared';
      readonly name: string;
      readonly statement: ts.Statement;
      readonly local: string | null;
    }
  /** `export { local as name }`. */
  | { readonly kind: 'listed'; readonly name: string; readonly local: string }
  /** `export { a as name } from './a.js'`. */
  | { readonly kind: 'passed'; readonly name: string; readonly specifier: ts.ExportSpecifier }
  /** `exports.name = value`, `module.exports = { name: value }`. */
  | { readonly kind: 'given'; readonly name: string; readonly value: ts.Expression; readonly at: ts.Node };

/** Finds what makes an export; or why that cannot be told. */
export function findExport(source: Source, name: string): LeafExport | CutReason {
  const found = source.root.statements.flatMap((statement) => exportsIn(statement, name));
  const [only, second] = found;
  if (only === undefined) return reasonAt(source, 0, 'computed', `no statement of its own exports ${name}`);
  const parts = new Set(found.map((one) => (one.kind === 'declared' ? one.local : one)));
  if (second !== undefined && parts.size > 1)
    return reasonAt(source, nodeOf(second).getStart(source.root), 'reassigned', `exports.${name}`);
  return only;
}

function nodeOf(one: LeafExport): ts.Node {
  switch (one.kind) {
    case 'declared':
      return one.statement;
    case 'passed':
      return one.specifier;
    case 'given':
      return one.at;
    case 'listed':
      throw new Error('A list exports each name once');
  }
}

function exportsIn(statement: ts.Statement, name: string): LeafExport[] {
  if (ts.isExportDeclaration(statement)) return listed(statement, name);
  if (ts.isExpressionStatement(statement)) return given(statement.expression, name);
  if (ts.isExportAssignment(statement)) {
    const isAsked = name === 'default' && !statement.isExportEquals;
    if (isAsked && ts.isIdentifier(statement.expression))
      return [{ kind: 'listed', name, local: statement.expression.text }];
    return isAsked ? [{ kind: 'declared', name, statement, local: null }] : [];
  }
  if (!isExported(statement)) return [];
  if (ts.isVariableStatement(statement)) {
    const names = statement.declarationList.declarations.flatMap((one) => namesOf(one.name));
    return names.includes(name) ? [{ kind: 'declared', name, statement, local: name }] : [];
  }
  const local = (statement as ts.DeclarationStatement).name?.text ?? null;
  return name === (isDefault(statement) ? 'default' : local)
    ? [{ kind: 'declared', name, statement, local }]
    : [];
}

function namesOf(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((one) => (ts.isOmittedExpression(one) ? [] : namesOf(one.name)));
}

function listed({ exportClause, moduleSpecifier }: ts.ExportDeclaration, name: string): LeafExport[] {
  if (!exportClause || !ts.isNamedExports(exportClause)) return [];
  const specifier = exportClause.elements.find((one) => one.name.text === name);
  if (specifier === undefined) return [];
  if (moduleSpecifier) return [{ kind: 'passed', name, specifier }];
  return [{ kind: 'listed', name, local: (specifier.propertyName ?? specifier.name).text }];
}

function given(expression: ts.Expression, name: string): LeafExport[] {
  if (!ts.isBinaryExpression(expression) || expression.operatorToken.kind !== ts.SyntaxKind.EqualsToken)
    return [];
  const { left, right } = expression;
  if (isExports(left) && ts.isObjectLiteralExpression(right)) {
    return right.properties.flatMap((property): LeafExport[] => {
      const key = property.name;
      if (key === undefined || !(ts.isIdentifier(key) || ts.isStringLiteral(key)) || key.text !== name)
        return [];
      if (ts.isShorthandPropertyAssignment(property))
        return [{ kind: 'given', name, value: property.name, at: property }];
      return ts.isPropertyAssignment(property)
        ? [{ kind: 'given', name, value: property.initializer, at: property }]
        : [];
    });
  }
  const isMember =
    ts.isPropertyAccessExpression(left) && isExports(left.expression) && left.name.text === name;
  // `exports.a = exports.b = void 0` only announces names.
  if (!isMember || ts.isVoidExpression(right) || isAssignment(right)) return [];
  return [{ kind: 'given', name, value: right, at: expression }];
}

function isAssignment(node: ts.Expression): boolean {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** `exports` or `module.exports`. */
export function isExports(node: ts.Node): boolean {
  if (ts.isIdentifier(node)) return node.text === 'exports';
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === 'exports' &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'module'
  );
}
