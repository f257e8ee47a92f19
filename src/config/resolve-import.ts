import { isBuiltin } from 'node:module';
import { dirname, extname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { UsageError } from '../errors.ts';
import { isFile } from '../io/files.ts';

/** What a TypeScript config imports: something Node loads by its URL, or TypeScript to be compiled first. */
export type ConfigImport =
  { readonly kind: 'url'; readonly url: string } | { readonly kind: 'typescript'; readonly file: string };

const TYPESCRIPT = new Set(['.ts', '.mts', '.cts']);

/** Stands in for this package where the project has not installed it (npx); define.ts does no more at run time. */
const DEFINE_URL = `data:text/javascript,${encodeURIComponent('export const defineConfig = (config) => config;')}`;

/**
 * Resolves an import of a TypeScript config: relative paths also as TypeScript writes them (`./x.js` for x.ts, no
 * extension), packages by Node's rules for `import` from the config's folder.
 *
 * @param importer absolute path
 * @param shown the importer's name in messages
 * @throws UsageError `config-import` where it leads nowhere
 */
export async function resolveConfigImport(
  specifier: string,
  importer: string,
  shown: string,
): Promise<ConfigImport> {
  if (isBuiltin(specifier))
    return { kind: 'url', url: specifier.startsWith('node:') ? specifier : `node:${specifier}` };
  if (/^(data|https?):/.test(specifier)) return { kind: 'url', url: specifier };
  const isPath = /^(\.{0,2}\/|\.{1,2}$|file:)/.test(specifier);
  const file = isPath ? findPath(specifier, importer) : await findPackage(specifier, importer);
  if (file !== null) return loadable(file);
  if (specifier === 'import-budget') return { kind: 'url', url: DEFINE_URL };
  throw new UsageError({
    code: 'config-import',
    message: `${shown} imports ${JSON.stringify(specifier)}, which cannot be found`,
    hint: isPath
      ? 'Correct the path; it is relative to the config.'
      : 'Install the package, or drop the import.',
    at: { file: shown },
  });
}

function loadable(file: string): ConfigImport {
  if (TYPESCRIPT.has(extname(file))) return { kind: 'typescript', file };
  return { kind: 'url', url: pathToFileURL(file).href };
}

function findPath(specifier: string, importer: string): string | null {
  const path = specifier.startsWith('file:')
    ? fileURLToPath(specifier)
    : resolve(dirname(importer), specifier);
  const asTypeScript = path.replace(/\.([mc]?)js$/, '.$1ts');
  const guesses = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'].map((extension) => path + extension);
  const inFolder = [resolve(path, 'index.ts'), resolve(path, 'index.js')];
  return [path, asTypeScript, ...guesses, ...inFolder].find(isFile) ?? null;
}

async function findPackage(specifier: string, importer: string): Promise<string | null> {
  const { ResolverFactory } = await import('oxc-resolver');
  const resolver = new ResolverFactory({
    conditionNames: ['node', 'import', 'module-sync', 'node-addons'],
    extensions: ['.js', '.json', '.node'],
    mainFields: ['main'],
  });
  return resolver.sync(dirname(importer), specifier).path ?? null;
}
