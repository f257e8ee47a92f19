import type { RuleConfig } from '../model/config.ts';
import type { ModuleId } from '../model/module-id.ts';
import { registrationName } from '../model/registration-name.ts';
import { knownAs } from '../reconcile/known-as.ts';
import type { RuleContext } from './rule.ts';
import { notAsked, type Unjudged } from './unjudged.ts';

/**
 * What modules registered while booting: by name, each with the first module that did. Null without a boot that looked
 * at it, or where the boot broke off: what is missing then is no loss.
 */
export function registeredNames({ observed }: RuleContext): ReadonlyMap<string, ModuleId> | null {
  const registrations = observed?.trace.failure === null ? observed.trace.registrations : null;
  if (observed === null || registrations === null) return null;
  const known = knownAs(observed.startup);
  const names = new Map<string, ModuleId>();
  for (const registration of registrations) {
    const name = registrationName(registration);
    if (!names.has(name)) names.set(name, known.get(registration.module)?.[0] ?? registration.module);
  }
  return names;
}

/** That a rule about registrations cannot be judged; nothing where it can. A boot that failed is a problem of its own. */
export function needsRegistrations(rule: RuleConfig['type'], context: RuleContext): Unjudged[] {
  const { entry, observed } = context;
  if (registeredNames(context) !== null) return [];
  const why =
    observed === null
      ? 'registrations are seen only by booting'
      : observed.trace.failure === null
        ? 'the boot did not look at registrations'
        : 'the boot broke off';
  return [notAsked(entry.name, rule, why)];
}
