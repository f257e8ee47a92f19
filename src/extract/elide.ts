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

const EMPTY_NAMED = /^import\s*\{\s*\}\s*from/;

/**
 * Compiles a file as TypeScript would, one file at a time, and sees which imports survive: those used as values, all
 * unmarked ones under `verbatimModuleSyntax`, and classes that decorator metadata names.
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
  const kept = match(imports, output.imports, text, code);
  if (options.verbatim) {
    // TypeScript keeps `export { type T } from 'x'` as `export {} from 'x'`; the transform drops it.
    for (const item of imports) {
      const isMarked = /^export\s+type\b/.test(text.slice(item.start, item.end));
      if (item.kind === 're-export' && !isMarked) kept.add(item);
    }
  } else {
    // TypeScript drops `import {} from 'x'`; the transform keeps it as a side-effect import.
    for (const item of kept) if (EMPTY_NAMED.test(text.slice(item.start, item.end))) kept.delete(item);
  }
  const runtime = options.jsxImportSource === null ? undefined : `${options.jsxImportSource}/jsx-runtime`;
  return {
    kept,
    jsxRuntime: output.imports.find((item) => item.specifier === runtime)?.specifier,
    keepsImportEquals: (local) =>
      new RegExp(`\\b${local.replaceAll('$', '\\$')}\\s*=\\s*require\\(`).test(code),
    problem: undefined,
  };
}

function transformOptions(extension: string, options: CompileOptions): TransformOptions {
  const jsx: TransformOptions['jsx'] = options.jsxClassic
    ? { runtime: 'classic' }
    : { runtime: 'automatic', importSource: options.jsxImportSource ?? 'react' };
  return {
    target: 'esnext',
    typescript: { onlyRemoveTypeImports: options.verbatim },
    decorator: { legacy: true, emitDecoratorMetadata: options.decoratorMetadata },
    ...(extension.endsWith('x') && { jsx }),
  };
}

/** Output imports keep their order, so both lists are walked side by side; only repeated specifiers need a closer look. */
function match(
  imports: readonly StaticImport[],
  output: readonly StaticImport[],
  text: string,
  code: string,
): Set<StaticImport> {
  const bySpecifier = new Map<string, StaticImport[]>();
  for (const item of imports) {
    if (item.typeOnly && EMPTY_NAMED.test(text.slice(item.start, item.end))) continue;
    const list = bySpecifier.get(item.specifier);
    if (list === undefined) bySpecifier.set(item.specifier, [item]);
    else list.push(item);
  }
  const kept = new Set<StaticImport>();
  for (const item of output) {
    const candidates = bySpecifier.get(item.specifier);
    if (candidates === undefined || candidates.length === 0) continue;
    const name = candidates.length > 1 ? firstName(code.slice(item.start, item.end)) : undefined;
    const found =
      name === undefined
        ? -1
        : candidates.findIndex((c) => namesIn(text.slice(c.start, c.end)).includes(name));
    const [chosen] = candidates.splice(Math.max(found, 0), 1);
    if (chosen !== undefined) kept.add(chosen);
  }
  return kept;
}

function firstName(statement: string): string | undefined {
  return namesIn(statement)[0];
}

function namesIn(statement: string): string[] {
  const clause = statement.slice(0, Math.max(statement.search(/['"]/), 0));
  return clause.match(/[\w$]+/g)?.filter((word) => !/^(import|export|type|from|as)$/.test(word)) ?? [];
}
