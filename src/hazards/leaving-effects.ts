import type { Effect } from '../model/effect.ts';
import type { ModuleId } from '../model/module-id.ts';

/**
 * The effects that leave startup with a cut: those of the modules that it takes away.
 *
 * @param before startup as it is; `after`: as it is with the cut
 * @param effects by module; modules that were not looked at have none
 * @returns by module, line and words
 */
export function leavingEffects(
  before: ReadonlySet<ModuleId>,
  after: ReadonlySet<ModuleId>,
  effects: ReadonlyMap<ModuleId, readonly Effect[]>,
): Effect[] {
  return [...before]
    .filter((module) => !after.has(module))
    .flatMap((module) => effects.get(module) ?? [])
    .toSorted((a, b) => compare(a.module, b.module) || a.line - b.line || compare(a.what, b.what));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
