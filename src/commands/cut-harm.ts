import type { Harm } from '../cuts/request.ts';
import { reach } from '../graph/reach.ts';
import { riskyCycles } from '../hazards/analyse-cycles.ts';
import { cutJudge } from '../hazards/cut-hazards.ts';
import type { effectsOf } from '../hazards/effects.ts';
import { leavingEffects } from '../hazards/leaving-effects.ts';
import { once } from '../model/once.ts';
import { outlineProgram } from '../hazards/outline.ts';
import { findWanted, wantedFor } from '../hazards/wanted.ts';
import type { Effect } from '../model/effect.ts';
import type { Hazard } from '../model/hazard.ts';
import { EAGER, type ImportEdge, type ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Program } from '../model/program.ts';
import type { CauseEdge } from '../reconcile/cause-edges.ts';
import type { ModulePrograms } from './module-programs.ts';

export interface CutHarmRequest {
  readonly graph: ModuleGraph;
  readonly entry: number;
  /** One byte a module: 1 where it is on the startup path. */
  readonly startup: Uint8Array;
  /** Weakest timing code of the imports that startup follows. */
  readonly weakest: number;
  readonly causes: readonly CauseEdge[];
  /** Whose effects are looked at: what packages do at startup is seen by boots alone. */
  readonly ours: Uint8Array;
  readonly files: ModulePrograms;
  readonly nodeMajor: number;
  /** Loaded by the caller. */
  readonly effectsOf: typeof effectsOf;
}

/**
 * What cutting imports breaks, and what startup no longer does then. Worked out when it is read; asked the same
 * twice, it answers from memory.
 */
export function cutHarm(request: CutHarmRequest): (edges: readonly ImportEdge[]) => Harm {
  const { graph } = request;
  const numberOf = new Map(graph.edges.map((edge, number) => [edge, number]));
  const known = new Map<string, Harm>();
  const hazards = hazardFinder(request);
  const effects = effectFinder(request);
  return (edges) => {
    const numbers = edges.flatMap((edge) => numberOf.get(edge) ?? []).toSorted((a, b) => a - b);
    const key = numbers.join();
    let harm = known.get(key);
    if (harm === undefined)
      known.set(
        key,
        (harm = lazyHarm(
          () => hazards(edges),
          () => effects(numbers),
        )),
      );
    return harm;
  };
}

/** Hazards take a boot in thought: who only asks for effects does without. */
function lazyHarm(hazards: () => readonly Hazard[], effects: () => readonly Effect[]): Harm {
  const [unmasks, losesEffects] = [once(hazards), once(effects)];
  return {
    get unmasks() {
      return unmasks();
    },
    get losesEffects() {
      return losesEffects();
    },
  };
}

/**
 * Only a cut before something that leads to a cycle changes who of the cycle comes first, and only where that matters:
 * of a cycle that is harmless whoever comes first no member reads another too early, however it is entered.
 */
function hazardFinder(request: CutHarmRequest) {
  const judge = once(() => judgeOf(request));
  return (edges: readonly ImportEdge[]): readonly Hazard[] => judge()(edges);
}

function judgeOf({ graph, entry, files, nodeMajor }: CutHarmRequest) {
  const wanted = findWanted(graph, [entry]);
  const entries = [{ name: '', node: entry }];
  const programs = programsOf(graph, wanted, files);
  const risky = riskyCycles({ graph, wanted, programs, entries, nodeMajor });
  const below = membersBelow(graph, risky.flat());
  const judge = once(() => {
    const ofRisky = wantedFor(graph, risky, reach(graph, [entry], 'lazy'));
    return cutJudge(programsOf(graph, ofRisky, files), graph.modules[entry]!.id, {
      nodeMajor,
      cyclesBelow: below,
    });
  });
  const known = new Map<string, readonly Hazard[]>();
  return (edges: readonly ImportEdge[]): readonly Hazard[] => {
    const cuts = edges.filter(({ to }) => below(to).size > 0);
    if (cuts.length === 0) return [];
    // Cuts that differ in harmless imports alone are one to a boot.
    const key = cuts.map(({ from, to }) => `${from}\n${to}`).join('\n');
    let hazards = known.get(key);
    if (hazards === undefined) {
      const { atBoot, later } = judge()(cuts);
      known.set(key, (hazards = [...atBoot, ...later.flatMap((each) => each.hazards)]));
    }
    return hazards;
  };
}

/** Members of cycles that a load may reach, by whatever import; each module's are worked out once. */
function membersBelow(graph: ModuleGraph, members: readonly number[]) {
  const known = new Map<ModuleId, ReadonlySet<ModuleId>>();
  return (root: ModuleId): ReadonlySet<ModuleId> => {
    let found = known.get(root);
    if (found === undefined) {
      const from = graph.index.get(root);
      const reached = members.length === 0 || from === undefined ? null : reach(graph, [from], 'lazy');
      found = new Set(members.flatMap((node) => (reached?.[node] ? [graph.modules[node]!.id] : [])));
      known.set(root, found);
    }
    return found;
  };
}

function programsOf(
  graph: ModuleGraph,
  { full, kept }: ReturnType<typeof findWanted>,
  files: ModulePrograms,
): ReadonlyMap<ModuleId, Program> {
  const isFull = new Set(full);
  const programs = new Map<ModuleId, Program>();
  for (const [node, { id }] of graph.modules.entries()) {
    if (!kept[node]) continue;
    const whole = isFull.has(node) ? files.programOf(id) : null;
    programs.set(id, whole ?? outlineProgram(graph, node, kept));
  }
  return programs;
}

function effectFinder(request: CutHarmRequest): (cut: readonly number[]) => readonly Effect[] {
  const { graph, startup, ours, files, effectsOf: find } = request;
  const known = new Map<ModuleId, readonly Effect[]>();
  const reachable = startupWithout(request);
  const idsOf = (mask: Uint8Array) =>
    new Set(graph.modules.flatMap(({ id }, node) => (mask[node] && ours[node] ? [id] : [])));
  const before = idsOf(startup);
  return (cut) => {
    const after = idsOf(reachable(cut));
    for (const id of before) {
      if (after.has(id) || known.has(id)) continue;
      const program = files.programOf(id);
      known.set(id, program === null ? [] : find(program).filter(isTold));
    }
    return leavingEffects(before, after, known);
  };
}

/** What is called for its result may do nothing else, and a decorator works on what leaves with it. */
function isTold({ kind, confidence }: Effect): boolean {
  return confidence !== 'possible' && kind !== 'decorator';
}

/** One byte a module: what startup still holds when imports are cut. Calls that load something go with their caller. */
function startupWithout({ graph, entry, startup, weakest, causes }: CutHarmRequest) {
  const caused = new Set(causes.map(({ edge }) => edge));
  const brought = new Map<number, number[]>();
  for (const { edge, cause } of causes) brought.set(cause, [...(brought.get(cause) ?? []), edge]);
  return (cut: readonly number[]): Uint8Array => {
    const gone = new Set(cut);
    const reached = new Uint8Array(graph.modules.length);
    const queue = [entry];
    const visit = (node: number) => {
      if (reached[node] || !startup[node]) return;
      reached[node] = 1;
      queue.push(node);
    };
    reached[entry] = 1;
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      for (const edge of brought.get(node) ?? []) if (!gone.has(edge)) visit(graph.edgeTo[edge]!);
      for (let edge = graph.edgeStart[node]!; edge < graph.edgeStart[node + 1]!; edge++) {
        if (graph.edgeTiming[edge]! > Math.max(weakest, EAGER) || gone.has(edge) || caused.has(edge))
          continue;
        visit(graph.edgeTo[edge]!);
      }
    }
    return reached;
  };
}
