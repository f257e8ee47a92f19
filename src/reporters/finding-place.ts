import type { Finding, Place } from '../model/finding.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import type { Report } from '../model/report.ts';
import { doorOf } from './places.ts';

/**
 * Where to edit so that a finding goes away: the import by which the chain leaves first-party code, else the file it is
 * about, the entry, or the config. Some place is always named: code hosts drop what has none.
 *
 * @param folder of the root in its repository, with a slash at the end; empty for the top
 * @returns a path relative to the repository, lines as in the file
 */
export function placeToEdit(finding: Finding, report: Report, folder: string): Required<Place> {
  const edge = edgeToEdit(finding);
  const places: (Place | null | undefined)[] = [
    edge && { file: edge.from, line: edge.line, column: edge.column },
    'at' in finding ? finding.at : null,
    'module' in finding && finding.module !== null ? { file: finding.module } : null,
  ];
  for (const place of places) {
    const file = place && inRepository(place.file, folder);
    if (file) return { file, line: place.line ?? 1, column: place.column ?? 1 };
  }
  return fallbackPlace(report, finding.entry, folder);
}

/** The file of an entry, else the config, else the manifest. */
export function fallbackPlace(report: Report, entry: string | null, folder: string): Required<Place> {
  const { file } = report.entries.find(({ name }) => name === entry) ?? { file: report.config };
  const known = file === null ? null : inRepository(file, folder);
  return { file: known ?? `${folder}package.json`, line: 1, column: 1 };
}

/** A finding that wants an import earlier is mended at the one that is late, any other at the way into a package. */
function edgeToEdit(finding: Finding): ImportEdge | null | undefined {
  // It is mended at the read, or nearby.
  if (finding.rule === 'cycle-hazard') return null;
  if ('edge' in finding && finding.edge !== null) return finding.edge;
  if ('door' in finding && finding.door !== null) return finding.door;
  const wantsEarlier =
    finding.rule === 'required' || finding.rule === 'prewarm' || finding.rule === 'late-registration';
  const late = wantsEarlier ? finding.chain.find(({ timing }) => timing !== 'eager') : undefined;
  return late ?? doorOf(finding.chain);
}

/** A module's path in the repository; null for what is no file of it: builtins, what leads nowhere, files outside. */
export function inRepository(id: string, folder: string): string | null {
  if (/^(node|unresolved|[a-z]):/.test(id) || id.startsWith('/')) return null;
  const parts: string[] = [];
  for (const part of `${folder}${id}`.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..' && part !== '.' && part !== '') parts.push(part);
  }
  return parts.length === 0 ? null : parts.join('/');
}
