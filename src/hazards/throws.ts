import type { Failure, Hazard, HazardKind } from '../model/hazard.ts';
import { partakers } from './hazard-scope.ts';

const ERRORS: ReadonlySet<HazardKind> = new Set([
  'tdz',
  'stale',
  'require-cycle',
  'require-async',
  'link',
  'abort',
  'deadlock',
]);

/** Whether the error that ends a boot is one of these hazards' doing, or they would end it themselves. */
export function mayThrow(hazards: readonly Hazard[], { module }: Failure): boolean {
  return hazards.some(
    (hazard) =>
      (hazard.confidence === 'certain' && ERRORS.has(hazard.kind)) ||
      (module !== null && partakers(hazard).has(module)),
  );
}
