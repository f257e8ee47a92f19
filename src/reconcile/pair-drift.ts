import type { ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { RuntimeOnlyDrift, StaticOnlyDrift } from '../model/startup.ts';
import { likeness } from './likeness.ts';

/** Causes of loaded files that may only be guesses: a file the graph expects in its place explains them better. */
const GUESSES = new Set<RuntimeOnlyDrift['cause']>(['computed', 'unanalysed', 'addon']);

/** Causes of missing files that give way to a file that was loaded in their place. */
const DOUBTFUL = new Set<StaticOnlyDrift['cause']>(['unknown', 'elided']);

type RecordOf = (id: ModuleId) => ModuleRecord | undefined;

/**
 * Pairs a file that ought to have been loaded with one that nothing expects, where both belong to one importer and are
 * alike: the same import led to different files (other conditions, an alias, a second copy of a package).
 */
export function pairDrift(
  staticOnly: readonly StaticOnlyDrift[],
  runtimeOnly: readonly RuntimeOnlyDrift[],
  recordOf: RecordOf,
): { staticOnly: StaticOnlyDrift[]; runtimeOnly: RuntimeOnlyDrift[] } {
  const loaded = new Map<string, RuntimeOnlyDrift[]>();
  for (const drift of runtimeOnly) {
    const key = keyOf(drift, recordOf);
    if (!GUESSES.has(drift.cause) || key === null) continue;
    const others = loaded.get(key);
    if (others === undefined) loaded.set(key, [drift]);
    else others.push(drift);
  }
  const partner = new Map<RuntimeOnlyDrift, StaticOnlyDrift>();
  const explained = staticOnly.map((drift): StaticOnlyDrift => {
    const key = DOUBTFUL.has(drift.cause) ? keyOf(drift, recordOf) : null;
    const other = key === null ? undefined : loaded.get(key)?.shift();
    if (other === undefined) return drift;
    partner.set(other, drift);
    return { ...drift, cause: 'resolved-elsewhere', instead: other.module };
  });
  return {
    staticOnly: explained,
    runtimeOnly: runtimeOnly.map((drift): RuntimeOnlyDrift => {
      const other = partner.get(drift);
      if (other === undefined) return drift;
      const { edge, module } = other;
      const place = edge && { file: edge.from, line: edge.line, column: edge.column };
      return { ...drift, cause: 'resolved-elsewhere', edge, place, instead: module };
    }),
  };
}

function keyOf(drift: { module: ModuleId; importer: ModuleId | null }, recordOf: RecordOf): string | null {
  const record = recordOf(drift.module);
  if (record === undefined || drift.importer === null) return null;
  // Within a package all files have that in common: there the file's name has to be alike.
  const isOwn = record.package === recordOf(drift.importer)?.package;
  return `${drift.importer}\0${likeness(isOwn ? { ...record, package: null } : record)}`;
}
