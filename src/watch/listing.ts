import { readdirSync, statSync } from 'node:fs';

/** How each thing in a folder looks, by name: another text under that name looks otherwise. */
export type Listing = ReadonlyMap<string, string>;

/** What happened to a file or folder. */
export interface Change {
  /** Absolute, forward slashes. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
}

const FOLDER = 'folder';

/**
 * Looks at a folder.
 *
 * @param isOfInterest whether a file, by its path, is worth looking at; folders always are
 * @returns null where there is none, or it may not be listed
 */
export function listFolder(folder: string, isOfInterest: (path: string) => boolean): Listing | null {
  try {
    const items = readdirSync(folder, { withFileTypes: true });
    return new Map(
      items.flatMap((item) => {
        const path = `${folder}/${item.name}`;
        if (item.isDirectory()) return [[item.name, FOLDER]];
        const look = isOfInterest(path) ? lookOf(path) : null;
        return look === null ? [] : [[item.name, look]];
      }),
    );
  } catch {
    return null;
  }
}

/** What tells one text under a name from another without reading it: an editor may write it anew, or rename another there. */
export function lookOf(path: string): string | null {
  try {
    const found = statSync(path);
    if (found.isDirectory()) return FOLDER;
    return `${String(found.mtimeMs)} ${String(found.size)} ${String(found.ino)}`;
  } catch {
    return null;
  }
}

/** What happened in a folder between two looks; null stands for no folder. */
export function changesBetween(folder: string, before: Listing | null, after: Listing | null): Change[] {
  const was = before ?? new Map<string, string>();
  const is = after ?? new Map<string, string>();
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return names.flatMap((name): Change[] => {
    const path = `${folder}/${name}`;
    if (!is.has(name)) return [{ path, kind: 'removed' }];
    if (!was.has(name)) return [{ path, kind: 'added' }];
    return is.get(name) === was.get(name) ? [] : [{ path, kind: 'changed' }];
  });
}
