import { dominators, type DominatorTree } from '../graph/dominators.ts';
import { retainedByGroup } from '../graph/retained-by-group.ts';
import type { BaselineEntry } from '../model/baseline.ts';
import type { NewHeavyRule } from '../model/config.ts';
import type { NewHeavyFinding } from '../model/finding.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import { isUrlId } from '../model/module-id.ts';
import { knownAs } from '../reconcile/known-as.ts';
import { ownMs } from '../reconcile/retained-times.ts';
import { arrivalChain } from './arrivals.ts';
import { needsBaseline } from './baseline-entry.ts';
import { findingBase } from './finding-base.ts';
import type { Rule, RuleContext } from './rule.ts';
import { notAsked, type Unjudged } from './unjudged.ts';

/** Packages and modules that the baseline does not know cost little; see new-heavy.md. */
export const newHeavy: Rule<NewHeavyRule> = {
  prepare(config, { baseline }) {
    return {
      notices: [],
      judged: true,
      exceptedEdges: 'erased',
      check: (context) => findHeavy(config, context, baseline?.entries.get(context.entry.name)),
      unjudged: (context) => {
        const missing = needsBaseline(config.type, context, baseline);
        return missing.length > 0 ? missing : withoutTimes(context);
      },
    };
  },
};

function withoutTimes({ entry, observed }: RuleContext): Unjudged[] {
  if (observed !== null) return [];
  return [notAsked(entry.name, 'new-heavy', 'by bytes alone, as times need a boot')];
}

function findHeavy(
  config: NewHeavyRule,
  context: RuleContext,
  known: BaselineEntry | undefined,
): NewHeavyFinding[] {
  if (known === undefined) return [];
  const tree = dominators(context.graph, context.entry.node, 'eager');
  const ms = msByNode(context);
  // Apart: a new module of the project is not to blame for the new package that it imports.
  const newcomers = [newPackages(context, known), newModules(context, known)];
  return newcomers.flatMap((groups) => {
    const sums = sumUp(context.graph, tree, groups, ms);
    const heavy = sums.map((sum) => (sum.ms ?? 0) > config.ms || sum.bytes > config.bytes);
    return outermost(context, groups, heavy).map((group) => {
      const module = groups.first[group]!;
      const { id, package: owner, origin } = context.graph.modules[module]!;
      return {
        rule: 'new-heavy',
        ...findingBase(config, context, arrivalChain(context.graph, context.arrivals, module)),
        module: id,
        package: origin === 'package' ? owner : null,
        ...sums[group]!,
        limitMs: config.ms,
        limitBytes: config.bytes,
      };
    });
  });
}

/** What is new, in groups that arrive and leave together. */
interface Newcomers {
  /** By module; -1 for what is not new. */
  readonly groupOf: Int32Array;
  /** The member that startup comes to first, by group. */
  readonly first: readonly number[];
}

function newPackages(context: RuleContext, { packages }: BaselineEntry): Newcomers {
  return group(context, ({ origin, package: name }) =>
    origin === 'package' && name !== null && !packages.has(name) ? name : null,
  );
}

function newModules(context: RuleContext, { modules }: BaselineEntry): Newcomers {
  const nameless = generated(context);
  return group(context, ({ origin, id }) =>
    origin === 'project' && !modules.has(id) && !nameless.has(id) && !isUrlId(id) ? id : null,
  );
}

/** Files that are written and removed while booting: no baseline can hold a name that is another one each time. */
function generated({ observed }: RuleContext): ReadonlySet<string> {
  const drift = observed?.startup.drift.runtimeOnly ?? [];
  return new Set(drift.filter(({ cause }) => cause === 'generated').map(({ module }) => module));
}

/** @param nameOf the group of a module; null for none */
function group(
  { graph, arrivals, excused }: RuleContext,
  nameOf: (module: ModuleGraph['modules'][number]) => string | null,
): Newcomers {
  const groupOf = new Int32Array(graph.modules.length).fill(-1);
  const numbers = new Map<string, number>();
  const first: number[] = [];
  for (const module of arrivals.eager.order) {
    const record = graph.modules[module]!;
    const name = excused.has(record.id) ? null : nameOf(record);
    if (name === null) continue;
    const number = numbers.get(name) ?? first.push(module) - 1;
    numbers.set(name, number);
    groupOf[module] = number;
  }
  return { groupOf, first };
}

interface Cost {
  readonly ms: number | null;
  readonly bytes: number;
  readonly modules: number;
}

/** What would leave with each group, as far as it is new: what was there before is no newcomer's fault. */
function sumUp(
  graph: ModuleGraph,
  tree: DominatorTree,
  { groupOf, first }: Newcomers,
  ms: Float64Array | null,
): Cost[] {
  const own = (weightOf: (module: number) => number) => newcomersBelow(tree, groupOf, weightOf);
  const totals = {
    modules: own(() => 1),
    bytes: own((module) => graph.modules[module]!.bytes),
    ms: own((module) => ms?.[module] ?? 0),
  };
  const sums = retainedByGroup(graph, tree, totals, groupOf, first.length);
  return first.map((_, number) => ({
    ms: ms && sums.ms[number]!,
    bytes: sums.bytes[number]!,
    modules: sums.modules[number]!,
  }));
}

/** By module: what the newcomers among those that would leave with it weigh together, itself included. */
function newcomersBelow(
  tree: DominatorTree,
  groupOf: Int32Array,
  weightOf: (module: number) => number,
): Float64Array {
  const weights = new Float64Array(groupOf.length);
  for (let place = tree.order.length - 1; place >= 0; place--) {
    const module = tree.order[place]!;
    if (groupOf[module]! >= 0) weights[module]! += weightOf(module);
    const parent = tree.idom[module]!;
    if (parent >= 0) weights[parent]! += weights[module]!;
  }
  return weights;
}

/** Own time of each module, the smallest over the runs; null without a boot. */
function msByNode({ graph, observed }: RuleContext): Float64Array | null {
  if (observed === null) return null;
  const known = knownAs(observed.startup);
  const ms = new Float64Array(graph.modules.length);
  for (const visit of observed.trace.modules) {
    const node = graph.index.get(known.get(visit.id)?.[0] ?? visit.id);
    if (node !== undefined) ms[node]! += ownMs(visit);
  }
  return ms;
}

/** Heavy groups, without those that come in by another heavy one: to deal with that one deals with both. */
function outermost(
  { graph, arrivals }: RuleContext,
  { groupOf, first }: Newcomers,
  heavy: readonly boolean[],
): number[] {
  return [...first.keys()].filter((group) => {
    if (!heavy[group]) return false;
    return arrivalChain(graph, arrivals, first[group]!).every(({ from }) => {
      const by = groupOf[graph.index.get(from)!]!;
      return by < 0 || by === group || !heavy[by];
    });
  });
}
