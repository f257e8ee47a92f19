import { posix } from 'node:path';
import type { FolderCache } from '../io/folders.ts';

/** More matches than this say that the pattern means "anything": they are cut, with a notice. */
export const MAX_MATCHES = 500;

/**
 * Lists the files a specifier with computed parts may mean, as bundlers do: `*` stands for part of one file or folder
 * name.
 *
 * @param folder the importer's folder, absolute, forward slashes
 * @param pattern starts with `./` or `../`
 * @returns specifiers without computed parts, sorted
 */
export function expandPattern(folders: FolderCache, folder: string, pattern: string): string[] {
  const segments = pattern.split('/');
  let found = [''];
  segments.forEach((segment, index) => {
    const last = index === segments.length - 1;
    if (!segment.includes('*')) {
      found = found.map((path) => (path === '' ? segment : `${path}/${segment}`));
      return;
    }
    const matches = matcher(segment);
    found = found.flatMap((path) =>
      namesIn(folders, posix.join(folder, path), matches, last).map((name) => `${path}/${name}`),
    );
  });
  return found.slice(0, MAX_MATCHES + 1);
}

function namesIn(folders: FolderCache, path: string, matches: RegExp, last: boolean): string[] {
  const folder = folders.get(path);
  if (folder === null) return [];
  const names: string[] = [];
  for (const name of folder.names()) {
    // A specifier may leave the extension out, and a folder may have an index.
    const stem = last ? name.replace(/\.[^.]+$/, '') : name;
    if (name.startsWith('.') || name === 'node_modules') continue;
    if ((matches.test(name) || (last && matches.test(stem))) && (last || folder.type(name) === 'folder'))
      names.push(name);
  }
  return names.toSorted();
}

function matcher(segment: string): RegExp {
  const source = segment
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`);
}
