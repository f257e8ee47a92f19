import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Import } from 'es-module-lexer';
import type { SourceMap } from 'oxc-transform';
import { UsageError } from '../errors.ts';
import { readText } from '../io/files.ts';
import { toModuleId } from '../model/module-id.ts';
import { resolveConfigImport } from './resolve-import.ts';
import { syntaxPlace } from './syntax-place.ts';

/** A TypeScript config, or a TypeScript file that it imports, compiled in memory. */
export interface TypeScriptModule {
  readonly file: string;
  /** As shown in messages. */
  readonly shown: string;
  readonly format: 'esm' | 'cjs';
  readonly code: string;
  /** What stack traces call it: a data: URL (esm), or the file itself (cjs). */
  readonly location: string;
  readonly map: SourceMap | undefined;
}

/** By absolute path. A file being compiled has the value null: meeting it again is a cycle. */
export type CompiledModules = Map<string, TypeScriptModule | null>;

/**
 * Compiles a TypeScript file and the TypeScript files it imports into data: URLs. A data: URL has no folder, so
 * every specifier is first replaced by an absolute URL, and `import.meta` by an object with the real url, filename
 * and dirname. What this cannot do: import() of something computed, import.meta.resolve, tsconfig paths, TypeScript
 * files that import each other in a cycle, and require() of TypeScript files.
 *
 * @param file absolute path
 * @param root absolute path that names in messages are relative to
 * @param compiled receives every file compiled; a shared file is compiled once, so that it stays one module
 * @throws UsageError `config-syntax`, `config-import`, `config-cycle`
 */
export async function compileTypeScript(
  file: string,
  root: string,
  compiled: CompiledModules,
): Promise<TypeScriptModule> {
  const known = compiled.get(file);
  const shown = toModuleId(file, root);
  if (known === null) throw cycle(shown);
  if (known !== undefined) return known;
  compiled.set(file, null);
  const { code, map } = await stripTypes(file, shown);
  const lexer = await import('es-module-lexer');
  await lexer.init;
  const [imports, , , hasModuleSyntax] = lexer.parse(code);
  // Only the config itself can be CommonJS: what it imports has to have a URL.
  const isEsm = hasModuleSyntax || compiled.size > 1;
  const locate = async (specifier: string): Promise<string> => {
    const target = await resolveConfigImport(specifier, file, shown);
    if (target.kind === 'url') return target.url;
    return (await compileTypeScript(target.file, root, compiled)).location;
  };
  const linked = isEsm ? await link(code, imports, file, locate) : code;
  const location = isEsm ? toDataUrl(linked) : file;
  const format = isEsm ? 'esm' : 'cjs';
  const module: TypeScriptModule = { file, shown, format, code: linked, location, map };
  compiled.set(file, module);
  return module;
}

async function stripTypes(file: string, shown: string) {
  const text = readText(file) ?? '';
  const { transformSync } = await import('oxc-transform');
  const { code, errors, map } = transformSync(file, text, { sourcemap: true });
  const [problem] = errors;
  if (problem === undefined) return { code, map };
  const place = syntaxPlace(text, problem);
  throw new UsageError({
    code: 'config-syntax',
    message: `${shown}:${place.line}:${place.column}: ${problem.message}`,
    hint: 'Correct the syntax.',
    at: { file: shown, ...place },
  });
}

/** Replaces specifiers and import.meta, from the end so that offsets stay right; lines don't move. */
async function link(
  code: string,
  imports: readonly Import[],
  file: string,
  locate: (specifier: string) => Promise<string>,
): Promise<string> {
  let linked = code;
  for (const found of imports.toReversed()) {
    let text: string;
    if (found.type === 'import-meta') text = metaOf(file);
    else if (typeof found.specifier !== 'string' || (found.type === 'dynamic' && found.glob)) continue;
    else {
      const url = await locate(found.specifier);
      // A static specifier's offsets leave its quotes out; a dynamic one's are those of the expression.
      text = found.type === 'dynamic' ? JSON.stringify(url) : url;
    }
    linked = linked.slice(0, found.start) + text + linked.slice(found.end);
  }
  return linked;
}

function metaOf(file: string): string {
  const parts = { url: pathToFileURL(file).href, filename: file, dirname: dirname(file) };
  return `(${JSON.stringify(parts)})`;
}

function toDataUrl(code: string): string {
  return `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
}

function cycle(shown: string): UsageError {
  return new UsageError({
    code: 'config-cycle',
    message: `${shown} imports itself through other TypeScript files`,
    hint: 'Break the cycle, or write the config in JavaScript.',
    at: { file: shown },
  });
}
