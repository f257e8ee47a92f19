import type { RegistrationKind } from '../model/boot.ts';
import type { LateRegistrationRule } from '../model/config.ts';
import type { LateRegistrationFinding } from '../model/finding.ts';
import type { LateLoad } from '../model/loads.ts';
import type { ModuleId } from '../model/module-id.ts';
import { registrationName } from '../model/registration-name.ts';
import { arrivalChain } from './arrivals.ts';
import { findingBase } from './finding-base.ts';
import { compileModuleMatcher } from './module-matcher.ts';
import { registeredNames } from './registered.ts';
import type { Rule, RuleContext, RuleGiven } from './rule.ts';
import { missing, notAsked, type Unjudged } from './unjudged.ts';

/** What others rely on from the start. Timers, handles, globals and mere keys may well come when they are needed. */
const BELONGS_AT_STARTUP: ReadonlySet<RegistrationKind> = new Set<RegistrationKind>([
  'registrar',
  'listener',
  'prototype',
  'builtin-patch',
  'require-hook',
  'require-extension',
]);

/** What startup leaves for later registers nothing that belongs at startup; see late-registration.md. */
export const lateRegistration: Rule<LateRegistrationRule> = {
  prepare(config, given) {
    const { lateLoads } = given;
    const isMeant = compileMeant(config, given);
    const loadsOf = ({ entry }: RuleContext) =>
      (lateLoads ?? []).filter((load) => load.entry === entry.name && isMeant(load.module));
    return {
      notices: [],
      judged: true,
      exceptedEdges: 'kept',
      check: (context) => findLate(config, context, loadsOf(context)),
      unjudged: (context) =>
        lateLoads === null
          ? [notAsked(context.entry.name, config.type, 'what loads later is seen only by booting')]
          : loadsOf(context).flatMap((load) => problemOf(load)),
    };
  },
};

function problemOf({ entry, module, problem }: LateLoad): Unjudged[] {
  if (problem === null) return [];
  const why = `${module} could not be loaded after boot: ${problem}`;
  const hint = `Make it loadable on its own, or leave it out of the rule's modules: "!${module}"`;
  return [missing(entry, 'late-registration', why, hint)];
}

function compileMeant({ modules }: LateRegistrationRule, { graph, lateLoads }: RuleGiven) {
  if (modules === undefined) return () => true;
  const matcher = compileModuleMatcher(modules);
  const meant = new Set<string>();
  for (const { byName, byPath } of matcher.matchGraph(graph))
    for (const module of [...byName, ...byPath]) meant.add(graph.modules[module]!.id);
  const others = (lateLoads ?? []).map(({ module }) => module).filter((id) => !graph.index.has(id));
  for (const { files } of matcher.matchFiles(others)) for (const file of files) meant.add(file);
  return (id: ModuleId) => meant.has(id);
}

/** One finding a module that registers, under the first that brings it in. */
function findLate(
  config: LateRegistrationRule,
  context: RuleContext,
  loads: readonly LateLoad[],
): LateRegistrationFinding[] {
  const atStartup = registeredNames(context);
  const found = new Map<ModuleId, { root: ModuleId; names: Set<string> }>();
  for (const { module: root, registrations } of loads) {
    for (const registration of registrations) {
      const name = registrationName(registration);
      if (!BELONGS_AT_STARTUP.has(registration.kind) || atStartup?.has(name)) continue;
      const late = found.get(registration.module) ?? { root, names: new Set() };
      late.names.add(name);
      found.set(registration.module, late);
    }
  }
  return [...found].map(([module, { root, names }]) => ({
    rule: 'late-registration',
    ...findingBase(config, context, chainTo(context, module, root)),
    module,
    root,
    registrations: [...names].toSorted(),
  }));
}

function chainTo({ graph, arrivals }: RuleContext, module: ModuleId, root: ModuleId) {
  const node = graph.index.get(module) ?? graph.index.get(root);
  return node === undefined ? [] : arrivalChain(graph, arrivals, node);
}
