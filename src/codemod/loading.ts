import { ts } from 'ts-morph';
import type { Binding, ImportSite, ImportSyntax, RequireSyntax } from './import-site.ts';
import { asKey, asMember } from './names.ts';
import { Refusal } from './refusal.ts';
import { reasonAt, type Source } from './source.ts';

/** How an imported name is had from what loads the module. */
export interface Loading {
  /** The expression that loads the module: `await import('x')`, `require('x')`, `getX()`. */
  readonly expression: string;
  /** The same without a cast, where there is one. */
  readonly bare?: string;
  /** The name's member of what was loaded; null where it is the whole of it. */
  readonly member: (binding: Binding) => string | null;
  /** The type to write down for a name; null where the compiler finds it out. */
  readonly typeOf?: (binding: Binding) => string | null;
}

/** `await import('x')`, with attributes. */
export function awaitImport(source: Source, site: ImportSyntax): Loading {
  const attributes = site.statement.attributes?.elements.map((one) => one.getText(source.root)).join(', ');
  const options = attributes === undefined ? '' : `, { with: { ${attributes} } }`;
  return {
    expression: `await import(${site.written}${options})`,
    member: ({ imported }) => (imported === '*' ? null : imported),
  };
}

/**
 * `require('x')`, typed where the file is TypeScript.
 *
 * @param call as it is without a type
 * @throws Refusal where `require` gives something else than the import did
 */
export function requireCall(source: Source, site: ImportSyntax, call: string): Loading {
  const wholeDefault =
    site.bindings.some(({ imported }) => imported === 'default') && !defaultIsMember(source, site);
  // What `typeof import()` says of the default of CommonJS depends on compiler options: such names are typed apart.
  const expression = source.typescript && !wholeDefault ? `${call} as typeof import(${site.written})` : call;
  return {
    expression,
    bare: call,
    member: ({ imported }) => {
      if (imported === '*') return null;
      return imported === 'default' && wholeDefault ? null : imported;
    },
  };
}

/**
 * Whether `require` gives the default export as a member.
 *
 * @throws Refusal where it cannot be told
 */
export function defaultIsMember(source: Source, site: ImportSyntax): boolean {
  const { target, specifier } = site;
  if (target?.exportsLikeEsm === true && source.format === 'cjs') return true;
  if (target?.format === 'esm' || /\.m[jt]s$/.test(specifier)) return true;
  if (target?.format === 'builtin' || target?.format === 'json' || /^node:|\.json$/.test(specifier))
    return false;
  if (source.format === 'esm' && (target?.format === 'cjs' || /\.c[jt]s$/.test(specifier))) return false;
  if (source.format === 'cjs' && target?.exportsLikeEsm === false) return false;
  const detail = `whether require(${site.written}) holds the default export or is it cannot be told`;
  throw new Refusal([reasonAt(source, site.statement.getStart(source.root), 'computed', detail)]);
}

/** The declaration of some names of an import, as it stands in a function. */
export function declarationsOf(
  source: Source,
  site: ImportSite,
  bindings: readonly Binding[],
  loading: Loading,
): string[] {
  const { expression, member } = loading;
  const { end, quote } = source.style;
  if (site.form === 'require') return [`const ${patternOf(source, site, bindings)} = ${expression}${end}`];
  const whole = bindings.filter((one) => member(one) === null);
  const parts = bindings.filter((one) => member(one) !== null);
  const [first] = whole;
  const lines = first ? [wholeOf(source, first, loading)] : [];
  for (const other of whole.slice(1)) lines.push(`const ${other.local} = ${first!.local}${end}`);
  const typed = parts.filter((one) => loading.typeOf?.(one) != null);
  for (const one of typed) lines.push(typedMember(source, one, first?.local ?? null, loading));
  const plain = parts.filter((one) => !typed.includes(one));
  if (plain.length === 0) return lines;
  const from = first?.local ?? expression;
  const [only] = plain;
  if (plain.length === 1 && only!.imported === 'default') {
    return [...lines, `const ${only!.local} = ${first ? from : `(${from})`}.default${end}`];
  }
  const keys = plain.map((one) => keyOf(member(one) as string, one.local, quote));
  return [...lines, `const { ${keys.join(', ')} } = ${from}${end}`];
}

function wholeOf(
  { style: { end } }: Source,
  binding: Binding,
  { expression, bare, typeOf }: Loading,
): string {
  const type = typeOf?.(binding) ?? null;
  if (type === null) return `const ${binding.local} = ${expression}${end}`;
  return `const ${binding.local}: ${type} = ${bare ?? expression}${end}`;
}

/** A member with its type written down: a pattern has no place for that. */
function typedMember(
  { style: { end, quote } }: Source,
  binding: Binding,
  whole: string | null,
  { expression, bare = expression, member, typeOf }: Loading,
): string {
  const from = whole ?? (bare.startsWith('await ') ? `(${bare})` : bare);
  return `const ${binding.local}: ${typeOf!(binding)!} = ${from}${asMember(member(binding)!, quote)}${end}`;
}

/** An expression for one name, to stand where the name stood. */
export function expressionOf(source: Source, { expression, member }: Loading, binding: Binding): string {
  const name = member(binding);
  const loaded = / as /.test(expression) ? `(${expression})` : expression;
  return name === null ? loaded : `${loaded}${asMember(name, source.style.quote)}`;
}

/**
 * What a `const … = require(…)` loads, as written.
 *
 * @throws Refusal where more than loading and reading members happens, so that doing it again would not be the same
 */
export function requiredAgain(source: Source, site: RequireSyntax): Loading {
  const { initializer } = site.declaration;
  const text = initializer!.getText(source.root);
  for (let at: ts.Node = site.call; at !== initializer; at = at.parent) {
    const { parent } = at;
    const helper = ts.isCallExpression(parent) && parent.expression !== at;
    if (!helper && !ts.isPropertyAccessExpression(parent) && !ts.isParenthesizedExpression(parent)) {
      throw new Refusal([reasonAt(source, parent.getStart(source.root), 'computed', text)]);
    }
  }
  return { expression: text, member: ({ imported }) => (imported === '=' ? null : imported) };
}

/** The destructuring pattern, without the names that are not needed where it is simple. */
function patternOf({ root, style }: Source, site: RequireSyntax, bindings: readonly Binding[]): string {
  const { name } = site.declaration;
  const simple = site.bindings.every(({ imported }) => imported !== '?');
  if (ts.isIdentifier(name) || !simple || bindings.length === site.bindings.length) return name.getText(root);
  return `{ ${bindings.map(({ imported, local }) => keyOf(imported, local, style.quote)).join(', ')} }`;
}

function keyOf(key: string, local: string, quote: string): string {
  return key === local ? key : `${asKey(key, quote)}: ${local}`;
}
