import { createRequire } from 'node:module';
import { posix, resolve } from 'node:path';
import type { DefinedName, ImportTarget, WrittenCut } from '../codemod/written-cut.ts';
import { mayNarrow } from '../codemod/narrowing.ts';
import type { UsesSource } from '../extract/uses/source.ts';
import { readText, realPath } from '../io/files.ts';
import { FolderCache } from '../io/folders.ts';
import { readExactly } from '../io/replace-file.ts';
import type { CutCandidate, CutReason, ImportUses } from '../model/cut.ts';
import { editsOf } from '../model/edits-of.ts';
import type { CompileOptions } from '../model/facts.ts';
import type { ImportEdge, ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { TsconfigCache } from '../resolve/tsconfig.ts';
import { refusedCuts } from './chosen-cuts.ts';
import { keepEffects } from './fix-effects.ts';
import { leafMoves, moveLeaves } from './fix-moves.ts';

export interface FileChange {
  readonly file: ModuleId;
  /** Absolute, links resolved. */
  readonly path: string;
  /** Null for a new file. */
  readonly before: string | null;
  readonly after: string;
}

export interface ChangesRequest {
  /** Absolute real path, forward slashes. */
  readonly root: string;
  readonly cuts: readonly CutCandidate[];
  readonly moduleOf: (id: ModuleId) => ModuleRecord | undefined;
  /** Imports of all entries; where it is set, what cuts keep from registering is registered by their importers. */
  readonly keepEffects?: readonly ImportEdge[];
}

type Format = 'esm' | 'cjs';
/** Values of `module` with which compilers leave `import()` as it is. */
const KEEPS_IMPORT = /^(?:node\d+|nodenext|preserve)$/;
type Read = (source: UsesSource) => readonly ImportUses[];

/**
 * Makes the text of every file that cuts change; writes nothing.
 *
 * @throws TargetError where a cut would change what the program does, with all reasons; UsageError for unreadable files
 */
export async function makeChanges(request: ChangesRequest): Promise<FileChange[]> {
  const { applyCut } = await import('../codemod/apply-cut.ts');
  const { readUses } = await import('../extract/uses/read-uses.ts');
  const changes = new Map<ModuleId, FileChange>();
  const refused: { id: string; reasons: readonly CutReason[] }[] = [];
  const tsconfigs = new TsconfigCache(new FolderCache());
  const projectOf = (file: ModuleId) =>
    /\.[cm]?tsx?$/.test(file) ? tsconfigs.projectOf(realPath(resolve(request.root, file))) : undefined;
  const optionsOf = (file: ModuleId): CompileOptions | undefined => projectOf(file)?.options;
  const edits = request.cuts.flatMap(editByEdit);
  for (const { cut, file, edges } of fromBelow(edits.filter(({ action }) => action !== 'move-leaf'))) {
    const known = changes.get(file) ?? readChange(request, file);
    const format = request.moduleOf(file)?.format === 'cjs' ? 'cjs' : 'esm';
    const options = optionsOf(file);
    let after = known.after;
    for (const written of await writtenCuts(request, cut, {
      file,
      text: after,
      format,
      edges,
      read: readUses,
      keepsImport: KEEPS_IMPORT.test(projectOf(file)?.module ?? ''),
      ...(options && { options }),
    })) {
      const result = applyCut({ file, text: after, format, cut: written, ...(options && { options }) });
      if ('refused' in result) refused.push({ id: cut.id, reasons: result.refused });
      else after = result.text;
    }
    changes.set(file, { ...known, after });
  }
  const moves = edits.flatMap((cut) => (cut.action === 'move-leaf' ? leafMoves(cut) : []));
  const open = (file: ModuleId): FileChange => readChange(request, file);
  refused.push(...(await moveLeaves(request, moves, changes, { open, optionsOf })));
  if (request.keepEffects !== undefined) {
    const given = { edges: request.keepEffects, open, optionsOf };
    refused.push(...(await keepEffects(request, changes, given)));
  }
  if (refused.length > 0) throw refusedCuts(refused);
  return [...changes.values()].filter(({ before, after }) => before !== after);
}

/** A cut, edit by edit: each says what is done to its own imports. */
function editByEdit(cut: CutCandidate): CutCandidate[] {
  const edits = editsOf(cut);
  if (edits.length < 2) return [cut];
  const { definedIn: _, ...common } = cut;
  return edits.map(({ action, edges, shape, definedIn }) => ({
    ...common,
    action,
    edges,
    shape,
    ...(definedIn && { definedIn }),
  }));
}

/** Each cut, file by file. What stands lowest in a file comes first: the places of what stands above it stay true. */
function fromBelow(
  cuts: readonly CutCandidate[],
): { cut: CutCandidate; file: ModuleId; edges: readonly ImportEdge[] }[] {
  const parts = cuts.flatMap((cut) =>
    [...byImporter(cut.edges)].map(([file, edges]) => ({ cut, file, edges })),
  );
  const lowest = (edges: readonly ImportEdge[]): number => Math.max(...edges.map(({ line }) => line));
  return parts.toSorted((a, b) => lowest(b.edges) - lowest(a.edges));
}

function byImporter(edges: readonly ImportEdge[]): Map<ModuleId, ImportEdge[]> {
  const files = new Map<ModuleId, ImportEdge[]>();
  for (const edge of edges) files.set(edge.from, [...(files.get(edge.from) ?? []), edge]);
  return files;
}

function readChange({ root }: ChangesRequest, file: ModuleId): FileChange {
  const path = realPath(resolve(root, file));
  const before = readExactly(path);
  return { file, path, before, after: before };
}

interface FileEdges {
  readonly file: ModuleId;
  readonly text: string;
  readonly format: Format;
  readonly edges: readonly ImportEdge[];
  readonly read: Read;
  /** `import()` is not compiled to `require`: from CommonJS it gives another default, and wants full file names. */
  readonly keepsImport: boolean;
  readonly options?: CompileOptions;
}

/** What is to be done in one file: imports that are treated alike go together. */
async function writtenCuts(
  request: ChangesRequest,
  cut: CutCandidate,
  given: FileEdges,
): Promise<WrittenCut[]> {
  const { file, format, edges, read, options } = given;
  const text = given.text.replace(/^\uFEFF/, '');
  const source = { extension: posix.extname(file), text, format, id: file, ...(options && { options }) };
  const uses = cut.action === 'defer' ? read(source) : [];
  const groups = new Map<string, WrittenCut>();
  for (const edge of edges) {
    const own =
      uses.find(({ specifier, line }) => specifier === edge.specifier && line === edge.line) ??
      uses.find(({ specifier }) => specifier === edge.specifier);
    const easier = own?.action === 'type-only' || own?.action === 'unused' ? own.action : cut.action;
    const target = targetOf(request, cut, edge);
    const asked = own?.shape ?? cut.shape;
    const isRequired = format === 'cjs' && given.keepsImport && target.format !== 'esm';
    const shape = asked === 'await-import' && isRequired ? 'require' : asked;
    const place = { specifier: edge.specifier, line: edge.line, target };
    const key = `${easier} ${shape}`;
    const definedIn = cut.action === 'past-barrel' ? await namesOf(request, cut, edge) : undefined;
    const imports = [...(groups.get(key)?.imports ?? []), place];
    groups.set(key, { action: easier, shape, imports, ...(definedIn && { definedIn }) });
  }
  return [...groups.values()];
}

function targetOf({ root, moduleOf }: ChangesRequest, cut: CutCandidate, edge: ImportEdge): ImportTarget {
  const format = moduleOf(edge.to)?.format ?? (edge.to.startsWith('node:') ? 'builtin' : 'unknown');
  const path = resolve(root, edge.to);
  const typescript = /\.[cm]?tsx?$/.test(edge.to);
  const isOurs = typescript && !/\.d\.[cm]?ts$/.test(edge.to) && !edge.to.includes('node_modules/');
  const text = isOurs || (!typescript && format === 'cjs') ? readText(path) : null;
  return {
    format,
    exportsLikeEsm: typescript ? !/^export\s*=/m.test(text ?? '') : (text?.includes('__esModule') ?? false),
    narrows: !isOurs || text === null || mayNarrow(text),
    awaits: cut.reasons.some(({ code, detail }) => code === 'target-awaits' && detail === edge.to),
    requireDiffers: edge.kind === 'import' && requireDiffers(root, edge, path),
  };
}

/** Packages that ship both formats: `require` would load a second copy. */
function requireDiffers(root: string, edge: ImportEdge, path: string): boolean {
  if (
    /^[./]|^node:/.test(edge.specifier) ||
    edge.to.startsWith('node:') ||
    !edge.to.includes('node_modules/')
  ) {
    return false;
  }
  try {
    return realPath(createRequire(resolve(root, edge.from)).resolve(edge.specifier)) !== realPath(path);
  } catch {
    return true;
  }
}

/** The names with which the defining modules give them: the gathering module may rename. */
async function namesOf(
  { root }: ChangesRequest,
  cut: CutCandidate,
  edge: ImportEdge,
): Promise<DefinedName[]> {
  const text = readText(resolve(root, edge.to));
  const { passedOnNames } = await import('../codemod/passed-on.ts');
  const names = text === null ? new Map<string, string>() : passedOnNames(edge.to, text);
  return (cut.definedIn ?? []).map(({ name, module }) => {
    const exported = names.get(name);
    return { name, module, ...(exported !== undefined && exported !== name && { exported }) };
  });
}
