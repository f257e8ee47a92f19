import { posix } from 'node:path';
import type { readProgram } from '../extract/program/read-program.ts';
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
  /** Loaded by the caller: the parser is heavy. */
  readonly read: typeof readProgram;
}

/** Texts and programs of modules, each read when it is first asked for and once. */
export class ModulePrograms {
  readonly #request: ModuleProgramsRequest;
  readonly #sources: ReadonlyMap<ModuleId, SourceModule>;
  readonly #programs = new Map<ModuleId, Program | null>();
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
    const known = this.#programs.get(id);
    if (known !== undefined) return known;
    const program = this.#parse(id);
    this.#programs.set(id, program);
    return program;
  }

  #parse(id: ModuleId): Program | null {
    const source = this.#sources.get(id);
    const text = this.textOf(id);
    if (source === undefined || text === null) return null;
    const { built, compiler, read } = this.#request;
    const targets = moduleTargets(built.graph, built.graph.index.get(id)!, FILES_AND_BUILTINS);
    const options = this.optionsOf(id);
    const program = read({
      id,
      extension: posix.extname(source.path).toLowerCase(),
      text,
      emit: emitOf(source, compiler, this.#inPlace),
      resolve: (specifier) => targets.get(specifier) ?? null,
      decoratorMetadata: options?.decoratorMetadata ?? false,
      verbatim: options?.verbatim ?? false,
      keepsUnused: compiler === 'node',
    });
    return 'problem' in program ? null : program;
  }
}
