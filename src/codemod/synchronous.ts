import { ts } from 'ts-morph';
import type { Edit } from './edits.ts';
import type { FreeNames } from './names.ts';
import { behindImports } from './behind-imports.ts';
import type { Source } from './source.ts';

/** The function that loads synchronously, and what has to be added to the file to have it. */
export interface SyncLoader {
  readonly name: string;
  readonly edits: readonly Edit[];
}

/**
 * `require` in CommonJS; in an ES module the one that the file makes by createRequire, or a new one behind its imports.
 */
export function syncLoader(source: Source, names: FreeNames): SyncLoader {
  if (source.format === 'cjs') return { name: 'require', edits: [] };
  const existing = existingRequire(source);
  if (existing !== null) return { name: existing, edits: [] };
  const { quote, end } = source.style;
  const name = names.take('require');
  const imported = importedAs(source, 'module', 'createRequire');
  const maker = imported ?? 'createRequire';
  const line = `const ${name} = ${maker}(import.meta.url)${end}`;
  const added = `import { createRequire } from ${quote}node:module${quote}${end}`;
  const edit = behindImports(source, [...(imported === null ? [added] : []), '', line]);
  return { name, edits: [edit] };
}

/** `const require = createRequire(import.meta.url)` at the top level. */
function existingRequire({ root }: Source): string | null {
  for (const statement of root.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!initializer || !ts.isIdentifier(name) || !ts.isCallExpression(initializer)) continue;
      const [where] = initializer.arguments;
      const made = /(^|\.)createRequire$/.test(initializer.expression.getText(root));
      if (made && where?.getText(root) === 'import.meta.url') return name.text;
    }
  }
  return null;
}

/**
 * `fileURLToPath`: what `import.meta.resolve` tells is a URL, and `require` takes paths. The file's own, or a new import.
 */
export function pathMaker(source: Source, names: FreeNames): SyncLoader {
  const existing = importedAs(source, 'url', 'fileURLToPath');
  if (existing !== null) return { name: existing, edits: [] };
  const { quote, end } = source.style;
  const name = names.take('fileURLToPath');
  const taken = name === 'fileURLToPath' ? name : `fileURLToPath as ${name}`;
  const line = `import { ${taken} } from ${quote}node:url${quote}${end}`;
  return { name, edits: [behindImports(source, [line])] };
}

/** The local name of something that the file imports of one of Node's modules. */
function importedAs({ root }: Source, builtin: string, imported: string): string | null {
  for (const statement of root.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    if (statement.moduleSpecifier.text.replace(/^node:/, '') !== builtin) continue;
    const named = statement.importClause?.namedBindings;
    if (!named || !ts.isNamedImports(named)) continue;
    const found = named.elements.find((one) => (one.propertyName ?? one.name).text === imported);
    if (found && !found.isTypeOnly) return found.name.text;
  }
  return null;
}
