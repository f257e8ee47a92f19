import type { ModuleVisit } from '../model/boot.ts';
import type { ModuleId } from '../model/module-id.ts';

/**
 * The modules that loaded one another until one was loaded: from the entry down to its first importer. A circle, as only
 * a damaged report has it, is gone round once.
 *
 * @param visits of the boot that holds the visit
 */
export function firstImporters(visits: readonly ModuleVisit[], visit: ModuleVisit): ModuleId[] {
  const byId = new Map(visits.map((each) => [each.id, each]));
  const chain: ModuleId[] = [];
  const seen = new Set<ModuleId>([visit.id]);
  for (let id = visit.importer; id !== null && !seen.has(id); id = byId.get(id)?.importer ?? null) {
    seen.add(id);
    chain.unshift(id);
  }
  return chain;
}
