import type { Hazard } from '../model/hazard.ts';
import type { ModuleId } from '../model/module-id.ts';

/** Whether a hazard is worth saying that a cycle does it: code that nobody may ever call is not. */
export function counts({ confidence }: Hazard): boolean {
  return confidence !== 'possible';
}

/**
 * The hazards of a phase that modules do to each other. A module that reads a name of its own, while it is evaluated
 * itself, before it gives it a value knows what it does; only the error is told.
 */
export function betweenModules(hazards: readonly Hazard[]): Hazard[] {
  return hazards.filter(
    (hazard) =>
      hazard.kind !== 'undefined' || hazard.from !== hazard.module || evaluatedAt(hazard) !== hazard.module,
  );
}

/**
 * The module whose evaluation came to the read: itself, or by calling functions of others. The read stands in the last
 * one of the chain.
 */
export function evaluatedAt({ chain, module }: Hazard): ModuleId {
  const last = chain.findLastIndex(({ via }) => via === 'imports' || via === 'requires');
  return chain[last + 1]?.module ?? module;
}

/** Modules that have a part in a hazard: who is evaluated, who holds the read, what is read, and calls between them. */
export function partakers(hazard: Hazard): ReadonlySet<ModuleId> {
  const last = hazard.chain.findLastIndex(({ via }) => via === 'imports' || via === 'requires');
  const called = hazard.chain.slice(last + 1).map(({ module }) => module);
  return new Set([...called, hazard.module, hazard.from]);
}

/** The same read, however it was come to. */
export function hazardKey({ kind, module, binding, from }: Hazard): string {
  return [kind, module, binding, from].join('\n');
}
