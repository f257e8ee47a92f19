import { posix } from 'node:path';
import { moveLeaf } from '../codemod/move-leaf.ts';
import type { GivenFile } from '../codemod/given-file.ts';
import type { ChangedFile, MoveLeafRequest } from '../codemod/move-leaf-request.ts';
import { exists, readText } from '../io/files.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { SkippedEdge } from './apply-cuts.ts';
import type { BootedFiles } from './booted-files.ts';
import type { CutStep } from './cut-step.ts';
import type { Overlay } from './overlay.ts';

export interface MovedLeaves {
  readonly edges: readonly ImportEdge[];
  readonly skipped: readonly SkippedEdge[];
  /** Files whose lines are no longer those of the source. */
  readonly files: ReadonlySet<ModuleId>;
}

type Importer = MoveLeafRequest['importers'][number];

/** Moves light exports out of heavy modules in an overlay, in the files that a boot loads. */
export function moveLeaves(steps: readonly CutStep[], booted: BootedFiles, overlay: Overlay): MovedLeaves {
  const edges: ImportEdge[] = [];
  const skipped: SkippedEdge[] = [];
  const files = new Set<ModuleId>();
  for (const step of byHeavyModule(steps)) {
    const done = moveOne(step, booted, overlay);
    if (typeof done === 'string') skipped.push(...step.edges.map((edge) => ({ edge, why: done })));
    else {
      edges.push(...step.edges);
      for (const file of done) files.add(file);
    }
  }
  return { edges, skipped, files };
}

/** Cuts that take parts of the same module are one move. */
function byHeavyModule(steps: readonly CutStep[]): CutStep[] {
  const found = new Map<ModuleId, CutStep>();
  for (const { how, edges, definedIn = [] } of steps) {
    for (const edge of edges) {
      const known = found.get(edge.to);
      const homes = definedIn.filter(({ module }) => module === edge.to);
      found.set(edge.to, {
        how,
        edges: [...(known?.edges ?? []), edge],
        definedIn: [...(known?.definedIn ?? []), ...homes],
      });
    }
  }
  return [...found.values()];
}

/** @returns the files that it changed, or why it could not */
function moveOne(
  { edges, definedIn = [] }: CutStep,
  booted: BootedFiles,
  overlay: Overlay,
): readonly ModuleId[] | SkippedEdge['why'] {
  const heavy = givenFile(edges[0]!.to, booted);
  const names = [...new Set(definedIn.map(({ name }) => name))];
  if (heavy === null || names.length === 0) return 'not-editable';
  const importers = new Map<ModuleId, Importer>();
  for (const edge of edges) {
    const known = importers.get(edge.from);
    const given = known ?? givenFile(edge.from, booted);
    if (given === null) return 'not-editable';
    // Of a compiled file it is found by what it says.
    const line = given.file === edge.from ? edge.line : 0;
    const imports = [...(known?.imports ?? []), { specifier: edge.specifier, line }];
    importers.set(edge.from, { ...given, imports });
  }
  const result = moveLeaf({
    heavy,
    names,
    importers: [...importers.values()],
    exists: (path) => exists(posix.resolve(overlay.root, path)),
  });
  if ('refused' in result) return result.refused[0]?.code ?? 'unreadable';
  return changeAll(result.files, overlay) ? result.files.map(({ file }) => file) : 'not-editable';
}

/** All of them, or none: importers of a module that is not there fail. @returns whether it could */
function changeAll(files: readonly ChangedFile[], overlay: Overlay): boolean {
  const done: ChangedFile[] = [];
  const undo = (): void => {
    for (const { file, before } of done.toReversed())
      if (before === null) overlay.drop(file);
      else overlay.replace(file, before);
  };
  for (const each of files) {
    const { file, before, text } = each;
    if (!(before === null ? overlay.add(file, text) : overlay.replace(file, text))) {
      undo();
      return false;
    }
    done.push(each);
  }
  return true;
}

function givenFile(module: ModuleId, booted: BootedFiles): GivenFile | null {
  const file = booted.fileOf(module);
  const format = file === null ? null : booted.formatOf(file);
  if (file === null || format === null) return null;
  const text = readText(posix.resolve(booted.root, file));
  return text === null ? null : { file, text, format };
}
