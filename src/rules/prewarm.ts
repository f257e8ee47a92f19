import { reach } from '../graph/reach.ts';
import { countsAsModule } from '../graph/retained.ts';
import type { PrewarmRule } from '../model/config.ts';
import type { PrewarmFinding } from '../model/finding.ts';
import { arrivalChain, howReached } from './arrivals.ts';
import { atMostWarning, findingBase } from './finding-base.ts';
import type { Rule, RuleContext } from './rule.ts';
import { findWanted, nearest, type Wanted } from './wanted.ts';

/** Modules that must be loaded while booting wherever the entry can load them at all; see prewarm.md. */
export const prewarm: Rule<PrewarmRule> = {
  prepare(config, given) {
    const wanted = findWanted(config.modules, given);
    return {
      notices: [],
      judged: true,
      exceptedEdges: 'kept',
      check: (context) => wanted.flatMap((pattern) => checkPattern(config, context, pattern)),
    };
  },
};

function checkPattern(config: PrewarmRule, context: RuleContext, wanted: Wanted): PrewarmFinding[] {
  const { graph, excused } = context;
  if (wanted.matchedNothing) return [matchesNothing(config, context, wanted.pattern)];
  const files = wanted.files.flatMap((file) => graph.index.get(file as never) ?? []);
  const packages = [...wanted.packages.values()].map((modules) => nearest(context, modules));
  return [...files, ...packages]
    .filter((module) => !excused.has(graph.modules[module]!.id))
    .flatMap((module) => toFinding(config, context, wanted.pattern, module));
}

function matchesNothing(config: PrewarmRule, context: RuleContext, pattern: string): PrewarmFinding {
  return {
    rule: 'prewarm',
    ...findingBase(config, context, []),
    pattern,
    module: null,
    package: null,
    reached: 'not',
    door: null,
    modules: 0,
    bytes: 0,
  };
}

function toFinding(
  config: PrewarmRule,
  context: RuleContext,
  pattern: string,
  module: number,
): PrewarmFinding[] {
  const { graph, arrivals } = context;
  const reached = howReached(arrivals, module);
  // Where nothing leads to it, nobody waits for it.
  if (reached === 'eager' || reached === 'not') return [];
  const chain = arrivalChain(graph, arrivals, module);
  const { id, package: owner, origin } = graph.modules[module]!;
  // What is there under a condition may well load.
  const level = reached === 'conditional' ? atMostWarning(config.level) : config.level;
  return [
    {
      rule: 'prewarm',
      ...findingBase(config, context, chain, level),
      pattern,
      module: id,
      package: origin === 'package' ? owner : null,
      reached,
      door: chain.find(({ timing }) => timing !== 'eager') ?? null,
      ...loadedThen(context, module),
    },
  ];
}

/** What loading the module brings in that startup has not loaded for certain. */
function loadedThen({ graph, arrivals }: RuleContext, module: number): { modules: number; bytes: number } {
  const sum = { modules: 0, bytes: 0 };
  const then = reach(graph, [module], 'eager', { modules: arrivals.eager.reached });
  for (const [at, record] of graph.modules.entries()) {
    if (then[at] === 0 || !countsAsModule(record)) continue;
    sum.modules++;
    sum.bytes += record.bytes;
  }
  return sum;
}
