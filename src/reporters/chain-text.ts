import type { ImportEdge } from '../model/module-graph.ts';
import { placeOf, shortId } from './places.ts';

const ENDS = 6;

/** A chain on one line; of a long one the ends, which is where it can be mended. Null where there is none. */
export function chainText(chain: readonly ImportEdge[]): string | null {
  const last = chain.at(-1);
  if (last === undefined) return null;
  const steps = [...chain.map(placeOf), shortId(last.to)];
  const left = steps.length - 2 * ENDS;
  const shown = left <= 1 ? steps : [...steps.slice(0, ENDS), `… ${left} more`, ...steps.slice(-ENDS)];
  return shown.join(' -> ');
}
