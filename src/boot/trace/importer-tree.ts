import type { ModuleRow } from './module-table.ts';
import type { Reading } from './reading.ts';

/**
 * Completes who imported each module first. CommonJS says it when it loads; of ES modules only the links are known, so
 * the specification's own walk is made: depth first along them, from each evaluation that was asked for. Modules with
 * no importer after that go back to whoever had them resolved or was running. Also places ES modules that are linked
 * together in the order of their import declarations.
 *
 * @param reading all events read
 * @returns the loaded modules in order of first load; first importers form no cycle and are themselves loaded
 */
export function buildImporterTree(reading: Reading): ModuleRow[] {
  const loaded = [...reading.table.rows.values()]
    .filter((row) => row.loaded)
    .toSorted((left, right) => left.seenAt - right.seenAt);
  const walk = new LinkWalk(reading.mode === 'internal');
  for (const { row, number, at, running } of reading.roots) {
    if (walk.visited.has(row)) continue;
    row.runningThen ??= running === row ? null : running;
    walk.from(row, number, at);
  }
  for (const row of leftOver(loaded, walk)) walk.from(row, 0, row.seenAt);
  for (const row of loaded) {
    if (!walk.claimed.has(row)) row.importer ??= fallback(row);
    row.importer = nearestLoaded(row);
    if (row.groupAt < 0) row.groupAt = row.seenAt;
  }
  cutCycles(loaded);
  return loaded.toSorted((left, right) => left.groupAt - right.groupAt || left.groupPlace - right.groupPlace);
}

function fallback(row: ModuleRow): ModuleRow | null {
  return row.resolvedFor ?? row.runningThen;
}

/** Walks along links; every module is visited once. */
class LinkWalk {
  readonly visited = new Set<ModuleRow>();
  /** Those that got their importer here. */
  readonly claimed = new Set<ModuleRow>();
  /** Links are exactly the import declarations; else import() and require() are among them. */
  private readonly exact: boolean;

  constructor(exact: boolean) {
    this.exact = exact;
  }

  /**
   * @param number of the evaluation; 0 where none was seen
   * @param at number of the event from which on its modules can be evaluated
   */
  from(root: ModuleRow, number: number, at: number): void {
    const path = [{ row: root, next: 0 }];
    let place = 0;
    this.visited.add(root);
    this.place(root, root, place++);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const child = step.row.links[step.next++];
      if (child === undefined) path.pop();
      else if (this.enters(step.row, child, number, at)) {
        this.visited.add(child);
        if (child.importer === null) {
          child.importer = step.row;
          this.claimed.add(child);
        }
        this.place(root, child, place++);
        path.push({ row: child, next: 0 });
      }
    }
  }

  /** Whether this link may be why the module is evaluated. */
  private enters(from: ModuleRow, to: ModuleRow, number: number, at: number): boolean {
    if (this.visited.has(to) || !to.loaded || !this.isStatic(from, to)) return false;
    // Evaluated on another account, or before.
    if (number > 0 && to.root > 0 && to.root !== number) return false;
    return to.begunAt < 0 || to.begunAt > at;
  }

  /**
   * What a module imports by declaration is evaluated before it; what it asks for while it runs, after. CommonJS has no
   * declarations: its loader has told who asked.
   */
  isStatic(from: ModuleRow, to: ModuleRow): boolean {
    if (from.compiled && from.format !== 'esm') return false;
    return this.exact || from.begunAt < 0 || to.begunAt < from.begunAt;
  }

  private place(root: ModuleRow, row: ModuleRow, place: number): void {
    if (row.seenAt < root.seenAt || (this.exact && !row.translated && row !== root)) return;
    row.groupAt = root.seenAt;
    row.groupPlace = place;
  }
}

/** Modules with links that no evaluation led to: first those that nothing imports, then what is left of cycles. */
function* leftOver(loaded: readonly ModuleRow[], walk: LinkWalk): Generator<ModuleRow> {
  const imported = new Set<ModuleRow>();
  for (const row of loaded) {
    if (walk.visited.has(row)) continue;
    for (const to of row.links) if (to !== row && walk.isStatic(row, to)) imported.add(to);
  }
  for (const row of loaded) {
    if (row.links.length > 0 && !imported.has(row) && !walk.visited.has(row)) yield row;
  }
  for (const row of loaded) if (row.links.length > 0 && !walk.visited.has(row)) yield row;
}

/** An importer that was never really loaded stands for its own. */
function nearestLoaded(row: ModuleRow): ModuleRow | null {
  let { importer } = row;
  const passed = new Set<ModuleRow>([row]);
  while (importer !== null && !importer.loaded && !passed.has(importer)) {
    passed.add(importer);
    importer = importer.importer ?? fallback(importer);
  }
  return importer === null || passed.has(importer) ? null : importer;
}

/** Contradictory events could close a circle: the module of it that was seen first becomes a root. */
function cutCycles(loaded: readonly ModuleRow[]): void {
  const state = new Map<ModuleRow, ModuleRow>();
  for (const start of loaded) {
    let row: ModuleRow | null = start;
    while (row !== null && !state.has(row)) {
      state.set(row, start);
      row = row.importer;
    }
    if (row !== null && state.get(row) === start) start.importer = null;
  }
}
