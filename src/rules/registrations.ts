import type { RegistrationsRule } from '../model/config.ts';
import type { RegistrationFinding } from '../model/finding.ts';
import { comesAndGoes } from '../model/registration-name.ts';
import { chainToId } from './arrivals.ts';
import { needsBaseline } from './baseline-entry.ts';
import { findingBase } from './finding-base.ts';
import { needsRegistrations, registeredNames } from './registered.ts';
import type { Rule, RuleContext } from './rule.ts';
import type { Unjudged } from './unjudged.ts';

/** What modules register at startup is what the baseline holds; see registrations.md. */
export const registrations: Rule<RegistrationsRule> = {
  prepare(config, { baseline }) {
    const unjudged = (context: RuleContext): Unjudged[] => {
      const seen = needsRegistrations(config.type, context);
      return seen.length > 0 ? seen : needsBaseline(config.type, context, baseline);
    };
    return {
      notices: [],
      judged: true,
      exceptedEdges: 'kept',
      check: (context) => compare(config, context, baseline?.entries.get(context.entry.name)?.registrations),
      unjudged,
    };
  },
};

function compare(
  config: RegistrationsRule,
  context: RuleContext,
  known: ReadonlySet<string> | undefined,
): RegistrationFinding[] {
  const { graph, arrivals } = context;
  const names = registeredNames(context);
  if (names === null || known === undefined) return [];
  const missing = [...known].filter((name) => !names.has(name) && !comesAndGoes(name));
  const fresh = [...names].filter(([name]) => !known.has(name) && !comesAndGoes(name));
  return [
    ...missing.map((registration): RegistrationFinding => ({
      rule: 'registrations',
      ...findingBase(config, context, []),
      registration,
      change: 'missing',
      module: null,
    })),
    ...fresh.map(([registration, module]): RegistrationFinding => ({
      rule: 'registrations',
      // It breaks nothing: it only waits to be recorded.
      ...findingBase(config, context, chainToId(graph, arrivals, module), 'info'),
      registration,
      change: 'new',
      module,
    })),
  ];
}
