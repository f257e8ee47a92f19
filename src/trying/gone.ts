import type { BootTrace } from '../model/boot.ts';
import type { ModuleId } from '../model/module-id.ts';
import { comesAndGoes, registrationName } from '../model/registration-name.ts';

/** Modules that one boot loads and another does not, in the order of the first. */
export function modulesGone(before: BootTrace, after: BootTrace): ModuleId[] {
  const left = new Set(after.modules.map(({ id }) => id));
  return before.modules.map(({ id }) => id).filter((id) => !left.has(id));
}

/** Names of registrations that one boot makes and another does not; empty where one of them does not know. */
export function registrationsGone(before: BootTrace, after: BootTrace): string[] {
  if (before.registrations === null || after.registrations === null) return [];
  const made = new Set(after.registrations.map(registrationName));
  const names = new Set(before.registrations.map(registrationName));
  return [...names].filter((name) => !made.has(name) && !comesAndGoes(name));
}
