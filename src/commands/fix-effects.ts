import type { CutCandidate, CutReason } from '../model/cut.ts';
import type { Effect } from '../model/effect.ts';
import type { CompileOptions } from '../model/facts.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { ChangesRequest, FileChange } from './fix-changes.ts';
import { loadingWaits } from './loading-waits.ts';

interface Given {
  /** All imports of all entries. */
  readonly edges: readonly ImportEdge[];
  readonly open: (file: ModuleId) => FileChange;
  readonly optionsOf: (file: ModuleId) => CompileOptions | undefined;
}

type Refused = { id: string; reasons: readonly CutReason[] };

/**
 * Has the importers register at startup what deferred modules used to register, on top of what the cuts have changed.
 *
 * @param changes is added to
 * @returns which effects stay lost, and why; nothing where all are kept
 */
export async function keepEffects(
  request: ChangesRequest,
  changes: Map<ModuleId, FileChange>,
  given: Given,
): Promise<Refused[]> {
  const { reRegister } = await import('../codemod/re-register.ts');
  const refused: Refused[] = [];
  const kept = new Set<ModuleId>();
  const leaving = new Set(request.cuts.flatMap(({ frees }) => frees.modules));
  const { fileOf, givenOf, targetOf, waits } = lookUp(request, changes, given);
  for (const cut of request.cuts) {
    for (const [module, effects] of byModule(cut.losesEffects)) {
      if (kept.has(module)) continue;
      kept.add(module);
      const problems = whyLost(cut, module, effects, given.edges);
      if (problems.length > 0) {
        refused.push({ id: cut.id, reasons: problems });
        continue;
      }
      const edge = cut.edges.find(({ to }) => to === module)!;
      const { before, after } = fileOf(module);
      const result = reRegister({
        module: givenOf(module),
        importer: givenOf(edge.from),
        specifier: edge.specifier,
        effects: effects.map(({ line, what }) => ({ what, line: lineNow(before ?? '', after, line) })),
        awaits: await waits(module),
        staying: (specifier) => {
          const to = targetOf(module, specifier);
          return to === null || leaving.has(to) ? null : to;
        },
        leadsTo: (specifier) => targetOf(edge.from, specifier),
      });
      if ('refused' in result) refused.push({ id: cut.id, reasons: result.refused });
      else for (const { file, text } of result.files) changes.set(file, { ...fileOf(file), after: text });
    }
  }
  return refused;
}

function lookUp(
  { root, moduleOf }: ChangesRequest,
  changes: ReadonlyMap<ModuleId, FileChange>,
  { edges, open, optionsOf }: Given,
) {
  const importsOf = new Map<ModuleId, ImportEdge[]>();
  for (const edge of edges) {
    const known = importsOf.get(edge.from);
    if (known === undefined) importsOf.set(edge.from, [edge]);
    else known.push(edge);
  }
  const fileOf = (file: ModuleId): FileChange => changes.get(file) ?? open(file);
  const givenOf = (file: ModuleId) => {
    const options = optionsOf(file);
    const format = moduleOf(file)?.format === 'cjs' ? ('cjs' as const) : ('esm' as const);
    return { file, text: fileOf(file).after, format, ...(options && { options }) };
  };
  const targetOf = (from: ModuleId, specifier: string): ModuleId | null =>
    importsOf.get(from)?.find((edge) => edge.specifier === specifier)?.to ??
    (specifier.startsWith('node:') ? (specifier as ModuleId) : null);
  const waits = (module: ModuleId) => loadingWaits(module, { root, importsOf, moduleOf });
  return { fileOf, givenOf, targetOf, waits };
}

function byModule(effects: readonly Effect[]): Map<ModuleId, Effect[]> {
  const made = new Map<ModuleId, Effect[]>();
  for (const effect of effects) made.set(effect.module, [...(made.get(effect.module) ?? []), effect]);
  return made;
}

/** Why nobody can take the registrations over: the module is not what the cut defers, or others load it too. */
function whyLost(
  cut: CutCandidate,
  module: ModuleId,
  effects: readonly Effect[],
  edges: readonly ImportEdge[],
): CutReason[] {
  const own = cut.edges.filter(({ to }) => to === module);
  const importers = new Set(own.map(({ from }) => from));
  if (importers.size === 0) {
    return effects.map(({ line, what }) => ({
      code: 'top-level-use',
      at: { file: module, line },
      detail: `${what} stays lost: another module that is deferred loads this one`,
    }));
  }
  const keyOf = ({ from, line, specifier }: ImportEdge): string => `${from}\n${line}\n${specifier}`;
  const cutKeys = new Set(own.map(keyOf));
  const others = new Map(
    edges
      .filter((edge) => edge.to === module && !cutKeys.has(keyOf(edge)) && !importers.has(edge.from))
      .map((edge) => [keyOf(edge), edge]),
  );
  const more = importers.size > 1 ? own.slice(1) : [];
  return [...more, ...others.values()].map(({ from, line, column }) => ({
    code: 'top-level-use',
    at: { file: from, line, column },
    detail: `what ${module} registers stays lost: it is imported here too, and would register there no more`,
  }));
}

/** Where a line of a file is after other changes to it: found again by its text. */
function lineNow(before: string, after: string, line: number): number {
  if (before === after) return line;
  const text = before.split('\n')[line - 1];
  const lines = after.split('\n');
  const places = lines.flatMap((one, at) => (one === text ? [at + 1] : []));
  return places.toSorted((a, b) => Math.abs(a - line) - Math.abs(b - line))[0] ?? line;
}
