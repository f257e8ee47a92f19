/**
 * Adds up a forest.
 *
 * @param importers number of each module's first importer, -1 for none; no cycles
 * @param ownMs of each module itself
 * @returns of each module with all below it
 */
export function addTotals(importers: ArrayLike<number>, ownMs: ArrayLike<number>): Float64Array {
  const totals = Float64Array.from(ownMs);
  const waiting = new Uint32Array(importers.length);
  for (let at = 0; at < importers.length; at++) {
    const importer = importers[at] as number;
    if (importer >= 0) waiting[importer] = (waiting[importer] as number) + 1;
  }
  const ready: number[] = [];
  for (let at = 0; at < importers.length; at++) if (waiting[at] === 0) ready.push(at);
  for (let at = ready.pop(); at !== undefined; at = ready.pop()) {
    const importer = importers[at] as number;
    if (importer < 0) continue;
    totals[importer] = (totals[importer] as number) + (totals[at] as number);
    waiting[importer] = (waiting[importer] as number) - 1;
    if (waiting[importer] === 0) ready.push(importer);
  }
  return totals;
}
