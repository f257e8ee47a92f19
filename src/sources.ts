import { statSync } from 'node:fs';
import { posix } from 'node:path';
import type { FactsCache } from './extract/facts-cache.ts';
import { FactsReader } from './extract/facts-reader.ts';
import type { Sources, Start } from './graph/build.ts';
import { FolderCache } from './io/folders.ts';
import type { FileFacts, ImportFact } from './model/facts.ts';
import { NO_COMPILE_OPTIONS, NO_FACTS } from './model/facts.ts';
import type { Notice } from './model/finding.ts';
import type { ImporterKind, SourceModule, Target } from './model/loading.ts';
import type { EntryConfig } from './model/config.ts';
import { toModuleId, type ModuleId } from './model/module-id.ts';
import { dataFormat, formatOf, isDeclaration, isLoadable } from './resolve/format.ts';
import { PackageScopes, packageNameOf } from './resolve/package-scope.ts';
import { expandPattern, MAX_MATCHES } from './resolve/patterns.ts';
import { Resolver } from './resolve/resolver.ts';
import { TsconfigCache } from './resolve/tsconfig.ts';

const TYPESCRIPT = /\.[cm]?tsx?$/i;

/** The files of one project: the only place where reading, extraction, its cache and resolution meet. */
export class ProjectSources implements Sources {
  private notices: Notice[] = [];
  private readonly root: string;
  private readonly reader: FactsReader;
  private readonly onModule: (count: number) => void;
  private loaded = 0;
  private readonly folders = new FolderCache();
  private readonly scopes = new PackageScopes(this.folders);
  private readonly tsconfigs = new TsconfigCache(this.folders);
  private readonly resolver: Resolver;

  /**
   * @param root absolute real path, forward slashes
   * @param conditions extra resolve conditions
   * @param onModule called with the number of modules read so far
   */
  constructor(
    root: string,
    conditions: readonly string[],
    cache: FactsCache | undefined,
    onModule: (count: number) => void,
  ) {
    this.root = root;
    this.reader = new FactsReader(cache);
    this.onModule = onModule;
    this.resolver = new Resolver(this.folders, this.scopes, this.tsconfigs, conditions);
  }

  /** See {@link FactsReader.isIncomplete}. */
  get isIncomplete(): boolean {
    return this.reader.isIncomplete;
  }

  /** Loads the parsers and forgets what was noticed without them. */
  async loadExtractor(): Promise<void> {
    await this.reader.loadExtractor();
    this.loaded = 0;
    this.notices = [];
  }

  get allNotices(): readonly Notice[] {
    const configs = this.tsconfigs.notices.map((notice) => ({
      ...notice,
      ...(notice.at && { at: { ...notice.at, file: this.idOf(notice.at.file) } }),
    }));
    return [...this.notices, ...configs];
  }

  idOf(path: string): ModuleId {
    return toModuleId(path, this.root);
  }

  aside(path: string): 'asset' | 'types' | undefined {
    if (isDeclaration(path)) return 'types';
    return isLoadable(path) ? undefined : 'asset';
  }

  load(path: string): SourceModule {
    this.onModule(++this.loaded);
    const data = dataFormat(path);
    const { facts, bytes } = data === undefined ? this.facts(path) : { facts: NO_FACTS, bytes: sizeOf(path) };
    const { format, importer } = formatOf(path, facts.moduleSyntax, this.scopes, this.tsconfigs);
    const inPackage = packageNameOf(path);
    return {
      path,
      facts,
      importer,
      record: {
        id: this.idOf(path),
        origin: inPackage === undefined ? 'project' : 'package',
        package: inPackage ?? this.scopes.workspaceOf(path, this.root),
        format: data ?? format,
        bytes,
      },
    };
  }

  targets(module: SourceModule, fact: ImportFact): readonly Target[] {
    if (fact.pattern !== true) return [this.resolver.resolve(module.importer, fact.specifier, fact.kind)];
    const specifiers = expandPattern(this.folders, posix.dirname(module.path), fact.specifier);
    if (specifiers.length > MAX_MATCHES) {
      this.notices.push({
        code: 'limit',
        level: 'warning',
        message: `'${fact.specifier}' matches more than ${MAX_MATCHES} files: none of them is followed`,
        at: { file: module.record.id, line: fact.line, column: fact.column },
      });
      return [];
    }
    const targets = specifiers.map((specifier) =>
      this.resolver.resolve(module.importer, specifier, fact.kind),
    );
    return targets.filter(
      (target) =>
        target.to === 'file' && target.path !== module.path && this.aside(target.path) === undefined,
    );
  }

  /**
   * Finds a module that Node loads before the entry.
   *
   * @returns nothing, with a notice, where it leads nowhere; nothing for builtins
   */
  preload(entry: string, preload: EntryConfig['preloads'][number]): Start['preloads'] {
    // Node resolves preloads from the working directory, which the root stands for.
    const from: ImporterKind = {
      path: `${this.root}/[preload]`,
      typescript: false,
      importsBecomeRequire: false,
    };
    const { specifier, how } = preload;
    const target = this.resolver.resolve(from, specifier, how === 'import' ? 'import' : 'require');
    if (target.to === 'file') return [{ path: target.path, specifier }];
    if (target.to === 'missing') {
      this.notices.push({
        code: 'unresolved',
        level: 'warning',
        message: `preload '${specifier}' leads nowhere: ${target.reason}`,
        at: { file: this.idOf(entry) },
      });
    }
    return [];
  }

  private facts(path: string): { facts: FileFacts; bytes: number } {
    const options = TYPESCRIPT.test(path) ? this.tsconfigs.projectOf(path).options : NO_COMPILE_OPTIONS;
    const answer = this.reader.read(path, options);
    if (answer.refused !== undefined) this.notices.push(this.refusal(path, answer.refused));
    this.notice(path, answer.facts);
    return answer;
  }

  private refusal(path: string, reason: string): Notice {
    const at = { file: this.idOf(path) };
    if (!path.includes('.zip/')) {
      return {
        code: 'unreadable',
        level: 'warning',
        message: `${reason}; what it imports is not counted`,
        at,
      };
    }
    return {
      code: 'archive',
      level: 'warning',
      message: 'inside a zip archive of Yarn: its size and what it imports are not counted',
      hint: 'Run yarn unplug for this package, or install with nodeLinker: node-modules.',
      at,
    };
  }

  private notice(path: string, facts: FileFacts): void {
    const file = this.idOf(path);
    if (facts.problem !== undefined) {
      const { message, line, column } = facts.problem;
      this.notices.push({ code: 'syntax-error', level: 'warning', message, at: { file, line, column } });
    }
    if (facts.partial) {
      this.notices.push({
        code: 'limit',
        level: 'warning',
        message: 'nested too deeply for a full analysis: what it requires was searched for in its text',
        at: { file },
      });
    }
    if (path.includes('/node_modules/')) return;
    for (const { line, column, kind } of facts.computed) {
      this.notices.push({
        code: 'computed-import',
        level: 'info',
        message: `the argument of this ${kind} is computed: only a boot shows what it loads`,
        at: { file, line, column },
      });
    }
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
