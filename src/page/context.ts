import { layOutBoot, type BootLayout } from './boot-layout.ts';
import { once } from '../model/once.ts';
import type { EntryData, PageData } from './decode.ts';
import { loadedGraph, staticGraph, type StartupGraph } from './startup-graph.ts';

/** What the parts of the page share about the entry that is shown. */
export interface EntryContext {
  readonly data: PageData;
  readonly entry: EntryData;
  /** Place among the entries. */
  readonly at: number;
  readonly layout: BootLayout | null;
  /** The graph that explains a module: of what was loaded, where it was. Null where no entry is known. */
  readonly graphFor: (module: number) => StartupGraph | null;
  /** The graph of startup as a whole. */
  readonly graph: () => StartupGraph | null;
  /** Shows a module everywhere. */
  readonly choose: (module: number, from?: 'link') => void;
}

/** Graphs are made when they are first asked for: the page is there before. */
export function entryContext(data: PageData, at: number, choose: EntryContext['choose']): EntryContext {
  const entry = data.entries[at]!;
  const loaded = once(() => loadedGraph(data, entry));
  const all = once(() => staticGraph(data, entry));
  const layout = entry.boot === null ? null : layOutBoot(entry.boot);
  return {
    data,
    entry,
    at,
    layout,
    graphFor: (module) => (layout?.placeOf.has(module) ? loaded() : all()),
    graph: () => (layout === null ? all() : loaded()),
    choose,
  };
}
