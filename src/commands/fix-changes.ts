import { createRequire } from 'node:module';
import { posix, resolve } from 'node:path';
import type { DefinedName, ImportTarget, WrittenCut } from '../codemod/written-cut.ts';
import type { UsesSource } from '../extract/uses/source.ts';
import { readText, realPath } from '../io/files.ts';
import { readExactly } from '../io/replace-file.ts';
import type { CutCandidate, CutReason, ImportUses } from '../model/cut.ts';
import type { ImportEdge, ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { refusedCuts } from './chosen-cuts.ts';

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
}

type Format = 'esm' | 'cjs';
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
  for (const cut of request.cuts) {
    for (const [file, edges] of byImporter(cut.edges)) {
      const known = changes.get(file) ?? readChange(request, file);
      const format = request.moduleOf(file)?.format === 'cjs' ? 'cjs' : 'esm';
      let after = known.after;
      for (const written of await writtenCuts(request, cut, {
        file,
        text: after,
        format,
        edges,
        read: readUses,
      })) {
        const result = applyCut({ file, text: after, format, cut: written });
        if ('refused' in result) refused.push({ id: cut.id, reasons: result.refused });
        else after = result.text;
      }
      changes.set(file, { ...known, after });
    }
  }
  if (refused.length > 0) throw refusedCuts(refused);
  return [...changes.values()].filter(({ before, after }) => before !== after);
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
}

/** What is to be done in one file: imports that are treated alike go together. */
async function writtenCuts(
  request: ChangesRequest,
  cut: CutCandidate,
  given: FileEdges,
): Promise<WrittenCut[]> {
  const { file, format, edges, read } = given;
  const text = given.text.replace(/^\uFEFF/, '');
  const uses = cut.action === 'defer' ? read({ extension: posix.extname(file), text, format, id: file }) : [];
  const groups = new Map<string, WrittenCut>();
  for (const edge of edges) {
    const own =
      uses.find(({ specifier, line }) => specifier === edge.specifier && line === edge.line) ??
      uses.find(({ specifier }) => specifier === edge.specifier);
    const easier = own?.action === 'type-only' || own?.action === 'unused' ? own.action : cut.action;
    const shape = own?.shape ?? cut.shape;
    const place = { specifier: edge.specifier, line: edge.line, target: targetOf(request, cut, edge) };
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
  const text = typescript || format !== 'cjs' ? null : readText(path);
  return {
    format,
    exportsLikeEsm: typescript || (text?.includes('__esModule') ?? false),
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
