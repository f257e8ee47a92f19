import { posix } from 'node:path';

/** `.` and `..` and empty parts, which have to be worked out one by one. */
const NOT_PLAIN = /(?:^|\/)(?:\/|\.\.?(?:\/|$)|$)/;

/**
 * Resolves a path from a folder, as `posix.resolve` does, but keeps a slash at the end (and adds it where the path ends
 * in dots): it says that only a folder will do. Plain `./x` and `../../x` are put together without that.
 *
 * @param folder absolute, normalised, forward slashes
 */
export function joinPath(folder: string, path: string): string {
  let base = folder;
  let start = path.startsWith('./') ? 2 : 0;
  for (; path.startsWith('../', start); start += 3) base = base.slice(0, base.lastIndexOf('/'));
  const rest = path.slice(start);
  if (start > 0 && !NOT_PLAIN.test(rest)) return base.endsWith('/') ? base + rest : `${base}/${rest}`;
  return posix.resolve(folder, path) + (/(^|\/)\.{0,2}$/.test(path) ? '/' : '');
}
