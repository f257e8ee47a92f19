import type { ModuleId } from '../model/module-id.ts';

/** Where compiled files lie: what stands before the part of the path that sources and compiled files share. */
export interface CompiledLayout {
  /** Empty, or ends in a slash. */
  readonly sources: string;
  readonly compiled: string;
  /** Of compiled files that were `.ts` or `.tsx`. */
  readonly extension: string;
}

const EXTENSION = /\.[^./]+$/;

/**
 * Learns from files whose source is known where others lie: `dist/a/b.js` from `src/a/b.ts` tells that `dist/` stands
 * for `src/`.
 *
 * @returns each layout once, the most usual first
 */
export function layoutsOf(
  pairs: readonly { readonly compiled: ModuleId; readonly source: ModuleId }[],
): CompiledLayout[] {
  const found = new Map<string, { layout: CompiledLayout; count: number }>();
  for (const { compiled, source } of pairs) {
    const layout = layoutOf(compiled, source);
    if (layout === null) continue;
    const key = JSON.stringify(layout);
    const known = found.get(key) ?? { layout, count: 0 };
    found.set(key, { layout, count: known.count + 1 });
  }
  return [...found.values()].toSorted((one, other) => other.count - one.count).map(({ layout }) => layout);
}

function layoutOf(compiled: string, source: string): CompiledLayout | null {
  const left = compiled.replace(EXTENSION, '').split('/');
  const right = source.replace(EXTENSION, '').split('/');
  let shared = 0;
  while (shared < left.length && shared < right.length && left.at(-1 - shared) === right.at(-1 - shared))
    shared++;
  if (shared === 0) return null;
  const before = (parts: string[]) => [...parts.slice(0, parts.length - shared), ''].join('/');
  const extension = /\.[cm]tsx?$/i.test(source) ? '.js' : (EXTENSION.exec(compiled)?.[0] ?? '.js');
  return { sources: before(right), compiled: before(left), extension };
}

/** Where the file compiled from a source would lie, the most usual layout first. */
export function compiledCandidates(source: ModuleId, layouts: readonly CompiledLayout[]): ModuleId[] {
  return layouts.flatMap(({ sources, compiled, extension }) => {
    if (!source.startsWith(sources)) return [];
    const [, kind = ''] = /\.([cm])tsx?$/i.exec(source) ?? [];
    const rest = source.slice(sources.length).replace(EXTENSION, kind === '' ? extension : `.${kind}js`);
    return compiled + rest === source ? [] : [(compiled + rest) as ModuleId];
  });
}
