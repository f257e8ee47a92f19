import type { Hazard, OutsideCall, Phase } from '../model/hazard.ts';
import type { ModuleId } from '../model/module-id.ts';
import { once } from '../model/once.ts';
import type { Program } from '../model/program.ts';
import { betweenModules, counts, hazardKey } from './hazard-scope.ts';
import { Simulation } from './simulate/simulation.ts';

/** An import that is to become lazy: its target loads when a name of it is first used. */
export interface Cut {
  readonly from: ModuleId;
  readonly to: ModuleId;
}

export interface CutOptions {
  readonly nodeMajor: number;
  /** What is loaded after boot besides the targets of the cuts. */
  readonly lazyRoots?: readonly ModuleId[];
  /**
   * Members of cycles that a load of a module may reach. Loads that reach none which is new have nothing to read too
   * early, and those that reach different ones can share a process in thought. Left out, each load gets its own.
   */
  readonly cyclesBelow?: (root: ModuleId) => ReadonlySet<ModuleId>;
}

/** What a proposed cut changes; what it mends and takes away is worked out when it is read. */
export interface CutConsequences {
  /** Hazards of the boot that it does not have today. */
  readonly atBoot: readonly Hazard[];
  /** Those of loads after boot, in whatever order they come. */
  readonly later: readonly { readonly root: ModuleId; readonly hazards: readonly Hazard[] }[];
  /** Today's hazards at boot that are gone. */
  readonly mended: readonly Hazard[];
  /** Modules that leave startup, in today's order. */
  readonly modules: readonly ModuleId[];
  /** Calls on what is outside, those within called functions too, that startup no longer makes. */
  readonly calls: readonly OutsideCall[];
}

/**
 * What goes wrong, and what is no longer done, when imports become lazy. A load after boot leaves out what is there
 * already, which is closed under imports; so the order of several loads does not change any of them, and one simulation
 * a root speaks for all orders. That does not hold for awaits at top level, failed loads and conditional requires.
 *
 * @param programs of all modules that have a say, as for a boot
 * @returns what judges cuts of this startup; what it does today is worked out once
 */
export function cutJudge(
  programs: ReadonlyMap<ModuleId, Program>,
  entry: ModuleId,
  { nodeMajor, lazyRoots = [], cyclesBelow }: CutOptions,
): (cuts: readonly Cut[]) => CutConsequences {
  const start = (cuts: readonly Cut[]): Booted => {
    const simulation = new Simulation(programs, { nodeMajor, cuts, stopAtFailure: false });
    return { boot: simulation.boot(entry), load: (root) => simulation.load(root) };
  };
  const today = once(() => start([]).boot);
  const knownOf = knownToday(today, (root) => start([]).load(root));
  return (cuts) => {
    const first = start(cuts);
    const then = first.boot;
    const atStartup = new Set(then.started);
    const roots = new Set([...cuts.map(({ to }) => to), ...lazyRoots]);
    const leaving = [...roots].filter((id) => programs.has(id) && !atStartup.has(id));
    const later = loadsOf(leaving, atStartup, cyclesBelow).flatMap((group, at) => {
      const { load } = at === 0 ? first : start(cuts);
      return group.flatMap((root) => {
        const loaded = load(root);
        // What it does today is worth a process of its own only where there is something to compare.
        const hazards = hasUnmasked(loaded) ? unmasked(loaded, knownOf(root)) : [];
        return hazards.length === 0 ? [] : [{ root, hazards }];
      });
    });
    return consequences(today(), then, later);
  };
}

function consequences(today: Phase, then: Phase, later: CutConsequences['later']): CutConsequences {
  return {
    atBoot: unmasked(then, keysOf(today)),
    later,
    get mended() {
      return unmasked(today, keysOf(then));
    },
    get modules() {
      const started = new Set(then.started);
      return today.started.filter((id) => !started.has(id));
    },
    get calls() {
      const made = new Set(then.calls.map(callKey));
      return today.calls.filter((call) => !made.has(callKey(call)));
    },
  };
}

/** Tells what reads too early today: while booting, or in a load of a module that startup does not hold. */
function knownToday(boot: () => Phase, load: (root: ModuleId) => Phase) {
  const loads = new Map<ModuleId, ReadonlySet<string>>();
  return (root: ModuleId): ReadonlySet<string> => {
    const keys = keysOf(boot());
    if (boot().started.includes(root)) return keys;
    const own = loads.get(root) ?? keysOf(load(root));
    loads.set(root, own);
    return new Set([...keys, ...own]);
  };
}

/** Which loads can follow each other in one process without changing what the others do; those without a say are left out. */
function loadsOf(
  roots: readonly ModuleId[],
  atStartup: ReadonlySet<ModuleId>,
  cyclesBelow: CutOptions['cyclesBelow'],
): readonly (readonly ModuleId[])[] {
  if (cyclesBelow === undefined) return roots.map((root) => [root]);
  const groups: { readonly roots: ModuleId[]; readonly members: Set<ModuleId> }[] = [];
  for (const root of roots) {
    const fresh = [...cyclesBelow(root)].filter((id) => !atStartup.has(id));
    if (fresh.length === 0) continue;
    const fits = groups.find(({ members }) => !fresh.some((id) => members.has(id)));
    const group = fits ?? { roots: [], members: new Set<ModuleId>() };
    if (fits === undefined) groups.push(group);
    group.roots.push(root);
    for (const id of fresh) group.members.add(id);
  }
  return groups.map((group) => group.roots);
}

function hasUnmasked({ hazards }: Phase): boolean {
  return betweenModules(hazards).some((hazard) => counts(hazard));
}

/** One process in thought, after its boot. */
interface Booted {
  readonly boot: Phase;
  readonly load: (root: ModuleId) => Phase;
}

function keysOf({ hazards }: Phase): Set<string> {
  return new Set(hazards.map(hazardKey));
}

function unmasked({ hazards }: Phase, known: ReadonlySet<string>): Hazard[] {
  return betweenModules(hazards).filter((hazard) => counts(hazard) && !known.has(hazardKey(hazard)));
}

function callKey({ module, line, callee, text }: OutsideCall): string {
  return [module, line, callee, text].join('\n');
}
