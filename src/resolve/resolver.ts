import { isBuiltin } from 'node:module';
import type { FolderCache } from '../io/folders.ts';
import type { ImportKind } from '../model/module-graph.ts';
import type { ImporterKind, Target } from '../model/loading.ts';
import { joinPath } from './join-path.ts';
import { LibraryResolver } from './library.ts';
import type { PackageScopes } from './package-scope.ts';
import { findFile, IMPORT_RULES, REQUIRE_RULES, SOURCE_RULES, type FileRules } from './relative.ts';
import type { TsconfigCache } from './tsconfig.ts';

/** `require` or `import`, from TypeScript or not, a path in any case or not. */
const WAYS = 8;
const NOTHING: Target = { to: 'nothing' };

/**
 * Turns specifiers into files by Node's rules for the importing format, with TypeScript's rules on top for its sources.
 * Relative paths are looked up in listed folders; packages, exports and imports go to the resolver library.
 */
export class Resolver {
  private readonly folders: FolderCache;
  private readonly tsconfigs: TsconfigCache;
  private readonly library: LibraryResolver;
  /** By how specifiers are looked up, the importer's folder, and the specifier. */
  private readonly answers = Array.from({ length: WAYS }, () => new Map<string, Map<string, Target>>());

  constructor(
    folders: FolderCache,
    scopes: PackageScopes,
    tsconfigs: TsconfigCache,
    conditions: readonly string[],
  ) {
    this.folders = folders;
    this.tsconfigs = tsconfigs;
    this.library = new LibraryResolver(folders, scopes, conditions);
  }

  /**
   * @param specifier as written, without computed parts
   * @returns a file's real path, a builtin, or why it leads nowhere; never throws
   */
  resolve(importer: ImporterKind, specifier: string, kind: ImportKind): Target {
    const mode = usesRequire(importer, kind) ? 'require' : 'import';
    const folder = importer.path.slice(0, importer.path.lastIndexOf('/')) || '/';
    const isUrl = kind === 'url' || kind === 'worker';
    const way = (mode === 'require' ? 4 : 0) + (importer.typescript ? 2 : 0) + (isUrl ? 1 : 0);
    const byFolder = this.answers[way] as Map<string, Map<string, Target>>;
    let answers = byFolder.get(folder);
    if (answers === undefined) byFolder.set(folder, (answers = new Map()));
    let answer = answers.get(specifier);
    if (answer === undefined) {
      answer = this.find(importer, folder, specifier, kind, mode);
      answers.set(specifier, answer);
    }
    return answer;
  }

  private find(
    importer: ImporterKind,
    folder: string,
    specifier: string,
    kind: ImportKind,
    mode: 'require' | 'import',
  ): Target {
    // Nine of ten, and no other form begins like them.
    if (specifier.startsWith('./') || specifier.startsWith('../'))
      return this.relative(importer, folder, specifier, mode);
    if (specifier.startsWith('node:') || isBuiltin(specifier)) {
      return { to: 'builtin', name: specifier.replace(/^node:/, '') };
    }
    const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(specifier)?.[1]?.toLowerCase();
    if (scheme === 'data') return NOTHING;
    if (scheme === 'file')
      return this.path(importer, decodePath(specifier.replace(/^file:\/\//i, '')), mode, folder);
    if (scheme !== undefined && scheme.length > 1) return missing(`Node does not load ${scheme}: URLs`);
    if (isPath(specifier) || kind === 'url' || kind === 'worker')
      return this.relative(importer, folder, specifier, mode);
    return this.bare(importer, folder, specifier, mode);
  }

  private relative(
    importer: ImporterKind,
    folder: string,
    specifier: string,
    mode: 'require' | 'import',
  ): Target {
    const path = mode === 'import' ? decodePath(specifier) : specifier;
    return this.path(importer, joinPath(folder, path), mode, folder);
  }

  private path(importer: ImporterKind, path: string, mode: 'require' | 'import', folder: string): Target {
    const folderOnly = path.endsWith('/') && path.length > 1;
    const absolute = folderOnly ? path.slice(0, -1) : path;
    const own = importer.typescript ? SOURCE_RULES : mode === 'require' ? REQUIRE_RULES : IMPORT_RULES;
    return (
      this.byRules(absolute, own, folderOnly, folder, mode, importer, false) ??
      (own === SOURCE_RULES
        ? undefined
        : this.byRules(absolute, SOURCE_RULES, folderOnly, folder, mode, importer, true)) ??
      missing('no such file')
    );
  }

  private byRules(
    path: string,
    rules: FileRules,
    folderOnly: boolean,
    folder: string,
    mode: 'require' | 'import',
    importer: ImporterKind,
    lenient: boolean,
  ): Target | undefined {
    const found = findFile(this.folders, path, rules, folderOnly);
    if (found === undefined) return undefined;
    if (found.is === 'file') return { to: 'file', path: found.path, lenient };
    const answer = this.library.resolve(folder, path, mode, importer.typescript || lenient);
    return answer.to === 'file' ? { ...answer, lenient } : undefined;
  }

  private bare(
    importer: ImporterKind,
    folder: string,
    specifier: string,
    mode: 'require' | 'import',
  ): Target {
    const project = importer.path.includes('/node_modules/')
      ? undefined
      : this.tsconfigs.projectOf(importer.path);
    const candidates = project?.candidates?.(specifier);
    if (importer.typescript) {
      const mapped = this.firstFile(candidates);
      if (mapped !== undefined) return { to: 'file', path: mapped, lenient: false };
    }
    const answer = this.library.resolve(folder, specifier, mode, importer.typescript);
    if (answer.to !== 'missing' || importer.typescript) return answer;
    // A JavaScript file of a TypeScript project: Node would not find it, the project's compiler does.
    const mapped = this.firstFile(candidates);
    return mapped === undefined ? answer : { to: 'file', path: mapped, lenient: true };
  }

  private firstFile(candidates: readonly string[] | undefined): string | undefined {
    for (const candidate of candidates ?? []) {
      const found = findFile(this.folders, candidate.replaceAll('\\', '/'), SOURCE_RULES, false);
      if (found?.is === 'file') return found.path;
    }
    return undefined;
  }
}

/** Whether Node resolves this import with the `require` conditions and file rules. */
function usesRequire(importer: ImporterKind, kind: ImportKind): boolean {
  switch (kind) {
    case 'import':
    case 're-export':
      return importer.importsBecomeRequire;
    case 'dynamic-import':
      return importer.dynamicImportsBecomeRequire === true;
    case 'url':
    case 'preload':
      return false;
    default:
      return true;
  }
}

function isPath(specifier: string): boolean {
  return (
    /^\.{0,2}\//.test(specifier) || specifier === '.' || specifier === '..' || /^[a-z]:[\\/]/i.test(specifier)
  );
}

/** Import specifiers are URLs: a query or hash makes another instance of the same file, and `%20` is a space. */
function decodePath(specifier: string): string {
  const path = /[?#]/.test(specifier) ? specifier.replace(/[?#].*$/s, '') : specifier;
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function missing(reason: string): Target {
  return { to: 'missing', reason };
}
