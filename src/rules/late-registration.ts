import type { RegistrationKind } from '../model/boot.ts';
import type { LateRegistrationRule } from '../model/config.ts';
import type { LateRegistrationFinding } from '../model/finding.ts';
import type { LateLoad } from '../model/loads.ts';
import type { ModuleId } from '../model/module-id.ts';
import { registrationName } from '../model/registration-name.ts';
import { chainToId } from './arrivals.ts';
import { compileMeant } from './compile-meant.ts';
import { atMostWarning, findingBase } from './finding-base.ts';
import { effectName, predictRegistrations, type Predicted } from './predict-registrations.ts';
import { registeredNames } from './registered.ts';
import type { Rule, RuleContext } from './rule.ts';
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
  prepare(config, { graph, lateLoads, effects, registrars }) {
    const loaded = (lateLoads ?? []).map(({ module }) => module);
    const isMeant = compileMeant(config.modules, graph, loaded);
    const loadsOf = ({ entry }: RuleContext) =>
      (lateLoads ?? []).filter((load) => load.entry === entry.name && isMeant(load.module));
    const isRegistrar = (name: string) =>
      registrars.some((each) => `${name} `.startsWith(`registrar ${each} `));
    const predict = (context: RuleContext): readonly Predicted[] => {
      const seen = new Set(loadsOf(context).flatMap((load) => (load.problem === null ? load.module : [])));
      return effects === null ? [] : predictRegistrations(context, { effects, seen, isMeant });
    };
    return {
      notices: [],
      judged: true,
      exceptedEdges: 'kept',
      check: (context) => [
        ...findLate(config, context, loadsOf(context)),
        ...predict(context).map((predicted) => toFinding(config, context, predicted, isRegistrar)),
      ],
      unjudged: (context) =>
        lateLoads === null
          ? [effects === null ? notAsked(context.entry.name, config.type, ONLY_BOOTING) : bySource(context)]
          : loadsOf(context).flatMap((load) => problemOf(load)),
    };
  },
};

const ONLY_BOOTING = 'what loads later is seen only by booting';

/** The sources do not show what functions of others register when they are called. */
function bySource({ entry }: RuleContext): Unjudged {
  const message = `${entry.name}: rule late-registration was judged by the sources alone: ${ONLY_BOOTING}`;
  return { evidence: 'not-asked', message };
}

function problemOf({ entry, module, problem }: LateLoad): Unjudged[] {
  if (problem === null) return [];
  const why = `${module} could not be loaded after boot: ${problem}`;
  const hint = `Make it loadable on its own, or leave it out of the rule's modules: "!${module}"`;
  return [missing(entry, 'late-registration', why, hint)];
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

/** A call that merely looks like one of a registrar is for the reader to judge; boots do not report it. */
function toFinding(
  config: LateRegistrationRule,
  context: RuleContext,
  { module, root, effects }: Predicted,
  isRegistrar: (name: string) => boolean,
): LateRegistrationFinding {
  const names = effects.map(effectName);
  const isSure = effects.some(
    ({ name }) => name !== null && (!name.startsWith('registrar ') || isRegistrar(name)),
  );
  const level = isSure ? config.level : atMostWarning(config.level);
  return {
    rule: 'late-registration',
    ...findingBase(config, context, chainTo(context, module, root), level),
    module,
    root,
    registrations: [...new Set(names)].toSorted(),
    predicted: true,
    lines: [...new Set(effects.map(({ line }) => line))],
  };
}

function chainTo({ graph, arrivals }: RuleContext, module: ModuleId, root: ModuleId) {
  return chainToId(graph, arrivals, graph.index.has(module) ? module : root);
}
