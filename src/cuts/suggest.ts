import type { CutCandidate, CutsReport } from '../model/cut.ts';
import { CandidateMaker, doesHarm, losesAny } from './candidate.ts';
import { buildCostGraph } from './cost-graph.ts';
import { freeCandidates, lexingCandidates } from './easy.ts';
import { floorOf } from './floor.ts';
import { heavyCandidates } from './heavy.ts';
import { linksLeaving } from './links-between.ts';
import {
  bestDivisions,
  type DraftPlan,
  evictPlan,
  findOptions,
  findTargets,
  goalPlan,
  mainPoints,
  type Options,
  toCandidates,
  toPlan,
  withoutBuiltins,
  worthyPlan,
} from './plans.ts';
import { rankCandidates } from './rank.ts';
import type { SuggestRequest } from './request.ts';
import { riskyTogether } from './risky-together.ts';
import { describeStartup, type Startup, stillThere, sumUp } from './startup-without.ts';

export type { SuggestRequest } from './request.ts';

/** Planning again without what would break: after so many rounds what still does is shown as blocked. */
const ROUNDS = 5;
/** What a cut that does harm costs beside its edits: a person looks at what startup no longer does. */
const HARM_DIFFICULTY = 2;
/** Of what a plan saves: for the little that is left over nobody gives up what startup does. */
const NEARLY = 0.95;

/**
 * Works out which imports to take from startup: the plan (what is worth its difficulty; with a goal the easiest way to
 * it; with a module to evict the easiest cut), all best trade-offs, and what else is heavy and why it stays.
 */
export function suggestCuts(request: SuggestRequest): CutsReport {
  const startup = describeStartup(request, buildCostGraph(request));
  const maker = new CandidateMaker(startup);
  const { options, draft, cuts, broken } = planWithLeastHarm(startup, maker);
  const plan = toPlan(startup, draft.links, cuts);
  const points = mainPoints(bestDivisions(startup, options), startup.rate).map((division) => {
    const all = linksLeaving(options.cost, options.small, division);
    const links = withoutBuiltins(startup, options.cost, all);
    const made = toCandidates(startup, options.cost, links, maker);
    return { made, plan: toPlan(startup, links, made) };
  });
  const stays = stillThere(startup.cost, draft.links);
  const candidates = unique([
    ...cuts,
    ...draft.alternatives.map((link) => maker.make([link])),
    ...points.flatMap(({ made }) => made),
    ...heavyCandidates(startup, options.small, maker).filter(freesAny),
    ...freeCandidates(startup, maker),
    ...lexingCandidates(startup, stays),
    ...broken,
  ]);
  const count = (safety: CutCandidate['safety']) =>
    candidates.filter((candidate) => candidate.safety === safety).length;
  const left = new Uint8Array(options.small.weight.length);
  for (const [node, group] of options.small.nodeOf.entries()) if (group >= 0 && stays[node]) left[group] = 1;
  return {
    entry: request.entryName,
    basis: request.ms === null ? 'bytes' : 'measured',
    startup: sumUp(request, startup.today),
    candidates: rankCandidates(candidates),
    plan,
    hull: points.map((point) => point.plan),
    summary: { safe: count('safe'), review: count('review'), blocked: count('blocked') },
    riskyTogether: riskyTogether(request.harm, cuts),
    floor: floorOf(startup, options.small, left),
    ...asked(request, draft),
  };
}

interface Planned {
  readonly options: Options;
  readonly draft: DraftPlan & { readonly alternatives: readonly number[] };
  readonly cuts: readonly CutCandidate[];
  /** What an earlier round wanted to cut, and would break startup or do harm. */
  readonly broken: readonly CutCandidate[];
}

/** Of what times alone would decide, noise would: a plan without harm is taken where it saves nearly as much. */
function planWithLeastHarm(startup: Startup, maker: CandidateMaker): Planned {
  const planned = planWithoutBreaking(startup, maker, HARM_DIFFICULTY);
  const { goal, evict } = startup.request;
  const harmful = planned.cuts.filter(doesHarm);
  if (harmful.length === 0 || goal !== undefined || evict !== undefined) return planned;
  const harmless = planWithoutBreaking(startup, maker, Infinity);
  const isEnough = savingOf(startup, harmless) >= NEARLY * savingOf(startup, planned);
  if (!isEnough || harmless.cuts.some((cut) => breaks(cut) || doesHarm(cut))) return planned;
  return { ...harmless, broken: [...planned.broken, ...harmless.broken, ...harmful] };
}

/** Startup's weight less what a plan leaves of it. */
function savingOf({ cost, retained }: Startup, { draft }: Planned): number {
  const stays = stillThere(cost, draft.links);
  return cost.weight.reduce(
    (saving, weight, node) => (stays[node] ? saving - weight : saving),
    retained[cost.entry]!,
  );
}

/**
 * Plans again until nothing breaks, and what does harm is taken although that has its price.
 *
 * @param harmDifficulty that price; Infinity for none of it
 */
function planWithoutBreaking(startup: Startup, maker: CandidateMaker, harmDifficulty: number): Planned {
  const added = new Map<number, number>();
  const broken: CutCandidate[] = [];
  for (let round = 1; ; round++) {
    const options = findOptions(startup, added);
    const draft = draftPlan(startup, options);
    const cuts = toCandidates(startup, options.cost, draft.links, maker);
    if (round === ROUNDS) return { options, draft, cuts, broken };
    const before = added.size;
    const breaking = cuts.filter(breaks);
    const breaksAlone = (link: number) => breaks(maker.make([link]));
    for (const link of linksAtFault(startup, draft.links, breaking, breaksAlone)) added.set(link, Infinity);
    for (const cut of cuts.filter((each) => !breaks(each) && doesHarm(each))) {
      const links = linksAtFault(startup, draft.links, [cut], harmsAsIn(cut, startup));
      for (const link of links) if (!added.has(link)) added.set(link, harmDifficulty / links.length);
    }
    if (breaking.length === 0 && added.size === before) return { options, draft, cuts, broken };
    broken.push(...breaking);
  }
}

function breaks({ safety }: CutCandidate): boolean {
  return safety === 'blocked';
}

/** Of some cuts, the imports that are at fault alone; all where none is. */
function linksAtFault(
  { cost, request }: Startup,
  links: readonly number[],
  cuts: readonly CutCandidate[],
  isAtFault: (link: number) => boolean,
): number[] {
  const edges = new Set(cuts.flatMap((cut) => cut.edges));
  const involved = links.filter((link) =>
    cost.editOf(link)?.edges.some((edge) => edges.has(request.graph.edges[edge]!)),
  );
  const alone = involved.filter(isAtFault);
  return alone.length > 0 ? alone : involved;
}

/** Tells whether a link alone does harm of the kinds that a cut does: what it unmasks takes long to find out. */
function harmsAsIn({ unmasks }: CutCandidate, { cost, request }: Startup): (link: number) => boolean {
  return (link) => {
    const edges = (cost.editOf(link)?.edges ?? []).map((edge) => request.graph.edges[edge]!);
    const harm = request.harm(edges);
    return losesAny(harm) || (unmasks.length > 0 && doesHarm(harm));
  };
}

function draftPlan(startup: Startup, options: Options): Planned['draft'] {
  const { goal, evict } = startup.request;
  if (evict !== undefined) return evictPlan(startup, options, findTargets(startup, evict));
  const draft =
    goal === undefined
      ? worthyPlan(startup, options)
      : goalPlan({ ...options, hull: bestDivisions(startup, options) }, goal.left);
  return { ...draft, alternatives: [] };
}

function asked({ goal, evict }: SuggestRequest, { reached }: DraftPlan): Pick<CutsReport, 'asked'> {
  const what = evict ?? goal?.what;
  return what === undefined ? {} : { asked: { what, reached } };
}

/** What others hold as well, and can not be taken from, is of no use alone; what is blocked says so. */
function freesAny({ safety, frees }: CutCandidate): boolean {
  return safety === 'blocked' || frees.modules.length > 0 || (frees.ms ?? 0) > 0;
}

function unique(candidates: readonly CutCandidate[]): CutCandidate[] {
  return [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()];
}
