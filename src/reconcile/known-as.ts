import type { ModuleId } from '../model/module-id.ts';
import type { Startup } from '../model/startup.ts';

/**
 * From ids of the trace to those of the graph: a module's own, its source's, or, for a file that holds several, those of
 * the sources inside it that are taken to be evaluated. Never empty; modules that were not loaded are not in it.
 */
export function knownAs({ modules }: Pick<Startup, 'modules'>): ReadonlyMap<ModuleId, readonly ModuleId[]> {
  const known = new Map<ModuleId, ModuleId[]>();
  for (const { id, loadedAs } of modules) {
    for (const loaded of loadedAs) {
      const others = known.get(loaded);
      // A bundle is listed under its own id first, then come its sources.
      if (others === undefined || others[0] === loaded) known.set(loaded, [id]);
      else if (id !== loaded) others.push(id);
    }
  }
  return known;
}
