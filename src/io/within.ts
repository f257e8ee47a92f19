import hostPaths, { type PlatformPath } from 'node:path';

/**
 * Whether a path is a folder or lies in it, by the rules of the platform: on Windows either slash and any case, and
 * another drive is outside.
 *
 * @param folder absolute path
 * @param path absolute path
 * @param paths the platform's; tests give `win32`
 */
export function isWithin(folder: string, path: string, paths: PlatformPath = hostPaths): boolean {
  const inside = paths.relative(folder, path);
  return inside !== '..' && !inside.startsWith(`..${paths.sep}`) && !paths.isAbsolute(inside);
}
