import { join } from 'node:path';
import { isFile, readText } from '../io/files.ts';
import { parseJson } from '../io/json.ts';
import { isRecord } from './manifest.ts';
import { sourceOf, type BuildFolders } from './source-of.ts';

export interface Located {
  /** Absolute path. */
  readonly file: string;
  /** The named file is not built; this is its source. */
  readonly mapped?: true;
  /** Neither the named file nor a source of it exists. */
  readonly missing?: true;
}

/** What CommonJS and the TypeScript runners try for a path without extension. */
const ADDED = [
  '.js',
  '.cjs',
  '.mjs',
  '.ts',
  '.mts',
  '.cts',
  '.tsx',
  '/index.js',
  '/index.cjs',
  '/index.mjs',
  '/index.ts',
];

/**
 * Finds the file that a package.json means by a path.
 *
 * @param folder absolute path of the package
 * @param target as written, relative to the folder
 */
export function locate(folder: string, target: string, folders: BuildFolders): Located {
  const path = join(folder, target);
  const found = [path, ...ADDED.map((added) => path + added)].find(isFile);
  if (found !== undefined) return { file: found };
  const source = sourceOf(folder, target, folders);
  return source === null ? { file: path, missing: true } : { file: source, mapped: true };
}

/**
 * The file that `nest start` runs: sourceRoot and entryFile of nest-cli.json, src/main by default.
 *
 * @param folder absolute path of the package
 * @returns without extension, relative to the folder
 */
export async function nestEntry(folder: string): Promise<string> {
  const text = readText(join(folder, 'nest-cli.json'));
  const { value } = text === null ? { value: null } : await parseJson(text, true);
  const settings = isRecord(value) ? value : {};
  const part = (key: string, fallback: string): string =>
    typeof settings[key] === 'string' ? settings[key] : fallback;
  return `${part('sourceRoot', 'src')}/${part('entryFile', 'main')}`;
}
