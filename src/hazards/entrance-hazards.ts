import type { CycleEntrance, UnsafeMember } from '../model/cycles.ts';
import type { Hazard } from '../model/hazard.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { BootedEntry } from './boot-entry.ts';
import type { DescribeCycleRequest } from './cycle-request.ts';
import { chainOf, firstVisited } from './entrances.ts';
import { betweenModules, partakers } from './hazard-scope.ts';
import { Simulation } from './simulate/simulation.ts';

const WHEN = ['boot', 'maybe', 'later'] as const;

/**
 * How each entry comes to a cycle today, and what goes wrong then.
 *
 * @param unsafe a load after boot is simulated only where the member it comes to first is one of these
 */
export function entrancesOf(
  request: DescribeCycleRequest,
  unsafe: readonly Pick<UnsafeMember, 'member'>[],
): CycleEntrance[] {
  const { members, number, booted, graph } = request;
  const bad = new Set(unsafe.map(({ member }) => member));
  return booted.flatMap((boot): CycleEntrance[] => {
    const first = firstVisited(boot.visits, members);
    if (first === -1) return [];
    const when = WHEN[boot.visits.when[first]!]!;
    const member = graph.modules[first]!.id;
    const chain = chainOf(graph, boot.visits, first);
    const ofBoot = boot.byCycle.get(number) ?? [];
    const hazards = when === 'later' && bad.has(member) ? laterHazards(request, boot, chain) : ofBoot;
    return [{ entry: boot.name, when, member, chain, hazards }];
  });
}

function laterHazards(
  { members, graph, programs, nodeMajor, effort }: DescribeCycleRequest,
  { id, phase: { started } }: BootedEntry,
  chain: readonly ImportEdge[],
): readonly Hazard[] {
  const root = chain.findLast(({ timing }) => timing === 'lazy')?.to;
  if (root === undefined || effort.isSpent || !programs.has(root)) return [];
  const simulation = new Simulation(programs, { nodeMajor, cuts: [], stopAtFailure: false });
  simulation.boot(id);
  const { hazards } = simulation.load(root);
  effort.spend(started.length + members.length);
  const own = new Set<ModuleId>(members.map((node) => graph.modules[node]!.id));
  return betweenModules(hazards).filter((hazard) => [...partakers(hazard)].some((each) => own.has(each)));
}
