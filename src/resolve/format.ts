import { posix } from 'node:path';
import type { ImporterKind } from '../model/loading.ts';
import type { ModuleFormat } from '../model/module-graph.ts';
import type { PackageScopes } from './package-scope.ts';
import type { TsconfigCache } from './tsconfig.ts';

const TYPESCRIPT = /\.[cm]?tsx?$/i;
const DECLARATION = /\.d\.[cm]?ts$/i;
/** Files that only a bundler's import can mean. Any other unknown extension is JavaScript to Node's `require`. */
const ASSET =
  /\.(css|s[ac]ss|less|styl|svg|png|jpe?g|gif|webp|avif|ico|bmp|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|pdf|html?|md|txt|ya?ml|toml|graphql|gql|vue|svelte|astro|proto|sql|hbs|ejs|pug|xml|csv|map|lock|sh|py)$/i;

/** Whether a file holds code or data that Node loads as a module. */
export function isLoadable(path: string): boolean {
  return !ASSET.test(path) && !DECLARATION.test(path);
}

/** Whether a file holds only types. */
export function isDeclaration(path: string): boolean {
  return DECLARATION.test(path);
}

/** Formats that follow from the name alone; undefined for JavaScript and TypeScript. */
export function dataFormat(path: string): 'json' | 'native' | 'wasm' | undefined {
  if (path.endsWith('.json')) return 'json';
  if (path.endsWith('.node')) return 'native';
  return path.endsWith('.wasm') ? 'wasm' : undefined;
}

/**
 * Decides how Node evaluates a source file: extension, `type` of the nearest package.json, `module` of the nearest
 * tsconfig for TypeScript, and at last the syntax (Node >= 20.19 detects it).
 * Source: https://nodejs.org/api/packages.html#determining-module-system
 *
 * @param path real path, forward slashes
 * @param moduleSyntax the file has import or export declarations
 */
export function formatOf(
  path: string,
  moduleSyntax: boolean,
  scopes: PackageScopes,
  tsconfigs: TsconfigCache,
): { format: ModuleFormat; importer: ImporterKind } {
  const typescript = TYPESCRIPT.test(path);
  const isModule = isEsModule(path, moduleSyntax, typescript, scopes, tsconfigs);
  const compiled = typescript && !isModule ? tsconfigs.projectOf(path).module : undefined;
  const importer = { path, typescript, importsBecomeRequire: !isModule && moduleSyntax };
  return {
    format: isModule ? 'esm' : 'cjs',
    importer:
      compiled === undefined || compiled.startsWith('node')
        ? importer
        : { ...importer, dynamicImportsBecomeRequire: true },
  };
}

function isEsModule(
  path: string,
  moduleSyntax: boolean,
  typescript: boolean,
  scopes: PackageScopes,
  tsconfigs: TsconfigCache,
): boolean {
  if (/\.m[jt]s$/i.test(path)) return true;
  if (/\.c[jt]s$/i.test(path)) return false;
  const compiled = typescript ? tsconfigs.projectOf(path).module : undefined;
  if (compiled !== undefined && !compiled.startsWith('node')) return /^(es|preserve)/.test(compiled);
  const { type } = scopes.of(posix.dirname(path));
  if (type !== undefined) return type === 'module';
  // `module: node16` and later compile a file of an untyped package to CommonJS.
  return compiled === undefined && moduleSyntax;
}
