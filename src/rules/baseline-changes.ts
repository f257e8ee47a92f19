import type { Baseline, BaselineEntry, BaselineLine } from '../model/baseline.ts';
import type { ModuleId } from '../model/module-id.ts';

/** What an entry's startup holds now. */
export interface StartupNames {
  /** First-party ones. */
  readonly modules: ReadonlySet<ModuleId>;
  readonly packages: ReadonlySet<string>;
  /** Null without a boot that looked at them. */
  readonly registrations: ReadonlySet<string> | null;
  /** Ids and packages that the graph knows, on the startup path or not. */
  readonly known: ReadonlySet<string>;
}

/**
 * Names of the baseline that startup no longer holds, so that `baseline update` would remove them; in its order.
 *
 * Registrations are judged only by a boot. So are modules that the graph does not know, in entries that were recorded
 * with a boot: it may have seen an import that is computed.
 *
 * @param current by entry; others are not judged
 */
export function staleLines(
  { entries }: Pick<Baseline, 'entries'>,
  current: ReadonlyMap<string, StartupNames>,
): BaselineLine[] {
  return [...current].flatMap(([entry, now]) => {
    const old = entries.get(entry);
    if (old === undefined) return [];
    const byBootAlone = (name: string) =>
      now.registrations === null && old.registrations.size > 0 && !now.known.has(name);
    return [
      ...change(entry, 'module', old.modules, now.modules).filter(({ name }) => !byBootAlone(name)),
      ...change(entry, 'package', old.packages, now.packages).filter(({ name }) => !byBootAlone(name)),
      ...(now.registrations === null
        ? []
        : change(entry, 'registration', old.registrations, now.registrations)),
    ];
  });
}

/**
 * Names that startup holds and the baseline does not.
 *
 * @param current by entry; one that the baseline does not know is new as a whole
 */
export function newLines(
  { entries }: Pick<Baseline, 'entries'>,
  current: ReadonlyMap<string, StartupNames>,
): BaselineLine[] {
  return [...current].flatMap(([entry, now]) => {
    const old = entries.get(entry) ?? NOTHING;
    return [
      ...change(entry, 'module', now.modules, old.modules),
      ...change(entry, 'package', now.packages, old.packages),
      ...change(entry, 'registration', now.registrations ?? NONE, old.registrations),
    ];
  });
}

/** The baseline without some of its names and with others. */
export function changedBaseline(
  baseline: Baseline,
  removed: readonly BaselineLine[],
  added: readonly BaselineLine[],
): Baseline {
  const entries = new Map([...baseline.entries].map(([name, sets]) => [name, copyOf(sets)]));
  for (const { entry, kind, name } of removed) entries.get(entry)?.[SETS[kind]].delete(name as ModuleId);
  for (const { entry, kind, name } of added) {
    const sets = entries.get(entry) ?? copyOf(NOTHING);
    entries.set(entry, sets);
    sets[SETS[kind]].add(name as ModuleId);
  }
  return { file: baseline.file, entries };
}

const SETS = { module: 'modules', package: 'packages', registration: 'registrations' } as const;
const NONE: ReadonlySet<string> = new Set();
const NOTHING: BaselineEntry = { modules: new Set(), packages: new Set(), registrations: new Set() };

function change(
  entry: string,
  kind: BaselineLine['kind'],
  has: ReadonlySet<string>,
  other: ReadonlySet<string>,
): BaselineLine[] {
  return [...has].filter((name) => !other.has(name)).map((name) => ({ entry, kind, name }));
}

function copyOf({ modules, packages, registrations }: BaselineEntry) {
  return {
    modules: new Set(modules),
    packages: new Set(packages),
    registrations: new Set(registrations),
  };
}
