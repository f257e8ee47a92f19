import { ts } from 'ts-morph';
import { findImport, type Binding, type ImportSite } from './import-site.ts';
import { Refusal } from './refusal.ts';
import { lineOf, type Source } from './source.ts';
import { findUses, type Use } from './uses.ts';

/** An import at the top level that can stand in another file of the folder as well. */
export interface TopImport {
  readonly statement: ts.Statement;
  /** Null for `import x = require()`. */
  readonly site: Exclude<ImportSite, { form: 'inline' }> | null;
}

/** A name that the file declares at its top level, and every mention of it. */
export interface TopName {
  readonly local: string;
  readonly binding: Binding;
  /** More than one for overloads, and for what is declared in parts. */
  readonly statements: readonly ts.Statement[];
  /** Set where an import gives it. */
  readonly imported: TopImport | null;
  readonly uses: readonly Use[];
}

/** Interop helpers of compilers: `__importDefault(require('x'))`. */
const HELPER = /^__\w+$/;

/** All names that the top level of a file declares, by name. */
export function topNames(source: Source): ReadonlyMap<string, TopName> {
  const found = new Map<
    string,
    { name: ts.Identifier; statements: ts.Statement[]; imported: TopImport | null }
  >();
  for (const statement of source.root.statements) {
    for (const { name, imported } of declaredBy(source, statement)) {
      const known = found.get(name.text);
      if (known === undefined) found.set(name.text, { name, statements: [statement], imported });
      else if (!known.statements.includes(statement)) known.statements.push(statement);
    }
  }
  const bindings = [...found].map(([local, { name }]): Binding => ({
    local,
    imported: local,
    name,
    typeOnly: false,
  }));
  const uses = new Map<string, Use[]>();
  for (const use of findUses(source, bindings))
    uses.set(use.binding.local, [...(uses.get(use.binding.local) ?? []), use]);
  return new Map(
    bindings.map((binding) => {
      const { statements, imported } = found.get(binding.local)!;
      const own = (uses.get(binding.local) ?? []).filter(({ node }) => !isDeclarationName(node));
      return [binding.local, { local: binding.local, binding, statements, imported, uses: own }];
    }),
  );
}

/** The statement of the file's top level that holds a node. */
export function topStatement(node: ts.Node): ts.Statement {
  let at = node;
  while (!ts.isSourceFile(at.parent)) at = at.parent;
  return at as ts.Statement;
}

function* declaredBy(
  source: Source,
  statement: ts.Statement,
): Generator<{ readonly name: ts.Identifier; readonly imported: TopImport | null }> {
  if (ts.isImportDeclaration(statement)) {
    const site = siteOf(source, statement.moduleSpecifier);
    const imported = { statement, site };
    for (const { name } of site?.bindings ?? []) yield { name, imported };
  } else if (ts.isImportEqualsDeclaration(statement)) {
    yield { name: statement.name, imported: { statement, site: null } };
  } else if (ts.isVariableStatement(statement)) {
    for (const declaration of statement.declarationList.declarations) {
      const call = loadIn(declaration.initializer);
      const site = call === null ? null : siteOf(source, call.arguments[0]!);
      const imported = site === null ? null : { statement, site };
      for (const name of identifiersIn(declaration.name)) yield { name, imported };
    }
  } else if (
    (ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isEnumDeclaration(statement) ||
      ts.isModuleDeclaration(statement)) &&
    statement.name !== undefined &&
    ts.isIdentifier(statement.name)
  ) {
    yield { name: statement.name, imported: null };
  }
}

function siteOf(source: Source, literal: ts.Node): Exclude<ImportSite, { form: 'inline' }> | null {
  if (!ts.isStringLiteralLike(literal)) return null;
  const line = lineOf(source, literal.getStart(source.root));
  try {
    const site = findImport(source, { specifier: literal.text, line });
    return site.form === 'inline' ? null : site;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

/** `require('x')`, with members taken of it or an interop helper around it: loading it again gives the same. */
function loadIn(initializer: ts.Expression | undefined): ts.CallExpression | null {
  let at = initializer;
  while (at !== undefined) {
    if (ts.isPropertyAccessExpression(at) || ts.isParenthesizedExpression(at)) at = at.expression;
    else if (!ts.isCallExpression(at)) return null;
    else if (isRequire(at)) return at;
    else if (/(^|\.)__import(Default|Star)$/.test(at.expression.getText())) at = at.arguments[0];
    else return null;
  }
  return null;
}

function isRequire({ expression, arguments: [first] }: ts.CallExpression): boolean {
  return (
    ts.isIdentifier(expression) &&
    expression.text === 'require' &&
    first !== undefined &&
    ts.isStringLiteralLike(first)
  );
}

function identifiersIn(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((one) => (ts.isOmittedExpression(one) ? [] : identifiersIn(one.name)));
}

function isDeclarationName(node: ts.Identifier): boolean {
  const { parent } = node;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isClassDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isModuleDeclaration(parent);
  return declares && parent.name === node;
}

/** Whether a statement only makes what each compiled or ES module makes for itself, so that a copy does as well. */
export function isPerModule(statement: ts.Statement): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  const [only, ...others] = statement.declarationList.declarations;
  if (only === undefined || others.length > 0 || !ts.isIdentifier(only.name)) return false;
  const made = only.initializer?.getText() ?? '';
  return HELPER.test(only.name.text) || /^(\w+\.)?createRequire\(import\.meta\.url\)$/.test(made);
}
