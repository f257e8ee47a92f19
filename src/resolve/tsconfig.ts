import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import type * as Library from 'get-tsconfig';
import type { TsConfigJsonResolved } from 'get-tsconfig';
import type { FolderCache } from '../io/folders.ts';
import { NO_COMPILE_OPTIONS, type CompileOptions } from '../model/facts.ts';
import type { Notice } from '../model/finding.ts';
import type { CompileSettings } from '../model/loading.ts';

/** What one tsconfig means for the files it governs. */
export interface Project extends CompileSettings {
  /** Maps a bare specifier to candidate paths by `paths` and `baseUrl`; null where the config has neither. */
  readonly candidates: ((specifier: string) => string[]) | null;
}

const NONE: Project = { options: NO_COMPILE_OPTIONS, module: undefined, file: undefined, candidates: null };

/**
 * Finds the tsconfig that governs a file: the nearest `tsconfig.json` upwards, or of its project references the first
 * that includes the file. A config that cannot be read is a notice, and the next one upwards counts.
 */
export class TsconfigCache {
  readonly notices: Notice[] = [];
  private readonly folders: FolderCache;
  private readonly byFolder = new Map<string, string | null>();
  private readonly configs = new Map<string, Config | null>();

  constructor(folders: FolderCache) {
    this.folders = folders;
  }

  /** @param path absolute path of a source file, forward slashes */
  projectOf(path: string): Project {
    const file = this.nearest(dirname(path));
    const config = file === null ? null : this.load(file);
    if (config === null) return NONE;
    for (const reference of config.references) {
      const other = this.load(reference);
      if (other !== null && other.includes(path)) return other.project;
    }
    return config.project;
  }

  private nearest(folder: string): string | null {
    let file = this.byFolder.get(folder);
    if (file !== undefined) return file;
    const here = this.folders.file(`${folder}/tsconfig.json`);
    const parent = dirname(folder);
    if (here !== undefined && this.load(here) !== null) file = here;
    else file = parent === folder ? null : this.nearest(parent);
    this.byFolder.set(folder, file);
    return file;
  }

  private load(file: string): Config | null {
    let config = this.configs.get(file);
    if (config === undefined) {
      this.configs.set(file, null);
      config = this.read(file);
      this.configs.set(file, config);
    }
    return config;
  }

  private read(file: string): Config | null {
    try {
      return this.parse(file);
    } catch (error) {
      const message = (error as Error).message.split('\n')[0] ?? 'cannot be read';
      this.notices.push({
        code: 'tsconfig',
        level: 'warning',
        message: `tsconfig ignored: ${message}`,
        hint: 'Imports of this project are resolved without its paths and compiler options.',
        at: { file },
      });
      return null;
    }
  }

  /** @throws whatever the library throws at what is no tsconfig, or has values of other types than it should */
  private parse(file: string): Config {
    const json = loadLibrary().parseTsconfig(file);
    const matches = loadLibrary().createFilesMatcher({ path: file, config: json });
    const references: unknown = json.references;
    return {
      project: toProject(file, json),
      includes: (path) => matches(path) !== undefined,
      references: Array.isArray(references)
        ? references.flatMap((one: unknown) => this.reference(dirname(file), one))
        : [],
    };
  }

  private reference(folder: string, reference: unknown): string[] {
    const path = (reference as { path?: unknown } | null)?.path;
    if (typeof path !== 'string') return [];
    const target = `${folder}/${path.replace(/^\.\//, '')}`;
    const file = this.folders.file(target) ?? this.folders.file(`${target.replace(/\/$/, '')}/tsconfig.json`);
    return file === undefined ? [] : [file];
  }
}

interface Config {
  readonly project: Project;
  readonly includes: (path: string) => boolean;
  /** Absolute paths of the referenced configs. */
  readonly references: readonly string[];
}

function toProject(file: string, json: TsConfigJsonResolved): Project {
  const compiler = json.compilerOptions ?? {};
  return {
    options: compileOptions(compiler),
    module: typeof compiler.module === 'string' ? compiler.module.toLowerCase() : undefined,
    file,
    candidates: loadLibrary().createPathsMatcher({ path: file, config: json }),
  };
}

function compileOptions(compiler: NonNullable<TsConfigJsonResolved['compilerOptions']>): CompileOptions {
  const automatic = compiler.jsx === 'react-jsx' || compiler.jsx === 'react-jsxdev';
  return {
    verbatim: Boolean(
      compiler.verbatimModuleSyntax ??
      compiler.preserveValueImports ??
      compiler.importsNotUsedAsValues === 'preserve',
    ),
    decoratorMetadata: compiler.emitDecoratorMetadata === true && compiler.experimentalDecorators === true,
    jsxImportSource: automatic ? (compiler.jsxImportSource ?? 'react') : null,
    jsxClassic: compiler.jsx === 'react' || compiler.jsx === 'react-native',
    ...(compiler.jsxFactory !== undefined && { jsxFactory: compiler.jsxFactory }),
    ...(compiler.jsxFragmentFactory !== undefined && { jsxFragment: compiler.jsxFragmentFactory }),
  };
}

/** Loaded with the first tsconfig: a JavaScript project has none. */
function loadLibrary(): typeof Library {
  return createRequire(import.meta.url)('get-tsconfig') as typeof Library;
}
