import { posix } from 'node:path';
import { FileSyntax } from '../extract/file-syntax.ts';
import type { readProgram } from '../extract/program/read-program.ts';
import type { ImportsAndExports, readFile } from '../extract/uses/read-file.ts';
import type { BuiltGraph } from '../graph/build.ts';
import { readText } from '../io/files.ts';
import type { CompileOptions } from '../model/facts.ts';
import type { SourceModule } from '../model/loading.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import type { TsconfigCache } from '../resolve/tsconfig.ts';
import { emitOf, exportsInPlace, type Compiler } from './emit.ts';
import { FILES_AND_BUILTINS, LARGEST_PROGRAM_BYTES, moduleTargets } from './module-targets.ts';

export interface ModuleProgramsRequest {
  /** Absolute real path, forward slashes. */
  readonly root: string;
  readonly built: Pick<BuiltGraph, 'graph' | 'sources'>;
  readonly compiler: Compiler;
  readonly tsconfigs: TsconfigCache;
  /** Of these all there is to tell is asked sooner or later: it is told in one go, of one syntax tree. */
  readonly isOurs: (id: ModuleId) => boolean;
  /** Loaded by the caller: the parser is heavy. */
  readonly read: typeof readProgram;
  readonly readFile: typeof readFile;
}

const NOTHING: ImportsAndExports = { uses: [], exports: [] };

/** What modules do, use and export, each read when it is first asked for and once. */
export class ModulePrograms {
  readonly #request: ModuleProgramsRequest;
  readonly #sources: ReadonlyMap<ModuleId, SourceModule>;
  readonly #programs = new Map<ModuleId, Program | null>();
  readonly #files = new Map<ModuleId, ImportsAndExports>();
  readonly #inPlace: boolean;

  constructor(request: ModuleProgramsRequest) {
    this.#request = request;
    this.#sources = new Map(request.built.sources.map((source) => [source.record.id, source]));
    this.#inPlace = exportsInPlace(request.root);
  }

  /** The file behind a module; undefined where it is none that was analysed. */
  sourceOf(id: ModuleId): SourceModule | undefined {
    return this.#sources.get(id);
  }

  /** The text of a module; null where it is no code, too large, or cannot be read. */
  textOf(id: ModuleId): string | null {
    const source = this.#sources.get(id);
    if (source === undefined || source.record.bytes > LARGEST_PROGRAM_BYTES) return null;
    if (!/^(?:esm|cjs)$/.test(source.record.format)) return null;
    try {
      return readText(source.path);
    } catch {
      return null;
    }
  }

  /** What its compiler is told; null where it has none. */
  optionsOf(id: ModuleId): CompileOptions | null {
    const source = this.#sources.get(id);
    if (source === undefined || !source.importer.typescript) return null;
    return this.#request.tsconfigs.projectOf(source.path).options;
  }

  /** What a module does while it is evaluated; null where that cannot be told. */
  programOf(id: ModuleId): Program | null {
    if (!this.#programs.has(id)) this.#read(id, 'program');
    return this.#programs.get(id) ?? null;
  }

  /** How a module uses its imports, and what its exports need; nothing where it is no code, or cannot be read. */
  fileOf(id: ModuleId): ImportsAndExports {
    if (!this.#files.has(id)) this.#read(id, 'file');
    return this.#files.get(id) ?? NOTHING;
  }

  #read(id: ModuleId, what: 'program' | 'file'): void {
    const source = this.#sources.get(id);
    const text = this.textOf(id);
    if (source === undefined || text === null) {
      this.#programs.set(id, null);
      this.#files.set(id, NOTHING);
      return;
    }
    const syntax = new FileSyntax(extensionOf(source), text);
    const all = this.#request.isOurs(id);
    if (all || what === 'program') this.#programs.set(id, this.#readProgram(source, text, syntax));
    if (all || what === 'file') this.#files.set(id, this.#readFile(source, text, syntax));
  }

  #readFile(source: SourceModule, text: string, syntax: FileSyntax): ImportsAndExports {
    const { id, format } = source.record;
    const options = this.optionsOf(id);
    const given = {
      extension: extensionOf(source),
      text,
      format: format === 'cjs' ? ('cjs' as const) : ('esm' as const),
      id,
      ...(options !== null && { options }),
    };
    return this.#request.readFile(given, syntax);
  }

  #readProgram(source: SourceModule, text: string, syntax: FileSyntax): Program | null {
    const { id } = source.record;
    const { built, compiler, read } = this.#request;
    const targets = moduleTargets(built.graph, built.graph.index.get(id)!, FILES_AND_BUILTINS);
    const options = this.optionsOf(id);
    const given = {
      id,
      extension: extensionOf(source),
      text,
      emit: emitOf(source, compiler, this.#inPlace),
      resolve: (specifier: string) => targets.get(specifier) ?? null,
      decoratorMetadata: options?.decoratorMetadata ?? false,
      verbatim: options?.verbatim ?? false,
      keepsUnused: compiler === 'node',
    };
    const program = read(given, syntax);
    return 'problem' in program ? null : program;
  }
}

function extensionOf({ path }: SourceModule): string {
  return posix.extname(path).toLowerCase();
}
