import type { Hazard, OutsideCall, Phase } from '../model/hazard.ts';
import type { ModuleId } from '../model/module-id.ts';
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
}

/** What a proposed cut changes. */
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
 */
export function hazardsOfCut(
  programs: ReadonlyMap<ModuleId, Program>,
  entry: ModuleId,
  cuts: readonly Cut[],
  { nodeMajor, lazyRoots = [] }: CutOptions,
): CutConsequences {
  const start = (applied: readonly Cut[]) =>
    new Simulation(programs, { nodeMajor, cuts: applied, stopAtFailure: false });
  const today = start([]).boot(entry);
  const then = start(cuts).boot(entry);
  const atStartup = new Set(then.started);
  const inPrograms = (id: ModuleId) => programs.has(id);
  const roots = new Set([...cuts.map(({ to }) => to), ...lazyRoots].filter(inPrograms));
  const later = [...roots].flatMap((root) => {
    if (atStartup.has(root)) return [];
    const known = keysOf(today);
    if (!today.started.includes(root))
      for (const key of keysOf(loadAfter(start([]), entry, root))) known.add(key);
    const hazards = unmasked(loadAfter(start(cuts), entry, root), known);
    return hazards.length === 0 ? [] : [{ root, hazards }];
  });
  const made = new Set(then.calls.map(callKey));
  return {
    atBoot: unmasked(then, keysOf(today)),
    later,
    mended: unmasked(today, keysOf(then)),
    modules: today.started.filter((id) => !atStartup.has(id)),
    calls: today.calls.filter((call) => !made.has(callKey(call))),
  };
}

function loadAfter(simulation: Simulation, entry: ModuleId, root: ModuleId): Phase {
  simulation.boot(entry);
  return simulation.load(root);
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
