import { extname, posix } from 'node:path';
import { readText } from '../io/files.ts';
import type { BootTrace } from '../model/boot.ts';
import type { CutReason } from '../model/cut.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { LazyCut } from '../rewrite/lazy-cut.ts';
import { rewriteLazily } from '../rewrite/rewrite-lazily.ts';
import { bootedFiles, type BootedFiles } from './booted-files.ts';
import type { CutStep } from './cut-step.ts';
import { insteadOf } from './instead-of.ts';
import type { Overlay } from './overlay.ts';

export interface SkippedEdge {
  readonly edge: ImportEdge;
  readonly why: CutReason['code'];
}

/** An import that was rewritten, and the file that a boot loads for its target. */
export interface AppliedEdge {
  readonly edge: ImportEdge;
  readonly loaded: ModuleId;
}

export interface AppliedCuts {
  /** By the keys they are logged under. */
  readonly applied: ReadonlyMap<string, AppliedEdge>;
  readonly skipped: readonly SkippedEdge[];
}

export interface ApplyRequest {
  readonly overlay: Overlay;
  /** A boot without the cuts. */
  readonly trace: BootTrace;
  /** The entry's source file, where its boot runs one compiled from it. */
  readonly entryFile: ModuleId | null;
  readonly steps: readonly CutStep[];
  /** Absolute path of the file touches are written to. */
  readonly log: string;
}

interface FileCuts {
  readonly format: 'esm' | 'cjs';
  readonly cuts: LazyCut[];
}

/** Rewrites the importers of edges in an overlay; what cannot be rewritten is left and said. */
export async function applyCuts(request: ApplyRequest): Promise<AppliedCuts> {
  const { overlay, steps, log } = request;
  const booted = bootedFiles({ ...request, root: overlay.root });
  const applied = new Map<string, AppliedEdge>();
  const skipped: SkippedEdge[] = [];
  const all: AppliedEdge[] = [];
  const keyOf = (edge: ImportEdge): string =>
    String(all.push({ edge, loaded: booted.fileOf(edge.to) ?? edge.to }) - 1);
  const edgeOf = (key: string) => all[Number(key)] as AppliedEdge;
  const moving = steps.filter(({ how }) => how === 'move-leaf');
  const moved =
    moving.length === 0 ? null : await (await import('./move-leaves.ts')).moveLeaves(moving, booted, overlay);
  for (const edge of moved?.edges ?? []) {
    const key = keyOf(edge);
    applied.set(key, edgeOf(key));
  }
  skipped.push(...(moved?.skipped ?? []));
  const files = new Map<ModuleId, FileCuts>();
  for (const step of steps.filter(({ how }) => how !== 'move-leaf')) {
    for (const edge of step.edges) {
      const found = cutOf(step, edge, booted, moved?.files);
      if ('why' in found) {
        skipped.push({ edge, why: found.why });
        continue;
      }
      const inFile = files.get(found.file) ?? { format: found.format, cuts: [] };
      files.set(found.file, inFile);
      inFile.cuts.push({ ...found.cut, key: keyOf(edge) });
    }
  }
  for (const [file, inFile] of files) {
    const done = rewriteFile(file, inFile, overlay, log);
    for (const key of done.applied) applied.set(key, edgeOf(key));
    for (const { key, why } of done.skipped) skipped.push({ edge: edgeOf(key).edge, why });
  }
  return { applied, skipped };
}

interface FoundCut {
  readonly file: ModuleId;
  readonly format: FileCuts['format'];
  readonly cut: Omit<LazyCut, 'key'>;
}

/** @param moved files whose lines are no longer those of the source */
function cutOf(
  step: CutStep,
  edge: ImportEdge,
  booted: BootedFiles,
  moved: ReadonlySet<ModuleId> | undefined,
): FoundCut | { readonly why: SkippedEdge['why'] } {
  const file = booted.fileOf(edge.from);
  const format = file === null ? null : booted.formatOf(file);
  if (file === null || format === null) return { why: 'not-editable' };
  const instead = insteadOf(step, edge, file, booted);
  if (instead === null) return { why: 'computed' };
  const isAsWritten = file === edge.from && moved?.has(file) !== true;
  const cut = { ...placeOf(edge, isAsWritten), ...instead, target: booted.targetOf(edge) };
  return { file, format, cut };
}

/** @param isAsWritten whether lines are those of the source: those of a compiled file are others */
function placeOf(
  edge: ImportEdge,
  isAsWritten: boolean,
): Pick<LazyCut, 'specifier' | 'line' | 'mayBeComputed'> {
  const { specifier, line, unplaced, observed } = edge;
  return {
    specifier,
    line: isAsWritten && unplaced !== true ? line : 0,
    ...((unplaced === true || observed === true || specifier.includes('*')) && { mayBeComputed: true }),
  };
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
