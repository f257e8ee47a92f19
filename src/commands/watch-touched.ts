import { entriesTouchedBy } from '../comparing/entries-touched.ts';
import type { BootTrace } from '../model/boot.ts';
import type { Analysis } from '../pipeline.ts';
import type { Change } from '../watch/listing.ts';
import { shapesOf, type Known } from './watch-known.ts';
import { toModuleId } from '../model/module-id.ts';

/** Paths relative to the root. */
export function changedFiles(changes: readonly Change[], root: string): ReadonlySet<string> {
  return new Set(changes.map(({ path }) => toModuleId(path, root)));
}

/**
 * Whether changes may be worth a run: what a graph or boot holds, what decides how imports are looked up, the config; and
 * whatever came or went, for an import may lead to it.
 */
export function mayMatter(changes: readonly Change[], known: Known): boolean {
  if (changes.some(({ kind }) => kind !== 'changed')) return true;
  const changed = changedFiles(changes, known.root);
  return isConfigured(changed, known) || touchedNames(changed, known, known.analysis).size > 0;
}

/** Whether the config, or what belongs to it, is among the changed files. */
export function isConfigured(changed: ReadonlySet<string>, { configFiles }: Known): boolean {
  return configFiles.some((file) => changed.has(file));
}

/**
 * Entries that a change touches: those whose graph, before or now, or whose boot holds one of the files, and those whose
 * graph is another one since.
 *
 * @param changed paths relative to the root
 * @param known from before
 * @param now the graph as it is
 */
export function touchedNames(
  changed: ReadonlySet<string>,
  known: Known,
  now: Analysis | null,
): ReadonlySet<string> {
  return new Set([
    ...[known.analysis, now].flatMap((analysis) =>
      analysis === null ? [] : [...entriesTouchedBy(changed, analysis, [])],
    ),
    ...known.traces.filter((trace) => holds(trace, changed)).map(({ entry }) => entry),
    ...reshaped(known.analysis, now),
  ]);
}

/** Entries whose graph is another one: a file that came or went may change where an import of another leads. */
function reshaped(before: Analysis | null, now: Analysis | null): string[] {
  if (before === now) return [];
  const shapes = shapesOf(before);
  return [...shapesOf(now)].flatMap(([name, shape]) => (shapes.get(name) === shape ? [] : [name]));
}

function holds({ modules, main }: BootTrace, changed: ReadonlySet<string>): boolean {
  // Of a boot that broke off before its first module nothing is known: any change may mend it.
  if (modules.length === 0) return changed.size > 0;
  return (main !== null && changed.has(main)) || modules.some(({ id }) => changed.has(id));
}
