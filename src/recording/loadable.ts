import { posix } from 'node:path';
import { sourceOfCompiled } from '../boot/source-maps.ts';
import { FolderCache } from '../io/folders.ts';
import { isFile, readText } from '../io/files.ts';
import type { BootTrace } from '../model/boot.ts';
import type { ModuleId } from '../model/module-id.ts';
import { PackageScopes } from '../resolve/package-scope.ts';
import { compiledCandidates, layoutsOf } from './compiled-layout.ts';

/** The file that stands for a module when it is loaded, and how; or why there is none. */
export type Loadable =
  { readonly id: ModuleId; readonly how: 'import' | 'require' } | { readonly problem: string };

export interface LoadableRequest {
  /** Absolute real path, forward slashes. */
  readonly root: string;
  /** The entry's source file. */
  readonly entryFile: ModuleId | null;
  /** A boot of the entry: which files it was compiled to, and whether its process takes TypeScript. */
  readonly trace: Pick<BootTrace, 'main' | 'modules' | 'environment'> | null;
}

const TYPESCRIPT = /\.[cm]?tsx?$/i;
const MODULE_SYNTAX = /^[ \t]*(?:import[\s{*'"]|export[\s{*])/m;

/**
 * Finds out how modules can be loaded one by one in a process like an entry's.
 *
 * @returns what to do with a module; a source is loaded as the file that was compiled from it where the boot loaded
 *   compiled files, else as it is where the entry's process takes TypeScript
 */
export function loadables({ root, entryFile, trace }: LoadableRequest): (module: ModuleId) => Loadable {
  const scopes = new PackageScopes(new FolderCache());
  const own = (trace?.modules ?? []).filter(({ origin }) => origin === 'project');
  const mapped = sourceOfCompiled(
    own.map(({ id }) => id),
    root,
  );
  const pairs = [...mapped.sourceOf].map(([compiled, source]) => ({ compiled, source }));
  const main = trace?.main ?? null;
  if (main !== null && entryFile !== null && main !== entryFile)
    pairs.push({ compiled: main, source: entryFile });
  const layouts = layoutsOf(pairs);
  const asIs = own.find(({ id }) => TYPESCRIPT.test(id));
  const how = (id: ModuleId): 'import' | 'require' => howToLoad(posix.resolve(root, id), scopes);

  return (module) => {
    if (!isFile(posix.resolve(root, module))) return { problem: `there is no file ${module}` };
    const loaded = pairs.find(({ source }) => source === module)?.compiled;
    const compiled =
      loaded ?? compiledCandidates(module, layouts).find((id) => isCompiledFrom(id, module, root));
    if (compiled !== undefined) return { id: compiled, how: how(compiled) };
    if (!TYPESCRIPT.test(module)) return { id: module, how: how(module) };
    if (asIs !== undefined) return { id: module, how: asIs.format === 'cjs' ? 'require' : how(module) };
    if (stripsTypes(trace?.environment.node ?? process.version) && !/x$/i.test(module))
      return { id: module, how: how(module) };
    return {
      problem:
        layouts.length > 0
          ? `no file compiled from ${module} was found beside the entry's: it may be part of a bundle, or was not built`
          : `this Node cannot load ${module} as it is, and the entry's boot shows no way to compile it`,
    };
  };
}

function isCompiledFrom(id: ModuleId, source: ModuleId, root: string): boolean {
  if (!isFile(posix.resolve(root, id))) return false;
  const { sourceOf, bundles } = sourceOfCompiled([id], root);
  // A file without a source map is taken at its name.
  return bundles.has(id) ? false : (sourceOf.get(id) ?? source) === source;
}

/** By the file's format: extension, `type` of the nearest package.json, and at last its syntax. */
function howToLoad(path: string, scopes: PackageScopes): 'import' | 'require' {
  if (/\.m[jt]s$/i.test(path)) return 'import';
  if (/\.(c[jt]s|json|node)$/i.test(path)) return 'require';
  const { type } = scopes.of(posix.dirname(path));
  if (type !== undefined) return type === 'module' ? 'import' : 'require';
  return MODULE_SYNTAX.test(readText(path) ?? '') ? 'import' : 'require';
}

/** Node runs TypeScript files without a flag since 22.18 and 23.6. */
function stripsTypes(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}
