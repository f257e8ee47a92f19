import { extname, posix } from 'node:path';
import { readText } from '../io/files.ts';
import type { BootTrace } from '../model/boot.ts';
import type { CutReason } from '../model/cut.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { loadables, type Loadable } from '../recording/loadable.ts';
import type { LazyCut } from '../rewrite/lazy-cut.ts';
import { rewriteLazily } from '../rewrite/rewrite-lazily.ts';
import type { Overlay } from './overlay.ts';

export interface SkippedEdge {
  readonly edge: ImportEdge;
  readonly why: CutReason['code'];
}

export interface AppliedCuts {
  /** By the keys they are logged under. */
  readonly applied: ReadonlyMap<string, ImportEdge>;
  readonly skipped: readonly SkippedEdge[];
}

export interface ApplyRequest {
  readonly overlay: Overlay;
  /** A boot without the cuts. */
  readonly trace: BootTrace;
  /** The entry's source file, where its boot runs one compiled from it. */
  readonly entryFile: ModuleId | null;
  readonly edges: readonly ImportEdge[];
  /** Absolute path of the file touches are written to. */
  readonly log: string;
}

interface FileCuts {
  readonly format: 'esm' | 'cjs';
  readonly cuts: LazyCut[];
}

/** Rewrites the importers of edges in an overlay; what cannot be rewritten is left and said. */
export function applyCuts({ overlay, trace, entryFile, edges, log }: ApplyRequest): AppliedCuts {
  const { root } = overlay;
  const loadable = loadables({ root, entryFile, trace });
  const formats = new Map(trace.modules.map(({ id, format }) => [id, format]));
  const files = new Map<ModuleId, FileCuts>();
  const skipped: SkippedEdge[] = [];
  for (const [at, edge] of edges.entries()) {
    const file = bootedAs(edge.from, formats, loadable);
    const format = file === null ? undefined : formats.get(file);
    if (file === null || (format !== 'esm' && format !== 'cjs')) {
      skipped.push({ edge, why: 'not-editable' });
      continue;
    }
    const inFile = files.get(file) ?? { format, cuts: [] };
    files.set(file, inFile);
    // Lines of a compiled file are others than those of its source.
    const line = file === edge.from && edge.unplaced !== true ? edge.line : 0;
    const target = targetOf(edge, bootedAs(edge.to, formats, loadable) ?? edge.to, root);
    inFile.cuts.push({ specifier: edge.specifier, line, target, key: String(at) });
  }
  const applied = new Map<string, ImportEdge>();
  const edgeOf = (key: string) => edges[Number(key)] as ImportEdge;
  for (const [file, inFile] of files) {
    const done = rewriteFile(file, inFile, overlay, log);
    for (const key of done.applied) applied.set(key, edgeOf(key));
    for (const { key, why } of done.skipped) skipped.push({ edge: edgeOf(key), why });
  }
  return { applied, skipped };
}

/** The file that a boot loads for a module: itself, or what was compiled from it. */
function bootedAs(
  module: ModuleId,
  formats: ReadonlyMap<ModuleId, unknown>,
  loadable: (module: ModuleId) => Loadable,
): ModuleId | null {
  if (formats.has(module)) return module;
  const found = loadable(module);
  return 'id' in found && formats.has(found.id) ? found.id : null;
}

function targetOf(edge: ImportEdge, file: ModuleId, root: string): string {
  return edge.to.startsWith('node:') ? edge.to : posix.resolve(root, file);
}

function rewriteFile(file: ModuleId, { format, cuts }: FileCuts, overlay: Overlay, log: string) {
  const refused = () => ({
    applied: [],
    skipped: cuts.map(({ key }) => ({ key, why: 'not-editable' as const })),
  });
  const text = readText(posix.resolve(overlay.root, file));
  if (text === null) return refused();
  const result = rewriteLazily({ extension: extname(file), text, format, cuts, log });
  if (result.applied.length === 0) return result;
  return overlay.replace(file, result.text) ? result : refused();
}
