import type { CycleReport, CyclesReport } from '../model/cycles.ts';
import type { CycleHazardRule } from '../model/config.ts';
import type { CycleHazardFinding } from '../model/finding.ts';
import { CONFIDENCES, type Hazard } from '../model/hazard.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import { chainToId } from './arrivals.ts';
import { findingBase } from './finding-base.ts';
import type { Rule, RuleContext } from './rule.ts';
import { notAsked } from './unjudged.ts';

/** No import cycle reads a value before it is there; see cycle-hazard.md. */
export const cycleHazard: Rule<CycleHazardRule> = {
  prepare(config, { cycles }) {
    return {
      notices: [],
      judged: true,
      exceptedEdges: 'kept',
      check: (context) => (cycles === null ? [] : findHazards(config, context, cycles)),
      unjudged: ({ entry }) =>
        cycles === null ? [notAsked(entry.name, config.type, 'cycles were not looked at')] : [],
    };
  },
};

/** What findings need of an entry. */
type Context = Pick<RuleContext, 'graph' | 'entry' | 'arrivals'>;

/** One finding a cycle, and one a hazard that no cycle explains. */
export function findHazards(
  config: CycleHazardRule,
  context: Context,
  { cycles, elsewhere }: CyclesReport,
): CycleHazardFinding[] {
  const { name } = context.entry;
  const isMeant = meantBy(config);
  const alone = elsewhere.filter(({ entry, hazard }) => entry === name && isMeant(hazard));
  return [
    ...cycles.flatMap((cycle) => findInCycle(config, context, cycle, isMeant)),
    ...alone.map(({ hazard }) => toFinding(config, context, { hazards: [hazard], chain: null })),
  ];
}

function meantBy({ confidence = 'certain' }: CycleHazardRule) {
  const weakest = CONFIDENCES.indexOf(confidence);
  return (hazard: Hazard) => CONFIDENCES.indexOf(hazard.confidence) <= weakest;
}

function findInCycle(
  config: CycleHazardRule,
  context: Context,
  { members, entrances, unsafe }: CycleReport,
  isMeant: (hazard: Hazard) => boolean,
): CycleHazardFinding[] {
  const entrance = entrances.find(({ entry }) => entry === context.entry.name);
  if (entrance === undefined) return [];
  const { when, chain } = entrance;
  const now = when === 'later' ? [] : entrance.hazards.filter(isMeant);
  if (now.length > 0) return [toFinding(config, context, { hazards: now, chain, members })];
  if (!config.masked) return [];
  const bad = unsafe.filter(({ hazards }) => hazards.some(isMeant));
  const hazards = bad.flatMap((each) => each.hazards.filter(isMeant));
  const names = bad.map(({ member }) => member);
  return hazards.length === 0 ? [] : [toFinding(config, context, { hazards, chain, members, unsafe: names })];
}

interface Found extends Partial<Pick<CycleHazardFinding, 'members' | 'unsafe'>> {
  /** One at least. */
  readonly hazards: readonly Hazard[];
  /** How the entry comes to the cycle; null where that is not known. */
  readonly chain: readonly ImportEdge[] | null;
}

function toFinding(
  config: CycleHazardRule,
  context: Context,
  { hazards, chain, members = null, unsafe = [] }: Found,
): CycleHazardFinding {
  const { graph, arrivals } = context;
  const [hazard] = hazards.toSorted(
    (a, b) => CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence),
  ) as [Hazard];
  const { module, lines } = hazard;
  const way = chain ?? chainToId(graph, arrivals, module);
  return {
    rule: 'cycle-hazard',
    ...findingBase(config, context, way),
    does: unsafe.length > 0 ? 'masked' : 'breaks',
    module,
    at: { file: module, ...(lines[0] !== undefined && { line: lines[0] }) },
    hazard,
    others: hazards.length - 1,
    members,
    unsafe,
  };
}
