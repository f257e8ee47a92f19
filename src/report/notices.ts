import type { BuiltGraph } from '../graph/build.ts';
import type { StartupSets } from '../graph/reach.ts';
import type { Notice } from '../model/finding.ts';
import type { ModuleGraph } from '../model/module-graph.ts';

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
