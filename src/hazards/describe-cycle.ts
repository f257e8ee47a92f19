import type { CycleEffect, CycleEntrance, CycleReport, Repair, UnsafeMember } from '../model/cycles.ts';
import { CONFIDENCES, type Confidence, type Hazard } from '../model/hazard.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import { arcsOf, shortestWay, type Arcs } from './arcs.ts';
import type { BootedEntry } from './boot-entry.ts';
import { CycleBreaker } from './break-cycle.ts';
import type { DescribeCycleRequest } from './cycle-request.ts';
import { tryMembers } from './first-members.ts';
import { counts } from './hazard-scope.ts';
import { entrancesOf } from './entrance-hazards.ts';
import { membersInOrder } from './member-order.ts';
import { programsAround } from './programs-around.ts';
import { repairsOf } from './repairs.ts';
import { findSafeSet } from './safe-set.ts';
import { mayThrow } from './throws.ts';

/** All there is to say of one cycle; nothing where no entry comes to it. */
export function describeCycle(request: DescribeCycleRequest): CycleReport[] {
  const { graph, nodeMajor, effort, uses } = request;
  const programs = programsAround(graph, request.members, request.programs);
  const arcs = arcsOf(graph, request.members);
  const { unsafe, simulated } = tryMembers({ graph, arcs, programs, nodeMajor, effort });
  const entrances = entrancesOf(request, unsafe);
  if (entrances.length === 0) return [];
  const breaker = new CycleBreaker(graph, arcs, uses);
  const hazards = [...entrances.flatMap((each) => each.hazards), ...unsafe.flatMap((each) => each.hazards)];
  const complete = simulated === 'all';
  const safe = findSafeSet({ graph, programs, breaker, hazards, complete, nodeMajor, effort });
  const own = new Set(arcs.members.map((node) => graph.modules[node]!.id));
  const leadsTo = waysIn(graph, arcs);
  const repairs = hazards.some(counts) ? repairsOf({ programs, members: own, hazards, leadsTo, safe }) : [];
  const found = effectOf(entrances, unsafe, request.booted);
  const effect = complete && areRead(own, request.programs) ? found : withoutProof(found);
  return [
    {
      members: membersInOrder(request, entrances, own),
      ...effect,
      entrances,
      unsafe,
      simulated,
      repairs: [...repairs, ...reorder(effect.does, entrances, own, unsafe)],
      acyclic: breaker.acyclic(),
      safe,
    },
  ];
}

/** Whether all is known of what members do. */
export function areRead(members: Iterable<ModuleId>, programs: ReadonlyMap<ModuleId, Program>): boolean {
  return [...members].every((id) => programs.get(id)?.outline === undefined && programs.has(id));
}

/** What could not be read, or was not tried, is no ground to call a cycle harmless. */
function withoutProof(effect: ReturnType<typeof effectOf>): ReturnType<typeof effectOf> {
  return effect.does === 'harmless' ? { ...effect, does: 'unknown' } : effect;
}

function effectOf(
  entrances: readonly CycleEntrance[],
  unsafe: readonly UnsafeMember[],
  booted: readonly BootedEntry[],
): Pick<CycleReport, 'does' | 'confidence' | 'throws'> {
  const now = entrances.filter(({ when }) => when !== 'later');
  const later = entrances.filter(({ when }) => when === 'later');
  const atBoot = now.flatMap(({ hazards }) => hazards);
  const groups: readonly [CycleEffect, readonly Hazard[]][] = [
    ['breaks', atBoot.filter(({ confidence }) => confidence === 'certain')],
    ['may-break', atBoot],
    ['breaks-later', later.flatMap(({ hazards }) => hazards)],
    ['masked', unsafe.flatMap(({ hazards }) => hazards)],
  ];
  for (const [does, all] of groups) {
    const hazards = all.filter(counts);
    if (hazards.length === 0) continue;
    const throws =
      does === 'breaks' || does === 'may-break'
        ? booted.some(({ failure }) => failure !== null && mayThrow(hazards, failure))
        : unsafe.some((each) => each.throws || each.byOrder === true);
    return { does, confidence: strongest(hazards), throws };
  }
  return { does: 'harmless', confidence: null, throws: false };
}

function strongest(hazards: readonly Hazard[]): Confidence {
  return CONFIDENCES.find((level) => hazards.some(({ confidence }) => confidence === level)) ?? 'possible';
}

function waysIn(graph: ModuleGraph, arcs: Arcs) {
  const place = new Map(arcs.members.map((node, at) => [graph.modules[node]!.id, at]));
  return (from: ModuleId, to: ModuleId, without: { from: ModuleId; to: ModuleId }): boolean => {
    const [start, end] = [place.get(from), place.get(to)];
    if (start === undefined || end === undefined) return false;
    const gone = new Uint8Array(arcs.to.length);
    for (const [arc, source] of arcs.from.entries())
      if (source === place.get(without.from) && arcs.to[arc] === place.get(without.to)) gone[arc] = 1;
    return shortestWay(arcs, start, end, gone) !== null;
  };
}

/** Only for what breaks: what is masked has a good order already. */
function reorder(
  does: CycleEffect,
  entrances: readonly CycleEntrance[],
  own: ReadonlySet<ModuleId>,
  unsafe: readonly UnsafeMember[],
): Repair[] {
  if (does === 'masked' || does === 'harmless' || does === 'unknown') return [];
  const bad = new Set(unsafe.map(({ member }) => member));
  const first = [...own].find((id) => !bad.has(id));
  const broken = entrances.find(
    ({ hazards, when }) => hazards.some(counts) && (does === 'breaks-later') === (when === 'later'),
  );
  if (first === undefined || broken === undefined || bad.size === 0) return [];
  return [{ kind: 'reorder', first, before: broken.chain.at(-1) ?? null }];
}
