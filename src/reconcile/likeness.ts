import type { ModuleRecord } from '../model/module-graph.ts';

/**
 * What two files have in common that may stand for each other: the package where they are in one, else the file's name
 * (its folder's for an index file) without extensions.
 */
export function likeness({
  id,
  origin,
  package: name,
}: Pick<ModuleRecord, 'id' | 'origin' | 'package'>): string {
  return origin === 'package' && name !== null ? `${name}:` : stem(id);
}

/** Last name of a path, without extensions: `a/b.test.js` -> `b`, `a/b/index.js` -> `b`. */
export function stem(path: string): string {
  const parts = path.replace(/\/index(\.[^/]*)?$/, '').split('/');
  return (parts.at(-1) ?? '').replace(/(?<=.)\..*$/, '');
}
