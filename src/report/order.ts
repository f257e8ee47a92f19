import type { Finding, Level, Notice } from '../model/finding.ts';
import type { ImportEdge } from '../model/module-graph.ts';

const LEVELS: readonly Level[] = ['error', 'warning', 'info'];

/** Orders text by code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders edges by importer, then place in the file, then target; the rest by content. Equal edges alone give 0. */
export function byPlace(a: ImportEdge, b: ImportEdge): number {
  return (
    compareText(a.from, b.from) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.to, b.to) ||
    compareText(a.specifier, b.specifier) ||
    compareText(a.kind, b.kind) ||
    compareText(a.timing, b.timing)
  );
}

/** Edges in the order of {@link byPlace}. Sorting importers apart saves most comparisons: ids are long and much alike. */
export function sortEdges(edges: readonly ImportEdge[]): ImportEdge[] {
  const byImporter = new Map<string, ImportEdge[]>();
  for (const edge of edges) {
    const own = byImporter.get(edge.from);
    if (own === undefined) byImporter.set(edge.from, [edge]);
    else own.push(edge);
  }
  const importers = [...byImporter.keys()].toSorted(compareText);
  return importers.flatMap((importer) => (byImporter.get(importer) as ImportEdge[]).toSorted(byPlace));
}

/** Worst first, then by entry and rule; the rest by content, so that the order never depends on how they were found. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const sorted = keyed(findings, (it) => [
    String(LEVELS.indexOf(it.level)),
    it.entry ?? '',
    it.rule,
    JSON.stringify(it),
  ]);
  return withoutRepeats(sorted);
}

/** Warnings first, then by code and place. */
export function sortNotices(notices: readonly Notice[]): Notice[] {
  const place = (it: Notice) => [it.at?.file ?? '', padded(it.at?.line), padded(it.at?.column)];
  const sorted = keyed(notices, (it) => [
    String(LEVELS.indexOf(it.level)),
    it.code,
    ...place(it),
    it.message,
  ]);
  return withoutRepeats(sorted);
}

/** Entries analysed under different conditions read the same files and config: to say it once is enough. */
function withoutRepeats<T>(sorted: readonly T[]): T[] {
  return sorted.filter((it, at) => at === 0 || JSON.stringify(it) !== JSON.stringify(sorted[at - 1]));
}

function keyed<T>(items: readonly T[], keyOf: (item: T) => string[]): T[] {
  return items
    .map((item) => ({ item, key: keyOf(item).join('\0') }))
    .toSorted((a, b) => compareText(a.key, b.key))
    .map(({ item }) => item);
}

function padded(value: number | undefined): string {
  return String(value ?? 0).padStart(9, '0');
}
