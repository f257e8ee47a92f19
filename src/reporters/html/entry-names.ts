import type { Report } from '../../model/report.ts';

/** Names of all entries that a report tells of, those of its entries first. */
export function entryNames({
  entries,
  boots = [],
  cuts = [],
  tried = [],
  compare,
  cycles,
  why,
}: Report): string[] {
  return [
    ...new Set([
      ...entries.map(({ name }) => name),
      ...boots.map(({ entry }) => entry),
      ...cuts.map(({ entry }) => entry),
      ...tried.map(({ entry }) => entry),
      ...(compare?.entries ?? []).map(({ name }) => name),
      ...(cycles?.cycles ?? []).flatMap(({ entrances }) => entrances.map(({ entry }) => entry)),
      ...(why?.entries ?? []).map(({ entry }) => entry),
    ]),
  ];
}
