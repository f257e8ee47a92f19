import type { CycleEntrance } from '../model/cycles.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { DescribeCycleRequest } from './cycle-request.ts';
import { Simulation } from './simulate/simulation.ts';

/** A larger one is not read in its order by anybody. */
const LARGEST_ORDERED = 40;

/** The members in the order in which they are evaluated by the first of the entrances. */
export function membersInOrder(
  { booted, programs, nodeMajor }: Pick<DescribeCycleRequest, 'booted' | 'programs' | 'nodeMajor'>,
  [first]: readonly CycleEntrance[],
  own: ReadonlySet<ModuleId>,
): ModuleId[] {
  const order = new Set<ModuleId>();
  const take = (ids: readonly ModuleId[]) => {
    for (const id of ids) if (own.has(id)) order.add(id);
  };
  const boot = booted.find(({ name }) => name === first?.entry);
  if (first !== undefined && first.when !== 'later' && boot !== undefined) {
    take(boot.phase.finished);
  } else if (first !== undefined && own.size <= LARGEST_ORDERED && programs.has(first.member)) {
    take(new Simulation(programs, { nodeMajor, cuts: [], stopAtFailure: false }).boot(first.member).finished);
  }
  take([...own]);
  return [...order];
}
