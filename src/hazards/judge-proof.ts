import type { Proof, UnsafeMember } from '../model/cycles.ts';
import type { HazardKind } from '../model/hazard.ts';
import type { ModuleId } from '../model/module-id.ts';
import { counts, partakers } from './hazard-scope.ts';

/** What Node says of each kind, as far as it ends the load. */
const SAID: Readonly<Record<HazardKind, RegExp>> = {
  tdz: /^ReferenceError/,
  undefined: /^TypeError/,
  'undefined-capture': /^TypeError/,
  'stale-exports': /^TypeError/,
  stale: /^TypeError/,
  'require-cycle': /ERR_REQUIRE_CYCLE_MODULE/,
  'require-async': /ERR_REQUIRE_ASYNC_MODULE/,
  link: /^SyntaxError/,
  abort: /ends the process/,
  deadlock: /never ended|exit code 13/,
};

/**
 * Holds what Node said against what was predicted: the kind of error, and the module where both are known.
 *
 * @param members of the cycle
 * @param proof a failed load comes as `otherwise`
 */
export function judgeProof(
  { hazards }: Pick<UnsafeMember, 'hazards'>,
  members: readonly ModuleId[],
  proof: Proof,
): Proof {
  const { outcome, message, at } = proof;
  if (outcome !== 'otherwise') return proof;
  const alike = hazards.filter((hazard) => counts(hazard) && SAID[hazard.kind].test(message));
  // Compiled files without a source map are no members: nothing can be said of their place.
  const isKnown = at !== null && members.some((id) => id === at.file);
  const fits = alike.some((hazard) => !isKnown || [...partakers(hazard)].some((id) => id === at.file));
  return fits ? { ...proof, outcome: 'as-predicted' } : proof;
}
