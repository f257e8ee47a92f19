import { posix } from 'node:path';

/** `.` and `..` and empty parts further on, which have to be worked out one by one. */
const NOT_PLAIN = /\/(?:\/|\.\.?(?:\/|$)|$)/;

/**
 * Resolves a path from a folder, as `posix.resolve` does, but keeps a slash at the end (and adds it where the path ends
 * in dots): it says that only a folder will do. Plain `./x` and `../x` are put together without that.
 *
 * @param folder absolute, normalised, forward slashes
 */
export function joinPath(folder: string, path: string): string {
  if (path.startsWith('./') && !NOT_PLAIN.test(path.slice(1))) return `${below(folder)}${path.slice(2)}`;
  if (path.startsWith('../') && !NOT_PLAIN.test(path.slice(2))) {
    return `${below(folder.slice(0, folder.lastIndexOf('/')))}${path.slice(3)}`;
  }
  return posix.resolve(folder, path) + (/(^|\/)\.{0,2}$/.test(path) ? '/' : '');
}

function below(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}
