import { fileURLToPath } from 'node:url';

const LONGEST_DATA_URL = 80;

/**
 * Names a module the same way however the loader called it: a file by its absolute path, whatever query its URL has.
 *
 * @param name absolute path, file: URL, `node:fs`, or another URL
 * @returns the path of a file, a data: URL cut to 80 characters, anything else as it is
 */
export function moduleKey(name: string): string {
  if (name.startsWith('data:')) return name.slice(0, LONGEST_DATA_URL);
  if (!name.startsWith('file:')) return name;
  try {
    return fileURLToPath(name.replace(/[?#].*$/s, ''));
  } catch {
    return name;
  }
}
