import type { BuiltGraph, Missing } from '../graph/build.ts';
import type { StartupSets } from '../graph/reach.ts';
import type { Notice } from '../model/finding.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';

/** A file that holds more than this share of a startup's bytes, and is larger than {@link BUNDLE_BYTES}, is a bundle. */
const BUNDLE_SHARE = 0.8;
const BUNDLE_BYTES = 250_000;

/** Imports that Node itself would not resolve: counted, with the first place. */
export function lenientNotices({ lenient }: Pick<BuiltGraph, 'lenient'>): Notice[] {
  const [first] = lenient;
  if (first === undefined) return [];
  const { specifier, from, line, column } = first;
  const others = lenient.length > 1 ? ` and ${lenient.length - 1} more` : '';
  return [
    {
      code: 'lenient-resolution',
      level: 'info',
      message: `'${specifier}'${others}: resolved as TypeScript or a bundler would; plain Node would not find it`,
      at: { file: from, line, column },
    },
  ];
}

/** Says when most of a startup is one file: what a bundle holds cannot be seen from outside. */
export function bundleNotices(graph: ModuleGraph, entry: string, sets: StartupSets): Notice[] {
  const startup = [...sets.eager, ...sets.conditional].map((node) => graph.modules[node]);
  const total = startup.reduce((sum, module) => sum + (module?.bytes ?? 0), 0);
  const largest = startup.reduce((most, module) =>
    (module?.bytes ?? 0) > (most?.bytes ?? 0) ? module : most,
  );
  if (largest === undefined || largest.bytes < BUNDLE_BYTES || largest.bytes < total * BUNDLE_SHARE)
    return [];
  return [
    {
      code: 'single-file-bundle',
      level: 'warning',
      message: `${Math.round((100 * largest.bytes) / total)} % of the bytes of '${entry}' are in one file, which looks like a bundle: the modules inside it are not seen`,
      hint: 'Analyse the sources the bundle is made of.',
      at: { file: largest.id },
    },
  ];
}

/**
 * What the reader must know about imports that could not be followed. One that runs at startup is a warning: what it
 * would bring in is not counted. One that the program copes with, or that only later code holds, is information.
 *
 * @param startup ids of all modules on any entry's startup path
 */
export function missingNotices(missing: readonly Missing[], startup: ReadonlySet<ModuleId>): Notice[] {
  return missing.map(({ specifier, reason, edges, optional }) => {
    const now = edges.filter(({ from, timing }) => timing !== 'lazy' && startup.has(from));
    const first = now[0] ?? edges[0];
    const more = edges.length - 1;
    const others = more > 0 ? ` (and in ${more} more ${more === 1 ? 'place' : 'places'})` : '';
    const counts = now.length > 0 && !optional;
    return {
      code: optional ? 'unresolved-optional' : 'unresolved',
      level: counts ? 'warning' : 'info',
      message: `'${specifier}' leads nowhere: ${reason}${others}`,
      ...(counts && {
        hint: 'What it would bring into startup is not counted. Install it, or correct the specifier.',
      }),
      ...(first && { at: { file: first.from, line: first.line, column: first.column } }),
    };
  });
}

/** Ids of the modules that any of these startups may evaluate. */
export function startupIds(graph: ModuleGraph, all: readonly StartupSets[]): Set<ModuleId> {
  const ids = all
    .flatMap(({ eager, conditional }) => [...eager, ...conditional])
    .map((node) => graph.modules[node]?.id);
  return new Set(ids.filter((id) => id !== undefined));
}
