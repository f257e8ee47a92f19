import type { Binding, ImportSyntax } from './import-site.ts';
import { asKey } from './names.ts';
import type { Source } from './source.ts';

/**
 * `import type` statements for some names of an import: one for its default, one for its namespace, one for the rest,
 * as they cannot be joined.
 */
export function typeImports(
  { style: { quote, end } }: Source,
  site: ImportSyntax,
  bindings: readonly Binding[],
): string[] {
  const from = `from ${site.written}${attributesOf(site)}${end}`;
  const lines: string[] = [];
  const named: string[] = [];
  for (const { imported, local } of bindings) {
    if (imported === 'default') lines.push(`import type ${local} ${from}`);
    else if (imported === '*') lines.push(`import type * as ${local} ${from}`);
    else named.push(imported === local ? local : `${asKey(imported, quote)} as ${local}`);
  }
  return named.length > 0 ? [...lines, `import type { ${named.join(', ')} } ${from}`] : lines;
}

/** ` with { type: 'json' }`, or nothing. */
export function attributesOf({ statement }: ImportSyntax): string {
  return statement.attributes ? ` ${statement.attributes.getText()}` : '';
}
