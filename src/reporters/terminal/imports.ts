import type { ImportEdge } from '../../model/module-graph.ts';
import { importCode, placeOf, shortId } from '../places.ts';
import { edgeMark } from '../wording.ts';
import { cutRight, paintedPlace, wrap, type Page } from './page.ts';

/** Places wider than this get their source line below them. */
const WIDEST_PLACE = 42;

/**
 * Imports as a list, one a line: where, and the source line itself.
 *
 * @param lines the source line of each edge; null where it could not be read
 */
export function importLines(
  edges: readonly ImportEdge[],
  lines: readonly (string | null)[],
  page: Page,
  indent: string,
): string[] {
  const longest = Math.max(0, ...edges.map((edge) => placeOf(edge).length));
  const columns = Math.min(longest, WIDEST_PLACE, Math.floor(page.width / 2));
  return edges.flatMap((edge, index) => importLine(edge, lines[index] ?? null, page, { indent, columns }));
}

function importLine(
  edge: ImportEdge,
  line: string | null,
  page: Page,
  place: { indent: string; columns: number },
): string[] {
  const { indent, columns } = place;
  const mark = edgeMark(edge);
  const room = page.verbose
    ? Infinity
    : page.width - indent.length - columns - 2 - (mark === '' ? 0 : mark.length + 2);
  const code = cutRight(line ?? importCode(edge), room);
  const text = `${mark && `${page.ink.yellow(mark)}  `}${page.ink.dim(code)}`;
  const gap = columns - placeOf(edge).length;
  if (gap >= 0) return [`${indent}${paintedPlace(page, edge)}${' '.repeat(gap)}  ${text}`];
  return [`${indent}${paintedPlace(page, edge)}`, `${indent}${' '.repeat(columns)}  ${text}`];
}

/**
 * A chain in running text: `a.ts:3 -> b.ts:14 -> typescript`, wrapped before arrows. Long ones lose their middle.
 *
 * @param target what the chain ends in, as it is to be called
 */
export function chainLines(
  chain: readonly ImportEdge[],
  target: string,
  page: Page,
  indent: string,
): string[] {
  const steps = chain.map((edge) => placeOf(edge) + (edgeMark(edge) && ` (${edgeMark(edge)})`));
  // A step with a mark must not be broken at its space, so spaces inside steps are hidden from wrap.
  const words = [...cutChain(steps, page), target].map((step, index) =>
    (index === 0 ? step : `-> ${step}`).replaceAll(' ', '\u00a0'),
  );
  return wrap(words.join(' '), page.width, `${indent}   `, indent).map((line) =>
    line.replaceAll('\u00a0', ' '),
  );
}

/** The steps of a chain; of a long one the ends, unless everything is shown. */
export function cutChain(steps: readonly string[], page: Page): readonly string[] {
  if (page.verbose || steps.length <= 8) return steps;
  return [...steps.slice(0, 4), `… ${steps.length - 7} steps …`, ...steps.slice(-3)];
}

/** What a chain ends in: the package's name, or the module. */
export function targetName(
  chain: readonly ImportEdge[],
  packageName: string | null,
  fallback: string,
): string {
  return packageName ?? shortId(chain.at(-1)?.to ?? fallback);
}
