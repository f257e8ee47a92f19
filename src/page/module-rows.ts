import { retainedTotals } from '../graph/dominators.ts';
import { EVIDENCE, REACHED } from '../reporters/html/payload-format.ts';
import type { BootLayout } from './boot-layout.ts';
import type { EntryData, PageData } from './decode.ts';
import { holdsAll, wordsOf } from './query-words.ts';
import type { StartupGraph } from './startup-graph.ts';

/** One module in the table; what is not known is -1. */
export interface ModuleRow {
  readonly module: number;
  readonly name: string;
  readonly owner: string;
  readonly how: string;
  readonly retainedMs: number;
  readonly totalMs: number;
  readonly ownMs: number;
  readonly retainedModules: number;
  readonly bytes: number;
  readonly order: number;
}

/** Which modules are listed. */
export type Listed = 'startup' | 'own' | 'packages' | 'builtins' | 'all';

export type SortKey = Exclude<keyof ModuleRow, 'module' | 'owner'>;

const HOW_REACHED: Readonly<Record<(typeof REACHED)[number], string>> = {
  eager: 'at startup',
  conditional: 'maybe at startup',
  lazy: 'later',
  none: 'later, or not at all',
};

const HOW_SEEN: Readonly<Record<(typeof EVIDENCE)[number], string>> = {
  both: 'loaded',
  runtime: 'loaded, not by an import',
  static: 'imported, not loaded',
  none: 'not loaded',
};

/** All modules of an entry's table. */
export function moduleRows(
  { modules }: PageData,
  entry: EntryData,
  layout: BootLayout | null,
  graph: StartupGraph | null,
): ModuleRow[] {
  const { boot, evidence, reached } = entry;
  const held = graph === null ? null : retainedTotals(graph.graph, graph.tree()).modules;
  return modules.map(({ id, origin, package: owner, bytes }, module) => {
    const place = layout?.placeOf.get(module);
    const known = place !== undefined && boot !== null && layout !== null;
    return {
      module,
      name: id,
      owner: owner ?? origin,
      how:
        evidence === null
          ? HOW_REACHED[REACHED[reached[module] ?? 0]!]
          : HOW_SEEN[EVIDENCE[evidence[module] ?? 0]!],
      retainedMs: known ? boot.retainedMs[place]! : -1,
      totalMs: known ? layout.end[place]! - layout.start[place]! : -1,
      ownMs: known ? layout.ownMs[place]! : -1,
      retainedModules: known ? boot.retainedModules[place]! : (held?.[module] ?? -1),
      bytes,
      order: place ?? -1,
    };
  });
}

/** Those that are asked for, in order. Ties stay in the order of names. */
export function chosenRows(
  rows: readonly ModuleRow[],
  { modules }: PageData,
  entry: EntryData,
  asked: {
    readonly listed: Listed;
    readonly query: string;
    readonly sort: SortKey;
    readonly descending: boolean;
  },
): ModuleRow[] {
  const words = wordsOf(asked.query);
  const isListed = (module: number) => {
    const { origin } = modules[module]!;
    if (asked.listed === 'startup') return isStartup(entry, module);
    if (asked.listed === 'own') return origin === 'project';
    if (asked.listed === 'packages') return origin === 'package';
    return asked.listed === 'all' || origin === 'builtin';
  };
  const sign = asked.descending ? -1 : 1;
  const key = asked.sort;
  return rows
    .filter(({ module, name }) => isListed(module) && holdsAll(name, words))
    .toSorted((a, b) => {
      const [one, other] = [a[key], b[key]];
      const order = one < other ? -1 : one > other ? 1 : 0;
      return sign * order || a.module - b.module;
    });
}

/** Whether startup holds it: it was loaded, or where nothing was booted, imports reach it. */
export function isStartup({ evidence, reached }: EntryData, module: number): boolean {
  if (evidence !== null) {
    const seen = EVIDENCE[evidence[module] ?? 0];
    return seen === 'both' || seen === 'runtime';
  }
  const how = REACHED[reached[module] ?? 0];
  return how === 'eager' || how === 'conditional';
}
