import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const LARGEST_BYTES = 12_000;

export interface CorpusFile {
  readonly name: string;
  readonly extension: string;
  readonly text: string;
}

/**
 * Files of the fixtures.
 *
 * @param folder absolute
 * @param extensions with the dot
 * @returns in order of name, so that a seed means the same everywhere
 */
export function corpus(folder: string, extensions: readonly string[]): CorpusFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && extensions.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((name) => ({ name, extension: extname(name), text: readFileSync(name, 'utf8') }))
    .filter(({ text }) => text.length <= LARGEST_BYTES);
}
