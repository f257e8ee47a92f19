import { createRequire } from 'node:module';
import type * as Library from 'oxc-resolver';
import type { NapiResolveOptions, ResolverFactory } from 'oxc-resolver';
import type { FolderCache } from '../io/folders.ts';
import type { Target } from '../model/loading.ts';
import { packageOfSpecifier } from '../model/package-name.ts';
import type { PackageScopes } from './package-scope.ts';

type Mode = 'require' | 'import';

/**
 * Packages, `exports`, `imports` and self-references, by the resolver library with Node's conditions. A package that
 * no folder upwards has is answered from the listed folders, without a call.
 */
export class LibraryResolver {
  private readonly folders: FolderCache;
  private readonly scopes: PackageScopes;
  private readonly conditions: readonly string[];
  private readonly factories = new Map<string, ResolverFactory>();
  private base: ResolverFactory | undefined;
  private plugAndPlay: boolean | undefined;

  constructor(folders: FolderCache, scopes: PackageScopes, conditions: readonly string[]) {
    this.folders = folders;
    this.scopes = scopes;
    this.conditions = conditions;
  }

  /**
   * @param folder the importer's folder, absolute
   * @param request a bare specifier, `#name`, or an absolute path of a folder with a package.json
   * @param source TypeScript's rules: a `.js` path in package.json may mean a `.ts` file
   */
  resolve(folder: string, request: string, mode: Mode, source: boolean): Target {
    this.plugAndPlay ??= this.usesPlugAndPlay(folder);
    if (!this.mayExist(folder, request))
      return { to: 'missing', reason: 'no such package in any node_modules upwards' };
    if (this.wouldBlock(folder, request))
      return {
        to: 'missing',
        reason: 'a package.json on the way is no regular file: reading it could block',
      };
    const { path, error, builtin } = this.factory(mode, source).sync(folder, request);
    if (builtin !== undefined) return { to: 'builtin', name: builtin.resolved.replace(/^node:/, '') };
    if (path === undefined) return { to: 'missing', reason: reasonOf(error) };
    return { to: 'file', path: path.replaceAll('\\', '/'), lenient: false };
  }

  /** The library reads a pipe or device called package.json, and waits for its end. */
  private wouldBlock(folder: string, request: string): boolean {
    if (this.isOddManifest(request)) return true;
    const name = request.startsWith('#') ? undefined : packageOfSpecifier(request);
    for (let at = folder; ; at = at.slice(0, at.lastIndexOf('/'))) {
      if (this.isOddManifest(at)) return true;
      if (name !== undefined && this.hasPackage(at, name) && this.isOddManifest(`${at}/node_modules/${name}`))
        return true;
      if (at === '') return false;
    }
  }

  private isOddManifest(folder: string): boolean {
    return folder.startsWith('/') && this.folders.get(folder)?.type('package.json') === 'other';
  }

  private mayExist(folder: string, request: string): boolean {
    if (request.startsWith('#') || /^(\/|[a-z]:[\\/])/i.test(request)) return true;
    const name = packageOfSpecifier(request);
    if (this.scopes.of(folder).name === name) return true;
    for (let at = folder; ; at = at.slice(0, at.lastIndexOf('/'))) {
      if (this.hasPackage(at, name)) return true;
      if (at === '') break;
    }
    return this.plugAndPlay === true;
  }

  private hasPackage(folder: string, name: string): boolean {
    const modules = `${folder}/node_modules`;
    if (!this.folders.isFolder(modules)) return false;
    const slash = name.indexOf('/');
    if (slash === -1)
      return this.folders.get(modules)?.type(name) !== undefined || this.isFileIn(modules, name);
    return this.folders.get(`${modules}/${name.slice(0, slash)}`)?.type(name.slice(slash + 1)) !== undefined;
  }

  /** `node_modules/name.js` is a module too. */
  private isFileIn(modules: string, name: string): boolean {
    return ['.js', '.json', '.node'].some(
      (extension) => this.folders.get(modules)?.type(name + extension) === 'file',
    );
  }

  private usesPlugAndPlay(folder: string): boolean {
    for (let at = folder; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      if (this.folders.file(`${at}/.pnp.cjs`) !== undefined) return true;
    }
    return false;
  }

  private factory(mode: Mode, source: boolean): ResolverFactory {
    const key = `${mode}${source}`;
    let factory = this.factories.get(key);
    if (factory === undefined) {
      const options: NapiResolveOptions = {
        conditionNames: ['node', mode, 'module-sync', ...this.conditions],
        extensions: source
          ? ['.js', '.json', '.node', '.ts', '.tsx', '.mts', '.cts']
          : ['.js', '.json', '.node'],
        ...(source && {
          extensionAlias: {
            '.js': ['.js', '.ts', '.tsx'],
            '.mjs': ['.mjs', '.mts'],
            '.cjs': ['.cjs', '.cts'],
          },
        }),
        mainFields: ['main'],
        nodePath: mode === 'require',
        builtinModules: true,
      };
      // The library reads Yarn's map of packages only when this variable says so; it has no option for it.
      if (this.plugAndPlay) process.env['OXC_RESOLVER_YARN_PNP'] = '1';
      // Clones share one cache of the file system.
      factory = this.base?.cloneWithOptions(options) ?? new (loadLibrary().ResolverFactory)(options);
      this.base ??= factory;
      this.factories.set(key, factory);
    }
    return factory;
  }
}

/** The native library takes 20 ms to load, and a project whose packages are not installed never asks it. */
function loadLibrary(): typeof Library {
  return createRequire(import.meta.url)('oxc-resolver') as typeof Library;
}

function reasonOf(error: string | undefined): string {
  return error?.split('\n')[0] ?? 'not found';
}
