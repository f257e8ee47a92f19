import { statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { FolderCache } from '../io/folders.ts';
import { realPath } from '../io/files.ts';
import type { Origin } from '../model/module-graph.ts';
import { toModuleId, type ModuleId } from '../model/module-id.ts';
import { packageNameOf, PackageScopes } from '../resolve/package-scope.ts';

export interface ModuleFacts {
  readonly id: ModuleId;
  readonly origin: Origin;
  readonly package: string | null;
  readonly bytes: number;
}

/** What is known of modules of a trace by their names there: absolute paths, `node:fs`, URLs. */
export class FactsOfModules {
  private readonly root: string;
  private readonly isWhole: (path: string) => boolean;
  private readonly scopes = new PackageScopes(new FolderCache());
  private readonly known = new Map<string, ModuleFacts>();

  /**
   * @param root absolute real path, forward slashes
   * @param isWhole the platform's `isAbsolute`; tests give their own
   */
  constructor(root: string, isWhole: (path: string) => boolean = isAbsolute) {
    this.isWhole = isWhole;
    this.root = root;
  }

  of(key: string): ModuleFacts {
    let facts = this.known.get(key);
    if (facts === undefined) this.known.set(key, (facts = this.find(key)));
    return facts;
  }

  private find(key: string): ModuleFacts {
    if (key.startsWith('node:')) {
      return { id: key as ModuleId, origin: 'builtin', package: null, bytes: 0 };
    }
    if (!this.isWhole(key)) return { id: key as ModuleId, origin: 'project', package: null, bytes: 0 };
    const path = realPath(key).replaceAll('\\', '/');
    const inPackage = packageNameOf(path);
    return {
      id: toModuleId(path, this.root),
      origin: inPackage === undefined ? 'project' : 'package',
      package: inPackage ?? this.scopes.workspaceOf(path, this.root),
      bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    };
  }
}
