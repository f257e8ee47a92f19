import type { ColdLoadRule } from '../model/config.ts';
import type { ColdLoadFinding } from '../model/finding.ts';
import type { ColdLoad } from '../model/loads.ts';
import type { ModuleId } from '../model/module-id.ts';
import { chainToId, howReached } from './arrivals.ts';
import { findingBase } from './finding-base.ts';
import type { Rule, RuleContext, RuleGiven } from './rule.ts';
import { missing, notAsked, type Unjudged } from './unjudged.ts';
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
      unjudged: (context) =>
        given.coldLoads === null || context.observed === null
          ? notBooted(context, targets)
          : notRun(context, targets, loadsOf.get(context.entry.name)),
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
  const chain = chainToId(graph, arrivals, module);
  const { message, at } = load;
  return [{ ...common, ...findingBase(config, context, chain), module, message, ...(at && { at }) }];
}

/** Nothing was loaded: by intent, or since the boot itself failed, which is told elsewhere. */
function notBooted({ entry }: RuleContext, targets: readonly Target[]): Unjudged[] {
  const modules = targets.flatMap(({ module }) => module ?? []);
  if (modules.length === 0) return [];
  return [notAsked(entry.name, 'cold-load', `${named(modules)}: modules are loaded only by booting`)];
}

/** Modules that were not loaded, those with the same cause as one. */
function notRun(
  { entry, graph, arrivals }: RuleContext,
  targets: readonly Target[],
  loads: LoadsOfEntry | undefined,
): Unjudged[] {
  const elsewhere: ModuleId[] = [];
  const causes = new Map<string, ModuleId[]>();
  for (const { module } of targets) {
    const load = loads?.get(module);
    if (module === null || (load !== undefined && load.outcome !== 'not-run')) continue;
    const node = graph.index.get(module);
    if (load === undefined && (node === undefined || howReached(arrivals, node) === 'not')) {
      elsewhere.push(module);
      continue;
    }
    const cause = load?.message ?? 'no import as it is written leads to it, only what its boot showed';
    causes.set(cause, [...(causes.get(cause) ?? []), module]);
  }
  const hint = 'Make it loadable on its own, or leave it out of the modules of the rule.';
  return [
    ...(elsewhere.length === 0
      ? []
      : [notAsked(entry.name, 'cold-load', `${named(elsewhere)}: no import of this entry leads there`)]),
    ...[...causes].map(([cause, modules]) =>
      missing(entry.name, 'cold-load', `${named(modules)}: ${cause}`, hint),
    ),
  ];
}

function named([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}
