import { ts } from 'ts-morph';
import type { ModuleId } from '../model/module-id.ts';
import { sourceOf } from './given-file.ts';

/**
 * Under which name a module that only gathers others takes each of its exports: `export { default as Circle } from …`.
 *
 * @returns by exported name; `*` where the whole of another module is exported. Names that are not in it keep theirs
 */
export function passedOnNames(file: ModuleId, text: string): ReadonlyMap<string, string> {
  const { root } = sourceOf({ file, text, format: 'esm' });
  const names = new Map<string, string>();
  const imported = new Map<string, string>();
  for (const statement of root.statements) {
    if (ts.isImportDeclaration(statement)) noteImports(statement, imported);
    if (ts.isExportDeclaration(statement)) noteExports(statement, names, imported);
    if (ts.isExpressionStatement(statement)) noteAssignment(statement.expression, names);
  }
  return names;
}

function noteImports({ importClause }: ts.ImportDeclaration, imported: Map<string, string>): void {
  if (importClause?.name) imported.set(importClause.name.text, 'default');
  const named = importClause?.namedBindings;
  if (named && ts.isNamespaceImport(named)) imported.set(named.name.text, '*');
  else named?.elements.forEach((one) => imported.set(one.name.text, (one.propertyName ?? one.name).text));
}

function noteExports(
  { exportClause, moduleSpecifier }: ts.ExportDeclaration,
  names: Map<string, string>,
  imported: ReadonlyMap<string, string>,
): void {
  if (!exportClause) return;
  if (ts.isNamespaceExport(exportClause)) {
    names.set(exportClause.name.text, '*');
    return;
  }
  for (const { name, propertyName } of exportClause.elements) {
    const own = (propertyName ?? name).text;
    const other = moduleSpecifier ? own : imported.get(own);
    if (other !== undefined) names.set(name.text, other);
  }
}

/** `exports.circle = require('./circle')`, with or without a member. */
function noteAssignment(expression: ts.Expression, names: Map<string, string>): void {
  if (!ts.isBinaryExpression(expression)) return;
  const { left, right } = expression;
  if (!ts.isPropertyAccessExpression(left) || !/^(module\.)?exports$/.test(left.expression.getText())) return;
  if (isRequire(right)) names.set(left.name.text, '*');
  else if (ts.isPropertyAccessExpression(right) && isRequire(right.expression)) {
    names.set(left.name.text, right.name.text);
  }
}

function isRequire(node: ts.Expression): boolean {
  return ts.isCallExpression(node) && node.expression.getText() === 'require';
}
