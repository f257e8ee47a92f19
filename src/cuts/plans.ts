import type { CutCandidate, CutPlan } from '../model/cut.ts';
import type { CandidateMaker } from './candidate.ts';
import { contract, type Contracted } from './contract.ts';
import type { CostGraph } from './cost-graph.ts';
import type { Division } from './division.ts';
import { evictCut } from './evict-cut.ts';
import { greedyCut, lightenCut } from './greedy.ts';
import { splitIntoItems } from './items.ts';
import { cutAt, cutHull } from './lagrangian.ts';
import { linksBetween, linksLeaving } from './links-between.ts';
import { type Startup, stillThere, sumUp } from './startup-without.ts';

/** A plan and what it is made of. */
export interface DraftPlan {
  /** Of the cost graph. */
  readonly links: readonly number[];
  readonly reached: boolean;
}

/** The cost graph as it may be cut. */
export interface Options {
  readonly cost: CostGraph;
  readonly small: Contracted;
}

/** Of startup: a smaller difference between neighbours on the hull is of no use to anybody. */
const LEAST_GAIN = 0.001;
/** Hull points that are reported. */
const POINTS = 12;

/** @param added by link: difficulty beside its own; Infinity for those that must not be cut */
export function findOptions({ cost }: Startup, added: ReadonlyMap<number, number>): Options {
  const difficulty = cost.difficulty.map((value, link) => value + (added.get(link) ?? 0));
  const free = { ...cost, difficulty };
  return { cost: free, small: contract(free) };
}

/** All best cuts, from nothing to everything that can be cut. */
export function bestDivisions({ cost, retained }: Startup, { small }: Options): Division[] {
  return cutHull(small, LEAST_GAIN * retained[cost.entry]!);
}

/** The plan whose every part is worth its difficulty. */
export function worthyPlan(startup: Startup, { cost, small }: Options): DraftPlan {
  const links = linksLeaving(cost, small, cutAt(small, startup.rate));
  return { links: withoutBuiltins(startup, cost, links), reached: true };
}

/**
 * The easiest plan found that leaves no more than a goal; the one that leaves the least where none does.
 *
 * @param left in the cost graph's weight
 */
export function goalPlan(
  { cost, small, hull }: Options & { readonly hull: readonly Division[] },
  left: number,
): DraftPlan {
  const point = hull.find(({ weight }) => weight <= left);
  if (point === undefined) return { links: linksLeaving(cost, small, hull.at(-1)!), reached: false };
  const onHull = lightenCut(small, point, left);
  // Greedy's last steps often make earlier ones needless: it may go further before it is lightened.
  const greedy = greedyCut(small, left, 2 * point.difficulty);
  const best = greedy !== null && greedy.difficulty < onHull.difficulty ? greedy : onHull;
  return { links: linksLeaving(cost, small, best), reached: true };
}

/** Blocked imports taken as cuttable: one more of them is worse than any number of others. */
const BLOCKED_DIFFICULTY = 1e6;

/**
 * The easiest plan that keeps modules from startup.
 *
 * @returns `alternatives`: single imports that would do as well; where nothing can be done, the imports that are in the way
 */
export function evictPlan(
  startup: Startup,
  { cost, small }: Options,
  targets: readonly number[],
): DraftPlan & { readonly alternatives: readonly number[] } {
  const isTarget = new Uint8Array(small.weight.length);
  for (const target of targets) isTarget[small.nodeOf[target]!] = 1;
  const cut = evictCut(small, isTarget);
  if (cut === null) {
    const alternatives = targets.length === 0 ? [] : inTheWay(startup, targets);
    return { links: [], reached: targets.length === 0, alternatives };
  }
  const links = linksBetween(cost, small, cut.links);
  const others = linksBetween(cost, small, cut.inSome).filter((link) => !links.includes(link));
  const alternatives = others.filter((link) => Math.abs(cost.difficulty[link]! - cut.difficulty) < 1e-9);
  return { links, reached: true, alternatives };
}

/** The fewest own imports that would have to be made cuttable. */
function inTheWay({ request, cost }: Startup, targets: readonly number[]): number[] {
  const { digraph, editOf } = cost;
  const isOwn = (link: number) => {
    const from = digraph.edgeFrom[link]!;
    return from < request.graph.modules.length && request.editable(from) && editOf(link) !== null;
  };
  const difficulty = cost.difficulty.map((value, link) =>
    value === Infinity && isOwn(link) ? BLOCKED_DIFFICULTY : value,
  );
  const small = contract({ ...cost, difficulty });
  const isTarget = new Uint8Array(small.weight.length);
  for (const target of targets) isTarget[small.nodeOf[target]!] = 1;
  const links = linksBetween(cost, small, evictCut(small, isTarget)?.links ?? []);
  return links.filter((link) => cost.difficulty[link] === Infinity);
}

/** Modules of the startup path that a name stands for: an id, the end of one, or a package. */
export function findTargets({ request, today }: Startup, name: string): number[] {
  const { modules } = request.graph;
  const where = (isIt: (node: number) => boolean) =>
    [...modules.keys()].filter((node) => today[node] && isIt(node));
  const byId = where((node) => modules[node]!.id === name);
  if (byId.length > 0) return byId;
  const byPackage = where((node) => modules[node]!.package === name);
  return byPackage.length > 0 ? byPackage : where((node) => modules[node]!.id.endsWith(`/${name}`));
}

/** Splits a plan and makes a candidate of each item. */
export function toCandidates(
  startup: Startup,
  cost: CostGraph,
  links: readonly number[],
  maker: CandidateMaker,
): CutCandidate[] {
  return splitIntoItems(cost, links, startup.rate).map((item) => maker.make(item));
}

/** Of a builtin, in ms: less is not worth one more import to change. */
const WORTHY_BUILTIN_MS = 5;

/** Leaves out imports of Node's own modules that only add to a cut of others, and next to nothing. */
export function withoutBuiltins(
  { request, rate, retained }: Startup,
  cost: CostGraph,
  links: readonly number[],
): number[] {
  const { modules } = request.graph;
  const isLittle = (link: number) => {
    const to = cost.digraph.edgeTo[link]!;
    return modules[to]?.origin === 'builtin' && retained[to]! < WORTHY_BUILTIN_MS;
  };
  return splitIntoItems(cost, links, rate).flatMap((item) =>
    item.every(isLittle) ? item : item.filter((link) => !isLittle(link)),
  );
}

/** What a plan leaves. */
export function toPlan(
  { request, cost }: Startup,
  links: readonly number[],
  cuts: readonly CutCandidate[],
): CutPlan {
  const { modules, bytes, ms } = sumUp(request, stillThere(cost, links));
  const difficulty = links.reduce((sum, link) => sum + cost.difficulty[link]!, 0);
  return {
    cuts: cuts.map(({ id }) => id),
    difficulty: Math.round(difficulty * 10) / 10,
    leftMs: ms,
    leftBytes: bytes,
    leftModules: modules,
  };
}

/** Edits that save less than this share of what they should are below what a boot can tell. */
const TELLING = 0.1;

/**
 * The points of a hull whose loss would change its shape the most, its ends among them, in order. Points with edits that
 * save next to nothing are left out.
 */
export function mainPoints(hull: readonly Division[], rate: number, most = POINTS): Division[] {
  const points = hull.filter((point, i) => {
    const before = hull[i - 1];
    if (before === undefined) return true;
    return (before.weight - point.weight) * rate >= TELLING * (point.difficulty - before.difficulty);
  });
  while (points.length > most) {
    let least = 1;
    let leastArea = Infinity;
    for (let i = 1; i < points.length - 1; i++) {
      const size = area(points[i - 1]!, points[i]!, points[i + 1]!);
      if (size >= leastArea) continue;
      least = i;
      leastArea = size;
    }
    points.splice(least, 1);
  }
  return points;
}

function area(a: Division, b: Division, c: Division): number {
  const across = (b.difficulty - a.difficulty) * (c.weight - a.weight);
  return Math.abs(across - (c.difficulty - a.difficulty) * (b.weight - a.weight));
}
