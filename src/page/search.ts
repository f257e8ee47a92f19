import { shortId } from '../reporters/places.ts';
import type { PageData } from './decode.ts';
import { holdsAll, wordsOf } from './query-words.ts';

/**
 * Modules that hold all words of a query, best first: those whose name or package it is, then those of startup, then the
 * shortest.
 *
 * @param isLikely whether a module is of more interest than others
 */
export function searchModules(
  { modules }: PageData,
  query: string,
  most: number,
  isLikely: (module: number) => boolean,
): number[] {
  const words = wordsOf(query);
  if (words.length === 0) return [];
  const found: { readonly module: number; readonly rank: number }[] = [];
  for (const [module, { id, package: owner }] of modules.entries()) {
    if (!holdsAll(id, words)) continue;
    const name = shortId(id.toLowerCase());
    const [first = ''] = words;
    const base = name.slice(name.lastIndexOf('/') + 1);
    const closeness =
      owner?.toLowerCase() === first ? 0 : base.startsWith(first) ? 1 : base.includes(first) ? 2 : 3;
    found.push({ module, rank: (isLikely(module) ? 0 : 10) + closeness });
  }
  return found
    .toSorted((a, b) => a.rank - b.rank || modules[a.module]!.id.length - modules[b.module]!.id.length)
    .slice(0, most)
    .map(({ module }) => module);
}
