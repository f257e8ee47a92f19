import type { RequiredRule } from '../model/config.ts';
import type { RequiredFinding } from '../model/finding.ts';
import type { ModuleId } from '../model/module-id.ts';
import { chainToId, howReached } from './arrivals.ts';
import { atMostWarning, findingBase } from './finding-base.ts';
import { compileNamePatterns } from './name-pattern.ts';
import { needsRegistrations, registeredNames } from './registered.ts';
import type { Rule, RuleContext } from './rule.ts';
import { findWanted, nearest, type Wanted } from './wanted.ts';

/** Modules that must be on the startup path for certain, and what must be registered there; see required.md. */
export const required: Rule<RequiredRule> = {
  prepare(config, given) {
    const wanted = findWanted(config.modules, given);
    const registrations = compileRegistrations(config.registrations ?? []);
    return {
      notices: [],
      judged: true,
      exceptedEdges: 'kept',
      check: (context) => [
        ...wanted.flatMap((pattern) => checkPattern(config, context, pattern)),
        ...checkRegistrations(config, context, registrations),
      ],
      unjudged: (context) => (registrations.length === 0 ? [] : needsRegistrations(config.type, context)),
    };
  },
};

function checkPattern(config: RequiredRule, context: RuleContext, wanted: Wanted): RequiredFinding[] {
  const { graph } = context;
  if (wanted.matchedNothing) return [toFinding(config, context, wanted.pattern, null)];
  const missing: RequiredFinding[] = [];
  for (const file of wanted.files as readonly ModuleId[]) {
    if (isCertain(context, graph.index.get(file))) continue;
    missing.push(toFinding(config, context, wanted.pattern, file));
  }
  for (const modules of wanted.packages.values()) {
    if (modules.some((it) => isCertain(context, it))) continue;
    missing.push(toFinding(config, context, wanted.pattern, graph.modules[nearest(context, modules)]!.id));
  }
  return missing;
}

function isCertain({ arrivals }: RuleContext, module: number | undefined): boolean {
  return module !== undefined && howReached(arrivals, module) === 'eager';
}

function toFinding(
  config: RequiredRule,
  context: RuleContext,
  pattern: string,
  id: ModuleId | null,
): RequiredFinding {
  const { graph, arrivals } = context;
  const module = id === null ? undefined : graph.index.get(id);
  const how = module === undefined ? 'not' : howReached(arrivals, module);
  const reached = how === 'eager' ? 'not' : how;
  const chain = id === null ? [] : chainToId(graph, arrivals, id);
  // What is there under a condition may well load.
  const level = reached === 'conditional' ? atMostWarning(config.level) : config.level;
  return { rule: 'required', ...findingBase(config, context, chain, level), pattern, module: id, reached };
}

interface RequiredName {
  readonly pattern: string;
  readonly matches: (name: string) => boolean;
}

/** Each pattern on its own, but for those with `!`, which take away from all. */
function compileRegistrations(patterns: readonly string[]): RequiredName[] {
  const unwanted = patterns.filter((pattern) => pattern.startsWith('!'));
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  return wanted.map((pattern) => ({ pattern, matches: compileNamePatterns([pattern, ...unwanted]) }));
}

function checkRegistrations(
  config: RequiredRule,
  context: RuleContext,
  required: readonly RequiredName[],
): RequiredFinding[] {
  const names = registeredNames(context);
  if (names === null) return [];
  const missing = required.filter(({ matches }) => ![...names.keys()].some(matches));
  return missing.map(({ pattern }) => ({
    rule: 'required',
    ...findingBase(config, context, []),
    pattern,
    registration: true,
    module: null,
    reached: 'not',
  }));
}
