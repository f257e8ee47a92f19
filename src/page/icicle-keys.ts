import type { BootLayout } from './boot-layout.ts';

/**
 * Where a key leads from a module of an icicle: up to who imported it, down to the heaviest it imported first, left and
 * right to its neighbours in the row.
 *
 * @param place -1 where none is chosen yet
 * @param zoom the top of what is seen; -1 for all
 * @returns null for keys that mean nothing here
 */
export function nextPlace(layout: BootLayout, place: number, key: string, zoom: number): number | null {
  const { children, roots, parent } = layout;
  if (!/^(Arrow(Up|Down|Left|Right)|Home|End)$/.test(key)) return null;
  if (place < 0) return zoom < 0 ? (roots[0] ?? null) : zoom;
  const above = place === zoom ? -1 : parent[place]!;
  if (key === 'ArrowUp') return above < 0 ? place : above;
  if (key === 'ArrowDown') return heaviest(layout, children[place]!) ?? place;
  const row = place === zoom ? [place] : above < 0 ? roots : children[above]!;
  const at = row.indexOf(place);
  const next = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: row.length - 1 }[key] ?? at;
  return row[Math.min(Math.max(next, 0), row.length - 1)]!;
}

function heaviest({ start, end }: BootLayout, places: readonly number[]): number | undefined {
  const total = (place: number) => end[place]! - start[place]!;
  const [first, ...others] = places;
  if (first === undefined) return undefined;
  return others.reduce((best, place) => (total(place) > total(best) ? place : best), first);
}
