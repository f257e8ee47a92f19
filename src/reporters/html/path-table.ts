import type { PathTable } from './payload-format.ts';
import { packNumbers, unpackNumbers } from './vlq.ts';

/** Packs texts; the closer they are to their neighbours, the less it takes. */
export function packPaths(paths: readonly string[]): PathTable {
  const shared = paths.map((path, at) => commonLength(path, paths[at - 1] ?? ''));
  return { shared: packNumbers(shared), rest: paths.map((path, at) => path.slice(shared[at])) };
}

/** Reads what {@link packPaths} wrote. */
export function unpackPaths({ shared, rest }: PathTable): string[] {
  let before = '';
  return unpackNumbers(shared).map((length, at) => {
    before = before.slice(0, length) + (rest[at] ?? '');
    return before;
  });
}

function commonLength(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[length] === other[length]) length++;
  // Half of a surrogate pair alone would not survive a document in UTF-8.
  return /[\uD800-\uDBFF]/.test(one[length - 1] ?? '') ? length - 1 : length;
}
