import type { ImportEdge, ModuleRecord } from '../../model/module-graph.ts';

/** Builtins without a name of their own outside the `node:` scheme keep it in dependency-cruiser's names. */
const SCHEME_ONLY = new Set(['node:sea', 'node:sqlite', 'node:test', 'node:test/reporters']);

/** The name that dependency-cruiser's expressions are written for: `fs` for builtins, else the path. */
export function cruiserName({ id, origin }: ModuleRecord): string {
  if (origin === 'builtin') return SCHEME_ONLY.has(id) ? id : id.replace(/^node:/, '');
  return origin === 'unresolved' ? id.replace(/^unresolved:/, '') : id;
}

/** The name of an edge's imported module: as written in the source where it leads nowhere. */
export function importedName(edge: ImportEdge, to: ModuleRecord): string {
  return to.origin === 'unresolved' ? edge.specifier : cruiserName(to);
}
