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

/** Whether one of these hazards is an error by itself, and certain. */
export function endsAlone(hazards: readonly Hazard[]): boolean {
  return hazards.some(({ confidence, kind }) => confidence === 'certain' && ERRORS.has(kind));
}

/** Whether the error that ends a boot is one of these hazards' doing, or they would end it themselves. */
export function mayThrow(hazards: readonly Hazard[], { module }: Failure): boolean {
  return endsAlone(hazards) || hazards.some((hazard) => module !== null && partakers(hazard).has(module));
}
