import { posix } from 'node:path';
import type { readProgram } from '../extract/program/read-program.ts';
import { outlineProgram } from '../hazards/outline.ts';
import type { Wanted } from '../hazards/wanted.ts';
import { readText } from '../io/files.ts';
import type { SourceModule } from '../model/loading.ts';
import type { Notice } from '../model/finding.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import type { BuiltGraph } from '../graph/build.ts';
import type { TsconfigCache } from '../resolve/tsconfig.ts';
import { emitOf, exportsInPlace, type Compiler } from './emit.ts';
import { FILES, LARGEST_PROGRAM_BYTES, moduleTargets } from './module-targets.ts';

export interface ReadProgramsRequest {
  /** Absolute real path, forward slashes. */
  readonly root: string;
  readonly built: Pick<BuiltGraph, 'graph' | 'sources'>;
  readonly wanted: Pick<Wanted, 'full' | 'kept'>;
  readonly compiler: Compiler;
  readonly tsconfigs: TsconfigCache;
  /** Loaded by the caller: the parser is heavy. */
  readonly read: typeof readProgram;
  /** Called with the number of modules read so far. */
  readonly onModule: (count: number) => void;
}

export interface ReadPrograms {
  readonly programs: ReadonlyMap<ModuleId, Program>;
  readonly notices: readonly Notice[];
}

/** Reads what cycles and those they call do; of what leads there the imports are enough. */
export function readPrograms(request: ReadProgramsRequest): ReadPrograms {
  const { built, wanted, onModule } = request;
  const { graph } = built;
  const programs = new Map<ModuleId, Program>();
  const notices: Notice[] = [];
  if (wanted.full.length === 0) return { programs, notices };
  const sources = new Map(built.sources.map((source) => [source.record.id, source]));
  const isFull = new Set(wanted.full);
  const inPlace = exportsInPlace(request.root);
  let count = 0;
  for (let node = 0; node < graph.modules.length; node++) {
    if (!wanted.kept[node]) continue;
    const { id } = graph.modules[node]!;
    const source = sources.get(id);
    let program: Program | string = 'outline';
    if (source !== undefined && isFull.has(node)) {
      onModule(++count);
      program = readOne(source, node, { ...request, inPlace });
      if (typeof program === 'string') notices.push(notRead(id, program));
    }
    programs.set(id, typeof program === 'string' ? outlineProgram(graph, node, wanted.kept) : program);
  }
  return { programs, notices };
}

interface Reading extends Pick<ReadProgramsRequest, 'built' | 'compiler' | 'tsconfigs' | 'read'> {
  readonly inPlace: boolean;
}

/** @returns why not, where it cannot be read */
function readOne(
  source: SourceModule,
  node: number,
  { built, compiler, tsconfigs, read, inPlace }: Reading,
): Program | string {
  const { path, record, importer } = source;
  if (record.bytes > LARGEST_PROGRAM_BYTES) return 'too large to be read in full';
  const text = readText(path);
  if (text === null) return 'it is no file';
  const targets = moduleTargets(built.graph, node, FILES);
  const { options } = importer.typescript ? tsconfigs.projectOf(path) : { options: null };
  const program = read({
    id: record.id,
    extension: posix.extname(path).toLowerCase(),
    text,
    emit: emitOf(source, compiler, inPlace),
    resolve: (specifier) => targets.get(specifier) ?? null,
    decoratorMetadata: options?.decoratorMetadata ?? false,
    verbatim: options?.verbatim ?? false,
    keepsUnused: compiler === 'node',
  });
  return 'problem' in program ? `${program.problem.message} (line ${program.problem.line})` : program;
}

function notRead(file: ModuleId, why: string): Notice {
  const message = `only its imports are known to the simulation: ${why}`;
  return { code: 'not-judged', level: 'info', message, at: { file } };
}
