import type { Hazard } from '../model/hazard.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import type { ReadPair } from './break-cycle.ts';
import { definerOf } from './definer.ts';
import { counts, evaluatedAt } from './hazard-scope.ts';

/**
 * Which member has to be evaluated before which, as hazards show it.
 *
 * @param place of each member in its cycle; reads of other modules no cut within the cycle can mend
 */
export function readPairs(
  hazards: readonly Hazard[],
  place: ReadonlyMap<ModuleId, number>,
  programs: ReadonlyMap<ModuleId, Program>,
): ReadPair[] {
  const pairs = new Map<string, ReadPair>();
  for (const hazard of hazards.filter(counts)) {
    const at = evaluatedAt(hazard);
    const reader = place.get(at);
    if (reader === undefined) continue;
    for (const id of readFrom(hazard, programs)) {
      const read = place.get(id);
      if (read !== undefined && read !== reader) pairs.set(`${reader} ${read}`, { reader, read });
    }
  }
  return [...pairs.values()];
}

/** The module that defines the name; where names pass through objects, also the one that passes it on. */
function readFrom({ module, from, binding }: Hazard, programs: ReadonlyMap<ModuleId, Program>): ModuleId[] {
  const definer = definerOf(programs, from, binding)?.module ?? from;
  return programs.get(module)?.emit === 'esm' ? [definer] : [definer, from];
}
