import { transformSync, type TransformOptions } from 'oxc-transform';
import type { CompileOptions, SyntaxProblem } from '../model/facts.ts';
import { positionsIn } from './position.ts';
import { lexStatics, type StaticImport } from './statics.ts';

/** Which imports of a TypeScript file are left when the compiler is done. */
export interface Elided {
  /** The members of the given imports that exist at run time. */
  readonly kept: ReadonlySet<StaticImport>;
  /** Specifier of the JSX runtime, when the compiler added an import of it. */
  readonly jsxRuntime: string | undefined;
  /** Whether `import local = require(…)` is left. */
  readonly keepsImportEquals: (local: string) => boolean;
  readonly problem: SyntaxProblem | undefined;
}

/** `import type` and `export type`; but `import type from 'x'` imports something called `type`. */
const MARKED = /^(?:export\s+type\b|import\s+type\b(?!\s*(?:,|from\s*['"])))/;
const EMPTY_NAMED = /^(?:import|export)\s*\{\s*\}\s*from/;

/**
 * Compiles a file as TypeScript would, one file at a time, and sees which imports survive: those used as values, all
 * unmarked ones under `verbatimModuleSyntax`, and classes that decorator metadata names. The import of `tslib` that
 * `importHelpers` adds is left out: which files need a helper depends on the project's `target`, and the transform
 * prints `esnext`, which needs none.
 *
 * @param extension with the dot
 * @param imports the file's static imports, in source order
 */
export function elide(
  extension: string,
  text: string,
  imports: readonly StaticImport[],
  options: CompileOptions,
): Elided {
  const { code, errors } = transformSync(`file${extension}`, text, transformOptions(extension, options));
  const error = errors.find((candidate) => candidate.severity === 'Error');
  const output = error === undefined ? lexStatics(code) : undefined;
  if (output === undefined) {
    const kept = new Set(imports.filter((item) => !item.typeOnly));
    const place = positionsIn(text)(error?.labels[0]?.start ?? 0);
    const problem = error && { message: error.message, ...place };
    return { kept, jsxRuntime: undefined, keepsImportEquals: () => true, problem };
  }
  const kept = options.verbatim
    ? imports.filter((item) => !MARKED.test(statementOf(item, text)))
    : // TypeScript drops `import {} from 'x'`; the transform keeps it as a side-effect import.
      [...match(imports, output.imports, text, code)].filter(
        (item) => !EMPTY_NAMED.test(statementOf(item, text)),
      );
  return {
    kept: new Set(kept),
    jsxRuntime: runtimeIn(imports, output.imports, options),
    keepsImportEquals: (local) =>
      new RegExp(`(?<![\\w$])${local.replaceAll('$', '\\$')}\\s*=\\s*require\\(`).test(code),
    problem: undefined,
  };
}

/** An element with both a spread and a key is made by `createElement` of the source itself, not of its runtime. */
function runtimeIn(
  imports: readonly StaticImport[],
  output: readonly StaticImport[],
  { jsxImportSource }: CompileOptions,
): string | undefined {
  if (jsxImportSource === null) return undefined;
  const added = output.filter(({ specifier }) => !imports.some((item) => item.specifier === specifier));
  const names = [`${jsxImportSource}/jsx-runtime`, jsxImportSource];
  return names.find((name) => added.some(({ specifier }) => specifier === name));
}

/** The text of an import without its comments. */
function statementOf({ start, end }: StaticImport, text: string): string {
  return text.slice(start, end).replace(/\/\*[^]*?\*\/|\/\/.*$/gm, ' ');
}

function transformOptions(extension: string, options: CompileOptions): TransformOptions {
  const jsx: TransformOptions['jsx'] = options.jsxClassic
    ? {
        runtime: 'classic',
        ...(options.jsxFactory !== undefined && { pragma: options.jsxFactory }),
        ...(options.jsxFragment !== undefined && { pragmaFrag: options.jsxFragment }),
      }
    : { runtime: 'automatic', importSource: options.jsxImportSource ?? 'react' };
  return {
    target: 'esnext',
    typescript: { onlyRemoveTypeImports: options.verbatim },
    decorator: { legacy: true, emitDecoratorMetadata: options.decoratorMetadata },
    ...(extension.endsWith('x') && { jsx }),
  };
}

/**
 * Finds the import that each output import came from. Both lists have one order; where a module is imported more than
 * once the names decide, which no two declarations of a file share.
 */
function match(
  imports: readonly StaticImport[],
  output: readonly StaticImport[],
  text: string,
  code: string,
): Set<StaticImport> {
  const bySpecifier = new Map<string, StaticImport[]>();
  for (const item of imports) {
    if (item.typeOnly && !EMPTY_NAMED.test(statementOf(item, text))) continue;
    const list = bySpecifier.get(item.specifier);
    if (list === undefined) bySpecifier.set(item.specifier, [item]);
    else list.push(item);
  }
  const kept = new Set<StaticImport>();
  for (const item of output) {
    const candidates = bySpecifier.get(item.specifier);
    if (candidates === undefined || candidates.length === 0) continue;
    const found = candidates.length === 1 ? 0 : closest(statementOf(item, code), candidates, text);
    const [chosen] = candidates.splice(found, 1);
    if (chosen !== undefined) kept.add(chosen);
  }
  return kept;
}

function closest(statement: string, candidates: readonly StaticImport[], text: string): number {
  const names = namesIn(statement);
  const found = candidates.findIndex((candidate) => {
    const others = namesIn(statementOf(candidate, text));
    return names.length === 0 ? others.length === 0 : names.some((name) => others.includes(name));
  });
  return Math.max(found, 0);
}

/** The names a declaration makes: local ones of an import, exported ones of a re-export, `*` of `export *`. */
function namesIn(statement: string): string[] {
  const [, keyword, clause = ''] = /^(import|export)\b([^'"]*)/.exec(statement) ?? [];
  const names = clause
    .replace(/\bfrom\s*$/, '')
    .matchAll(/(?:\*|[\p{ID_Continue}$]+)(?:\s+as\s+([\p{ID_Continue}$]+))?/gu);
  return [...names].map(([whole, renamed]) => `${keyword} ${renamed ?? whole}`);
}
