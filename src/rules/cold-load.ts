import type { ColdLoadRule } from '../model/config.ts';
import type { ColdLoadFinding, Notice } from '../model/finding.ts';
import type { ColdLoad } from '../model/loads.ts';
import type { ModuleId } from '../model/module-id.ts';
import { arrivalChain } from './arrivals.ts';
import { findingBase } from './finding-base.ts';
import { notJudged } from './registered.ts';
import type { Rule, RuleContext, RuleGiven } from './rule.ts';
import { findWanted } from './wanted.ts';

/** Each module loads as the first one of a fresh process: no cycle holds by luck; see cold-load.md. */
export const coldLoad: Rule<ColdLoadRule> = {
  prepare(config, given) {
    const targets = findTargets(config, given);
    const loadsOf = loadsByEntry(given.coldLoads ?? []);
    return {
      notices: [],
      judged: true,
      exceptedEdges: 'kept',
      check: (context) =>
        targets.flatMap((target) =>
          checkTarget(config, context, target, loadsOf.get(context.entry.name)?.get(target.module)),
        ),
      unjudged: ({ entry }) => notRun(entry.name, targets, loadsOf.get(entry.name)),
    };
  },
};

interface Target {
  readonly pattern: string;
  /** Null where nothing matches the pattern. */
  readonly module: ModuleId | null;
}

function findTargets({ modules }: ColdLoadRule, given: Pick<RuleGiven, 'graph' | 'projectFiles'>): Target[] {
  return findWanted(modules, given).flatMap(({ pattern, files, matchedNothing, packages }): Target[] =>
    matchedNothing || (files.length === 0 && packages.size > 0)
      ? [{ pattern, module: null }]
      : files.map((file) => ({ pattern, module: file as ModuleId })),
  );
}

type LoadsOfEntry = ReadonlyMap<ModuleId | null, ColdLoad>;

function loadsByEntry(loads: readonly ColdLoad[]): ReadonlyMap<string, LoadsOfEntry> {
  const byEntry = new Map<string, Map<ModuleId, ColdLoad>>();
  for (const load of loads) {
    const own = byEntry.get(load.entry) ?? new Map<ModuleId, ColdLoad>();
    byEntry.set(load.entry, own.set(load.module, load));
  }
  return byEntry;
}

function checkTarget(
  config: ColdLoadRule,
  context: RuleContext,
  { pattern, module }: Target,
  load: ColdLoad | undefined,
): ColdLoadFinding[] {
  const common = { rule: 'cold-load', pattern } as const;
  if (module === null) {
    const message = 'no module of the project matches';
    return [{ ...common, ...findingBase(config, context, []), module, message }];
  }
  if (load?.outcome !== 'failed') return [];
  const { graph, arrivals } = context;
  const node = graph.index.get(module);
  const chain = node === undefined ? [] : arrivalChain(graph, arrivals, node);
  const { message, at } = load;
  return [{ ...common, ...findingBase(config, context, chain), module, message, ...(at && { at }) }];
}

/** Modules that were not loaded, those with the same cause as one. */
function notRun(entry: string, targets: readonly Target[], loads: LoadsOfEntry | undefined): Notice[] {
  const causes = new Map<string, ModuleId[]>();
  for (const { module } of targets) {
    const load = loads?.get(module);
    if (module === null || (load !== undefined && load.outcome !== 'not-run')) continue;
    const cause = load?.message ?? 'modules are loaded only by booting';
    causes.set(cause, [...(causes.get(cause) ?? []), module]);
  }
  return [...causes].map(([cause, modules]) => {
    const [first = '', ...others] = modules;
    const which = others.length === 0 ? first : `${first} and ${others.length} more`;
    return notJudged(entry, 'cold-load', `${which}: ${cause}`);
  });
}
