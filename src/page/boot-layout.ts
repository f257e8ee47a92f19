import { PHASE_FIELDS } from '../reporters/html/payload-format.ts';
import type { BootData } from './decode.ts';

/** A boot laid out on one line of time, modules below their first importers; by place in load order, times in ms. */
export interface BootLayout {
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly depth: Uint16Array;
  /** Time of its own: what children leave of it. */
  readonly ownMs: Float64Array;
  /** -1 for roots. */
  readonly parent: Int32Array;
  readonly children: readonly (readonly number[])[];
  readonly roots: readonly number[];
  /** By number of a module its place; of those that were loaded alone. */
  readonly placeOf: ReadonlyMap<number, number>;
  readonly totalMs: number;
}

const SELF = PHASE_FIELDS.indexOf('selfMs');

/**
 * Durations are measured, positions are not: a module is found and compiled first, then come its imports, then its own
 * top level, as if nothing had overlapped.
 */
export function layOutBoot(boot: BootData): BootLayout {
  const size = boot.modules.length;
  const start = new Float64Array(size);
  const end = new Float64Array(size);
  const ownMs = new Float64Array(size);
  const depth = new Uint16Array(size);
  const children = Array.from({ length: size }, (): number[] => []);
  const roots: number[] = [];
  for (let place = 0; place < size; place++) {
    for (const column of boot.times) ownMs[place]! += column[place]!;
    const above = boot.importer[place]!;
    if (above < 0) roots.push(place);
    else children[above]!.push(place);
  }
  let clock = 0;
  const next = new Uint32Array(size);
  for (const root of roots) {
    const open = [root];
    enter(root, 0);
    for (let place = open.at(-1); place !== undefined; place = open.at(-1)) {
      const child = children[place]![next[place]!++];
      if (child !== undefined) {
        enter(child, open.length);
        open.push(child);
        continue;
      }
      end[place] = clock += boot.times[SELF]![place]!;
      open.pop();
    }
  }
  const placeOf = new Map(Array.from(boot.modules, (module, place) => [module, place]));
  return { start, end, depth, ownMs, parent: boot.importer, children, roots, placeOf, totalMs: clock };

  function enter(place: number, level: number): void {
    start[place] = clock;
    depth[place] = level;
    clock += ownMs[place]! - boot.times[SELF]![place]!;
  }
}

/** The module drawn at a time and depth; -1 where there is none. */
export function placeAt({ roots, children, start, end }: BootLayout, ms: number, depth: number): number {
  let level = roots;
  for (let at = 0; ; at++) {
    const found = lastBefore(level, start, ms);
    if (found < 0 || ms > end[found]!) return -1;
    if (at === depth) return found;
    level = children[found]!;
  }
}

/** The last place whose start is not behind a time; -1 where there is none. */
function lastBefore(places: readonly number[], start: Float64Array, ms: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (start[places[middle]!]! <= ms) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? -1 : places[low - 1]!;
}
