import type { UnsafeMember } from '../model/cycles.ts';
import type { Hazard } from '../model/hazard.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import { once } from '../model/once.ts';
import type { Program } from '../model/program.ts';
import { betweenModules, counts, partakers } from './hazard-scope.ts';
import { endsAlone } from './throws.ts';
import { unsafeByOrder } from './order-only.ts';
import type { Arcs } from './arcs.ts';
import { Simulation } from './simulate/simulation.ts';

/** How much may be simulated, in modules evaluated; shared by all cycles of an analysis. */
export class Effort {
  #left: number;

  constructor(modules: number) {
    this.#left = modules;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }

  spend(modules: number): void {
    this.#left -= modules;
  }
}

export interface TryMembersRequest {
  readonly graph: ModuleGraph;
  readonly arcs: Arcs;
  readonly programs: ReadonlyMap<ModuleId, Program>;
  readonly nodeMajor: number;
  readonly effort: Effort;
}

export interface FirstMembers {
  readonly unsafe: readonly UnsafeMember[];
  readonly simulated: 'all' | number;
}

/** Every member of a cycle up to this size is tried as the first one. */
const LARGEST_TRIED = 150;
/** Modules evaluated. */
const MOST_OF_A_LARGE_ONE = 10_000;

/**
 * Tries each member of a cycle as the first module of a fresh process. Entering a cycle loads all of it, so the order
 * within depends on that member alone, whatever leads to it.
 *
 * In a large cycle the order tells first: who is read by another member while that is evaluated is unsafe, since its
 * reader ends before it; and who is not safe by the order of evaluation. Those are tried as far as the effort allows.
 */
export function tryMembers(request: TryMembersRequest): FirstMembers {
  const { programs, nodeMajor } = request;
  const plan = planTries(request);
  const unsafe: UnsafeMember[] = [];
  for (const { member, hazards, byOrder } of unsafeAmong(plan, request)) {
    if (byOrder) unsafe.push({ member, hazards, throws: false, byOrder });
    else {
      // The error of one hazard is as good as certain; which of them comes first is not worth a large cycle.
      const throws = plan.effort.isSpent
        ? endsAlone(hazards)
        : throwsAlone(member, programs, nodeMajor, plan.effort);
      unsafe.push({ member, hazards, throws });
    }
  }
  return { unsafe, simulated: plan.simulated === plan.members.length ? 'all' : plan.simulated };
}

/** Whether {@link tryMembers} finds none, all tried: it stops at the first one. */
export function isHarmless(request: TryMembersRequest): boolean {
  const plan = planTries(request);
  return unsafeAmong(plan, request).next().done === true && plan.simulated === plan.members.length;
}

/** What is tried, and how far it got. */
interface Tries {
  readonly members: readonly ModuleId[];
  readonly tried: readonly ModuleId[];
  /** What the order alone says of members that are not tried. */
  readonly suspects: () => ReadonlyMap<ModuleId, readonly Hazard[]>;
  readonly effort: Effort;
  simulated: number;
}

function planTries({ graph, arcs, programs, effort }: TryMembersRequest): Tries {
  const members = arcs.members.map((node) => graph.modules[node]!.id);
  const suspects = once(() => unsafeByOrder(graph, arcs, programs));
  if (members.length <= LARGEST_TRIED) return { members, tried: members, suspects, effort, simulated: 0 };
  const own = new Effort(MOST_OF_A_LARGE_ONE);
  return { members, tried: [...suspects().keys()], suspects, effort: own, simulated: 0 };
}

interface Unsafe {
  readonly member: ModuleId;
  readonly hazards: readonly Hazard[];
  /** It was not tried. */
  readonly byOrder: boolean;
}

function* unsafeAmong(
  tries: Tries,
  { programs, nodeMajor }: TryMembersRequest,
): Generator<Unsafe, undefined, undefined> {
  const { members, tried, suspects, effort } = tries;
  const own = new Set(members);
  for (const member of tried) {
    if (effort.isSpent) {
      const hazards = suspects().get(member);
      if (hazards !== undefined) yield { member, hazards, byOrder: true };
      continue;
    }
    tries.simulated++;
    const hazards = hazardsFirst(member, own, programs, { nodeMajor, cuts: [] }, effort);
    if (hazards.some(counts)) yield { member, hazards, byOrder: false };
  }
}

/**
 * What goes wrong within a cycle when a member is loaded first.
 *
 * @param own the members
 */
export function hazardsFirst(
  member: ModuleId,
  own: ReadonlySet<ModuleId>,
  programs: ReadonlyMap<ModuleId, Program>,
  options: { readonly nodeMajor: number; readonly cuts: readonly { from: ModuleId; to: ModuleId }[] },
  effort: Effort,
): Hazard[] {
  const phase = new Simulation(programs, { ...options, stopAtFailure: false }).boot(member);
  effort.spend(phase.started.length);
  return betweenModules(phase.hazards).filter((hazard) => [...partakers(hazard)].some((id) => own.has(id)));
}

function throwsAlone(
  member: ModuleId,
  programs: ReadonlyMap<ModuleId, Program>,
  nodeMajor: number,
  effort: Effort,
): boolean {
  const phase = new Simulation(programs, { nodeMajor, cuts: [], stopAtFailure: true }).boot(member);
  effort.spend(phase.started.length);
  return phase.failure !== null;
}
