import { readFileSync } from 'node:fs';
import type { CutMeasurement } from '../model/cut.ts';
import type { Place } from '../model/finding.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import { toModuleId } from '../model/module-id.ts';
import { placeInStack } from '../recording/stack-place.ts';
import type { Touch } from '../rewrite/rewrite-lazily.ts';

type Touched = CutMeasurement['touched'][number];

const FRAMES_KEPT = 12;

/**
 * Reads what accessors have logged: the first touch of each import.
 *
 * @param log absolute path; nothing was touched where there is no such file
 * @param edges by their keys
 * @param root of the overlay; places are relative to it
 */
export function readTouches(log: string, edges: ReadonlyMap<string, ImportEdge>, root: string): Touched[] {
  const found = new Map<string, Touched>();
  for (const { key, stack } of touchesIn(log)) {
    const edge = edges.get(key);
    if (edge === undefined || found.has(key)) continue;
    found.set(key, { edge, by: byOf(stack, root), stack: framesOf(stack, root) });
  }
  return [...found.values()];
}

function touchesIn(log: string): Touch[] {
  let text: string;
  try {
    text = readFileSync(log, 'utf8');
  } catch {
    return [];
  }
  // The last line is half written where a boot was killed.
  return text.split('\n').flatMap((line) => {
    try {
      return [JSON.parse(line) as Touch];
    } catch {
      return [];
    }
  });
}

/** Columns of rewritten lines are not those of the source: lines are. */
function byOf(stack: string, root: string): Place | null {
  const place = placeInStack(stack.replace(/^.*\n/, 'Error\n'), '');
  if (place === null) return null;
  const { file, line } = place;
  return { file: toModuleId(file, root), ...(line !== undefined && { line }) };
}

function framesOf(stack: string, root: string): string[] {
  return stack
    .split('\n')
    .slice(1)
    .map((line) => line.trim().replaceAll(`file://${root}/`, '').replaceAll(`${root}/`, ''))
    .filter((line) => line.startsWith('at ') && !line.includes('node:internal/'))
    .slice(0, FRAMES_KEPT);
}
