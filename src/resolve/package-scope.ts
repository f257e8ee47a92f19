import { readFileSync } from 'node:fs';
import type { FolderCache } from '../io/folders.ts';
import { packageOfSpecifier } from '../model/package-name.ts';

/** The package.json that governs a file. */
export interface PackageScope {
  /** Folder of the package.json, forward slashes; null where there is none up to the file system's root. */
  readonly folder: string | null;
  readonly name: string | undefined;
  readonly type: 'module' | 'commonjs' | undefined;
}

const NO_SCOPE: PackageScope = { folder: null, name: undefined, type: undefined };

/** Finds the nearest package.json of a folder, as Node does: `node_modules` itself ends the search. */
export class PackageScopes {
  private readonly folders: FolderCache;
  private readonly scopes = new Map<string, PackageScope>();

  constructor(folders: FolderCache) {
    this.folders = folders;
  }

  /** @param folder absolute, forward slashes */
  of(folder: string): PackageScope {
    let scope = this.scopes.get(folder);
    if (scope !== undefined) return scope;
    const slash = folder.lastIndexOf('/');
    if (folder.endsWith('/node_modules')) scope = NO_SCOPE;
    else {
      const file = this.folders.file(`${folder}/package.json`);
      scope = file === undefined ? undefined : readScope(file, folder);
      scope ??= slash < 0 || folder === '/' ? NO_SCOPE : this.of(folder.slice(0, slash) || '/');
    }
    this.scopes.set(folder, scope);
    return scope;
  }

  /**
   * Name of the workspace package that owns a project file; null for the root package's own files.
   *
   * @param path absolute, forward slashes
   * @param root absolute, forward slashes
   */
  workspaceOf(path: string, root: string): string | null {
    const { folder, name } = this.named(path.slice(0, path.lastIndexOf('/')) || '/');
    const isRoots = folder === null || root === folder || root.startsWith(`${folder}/`);
    return name === undefined || isRoots ? null : name;
  }

  /**
   * The named package above a file in the project: nested package.json files that only set `type` are passed over.
   *
   * @returns the scope that has a name, else the nearest one
   */
  named(folder: string): PackageScope {
    const nearest = this.of(folder);
    let scope = nearest;
    while (scope.name === undefined && scope.folder !== null && scope.folder !== '/') {
      const parent = scope.folder.slice(0, scope.folder.lastIndexOf('/')) || '/';
      scope = this.of(parent);
    }
    return scope.name === undefined ? nearest : scope;
  }
}

/** Undefined for a package.json that cannot be parsed: Node would fail on it, we go on with the next one upwards. */
function readScope(file: string, folder: string): PackageScope | undefined {
  try {
    const json: unknown = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    if (typeof json !== 'object' || json === null) return undefined;
    const { name, type } = json as Record<string, unknown>;
    return {
      folder,
      name: typeof name === 'string' ? name : undefined,
      type: type === 'module' || type === 'commonjs' ? type : undefined,
    };
  } catch {
    return undefined;
  }
}

/**
 * The package a path below `node_modules` belongs to, by the innermost `node_modules`.
 *
 * @returns `name` or `@scope/name`; undefined for a path outside node_modules
 */
export function packageNameOf(path: string): string | undefined {
  const at = path.lastIndexOf('/node_modules/');
  if (at === -1) return undefined;
  return packageOfSpecifier(path.slice(at + '/node_modules/'.length));
}
