import { readFileSync } from 'node:fs';
import type { CutMeasurement } from '../model/cut.ts';
import type { Place } from '../model/finding.ts';
import type { ImportEdge } from '../model/module-graph.ts';
import { toModuleId, type ModuleId } from '../model/module-id.ts';
import { placeInStack } from '../recording/stack-place.ts';
import type { Touch } from '../rewrite/rewrite-lazily.ts';
import type { AppliedEdge } from './apply-cuts.ts';

type Touched = CutMeasurement['touched'][number];

const FRAMES_KEPT = 12;

/**
 * Reads what accessors have logged: the first touch of each import.
 *
 * @param log absolute path; nothing was touched where there is no such file
 * @param applied imports by their keys; those of a loop share one, and are told apart by what was loaded
 * @param root of the overlay; places are relative to it
 */
export function readTouches(log: string, applied: ReadonlyMap<string, AppliedEdge>, root: string): Touched[] {
  const found = new Map<ImportEdge, Touched>();
  for (const { key, stack, file } of touchesIn(log)) {
    const one = applied.get(key);
    const loaded = file === undefined ? null : toModuleId(file, root);
    const all = one === undefined || loaded === null ? [one] : loadedBy(one, loaded, applied);
    for (const touched of all) {
      if (touched === undefined || found.has(touched.edge)) continue;
      const { edge } = touched;
      found.set(edge, { edge, by: byOf(stack, root), stack: framesOf(stack, root) });
    }
  }
  return [...found.values()];
}

/** Imports of the same file that lead to what was loaded. */
function loadedBy(
  { edge: { from } }: AppliedEdge,
  loaded: ModuleId,
  applied: ReadonlyMap<string, AppliedEdge>,
): AppliedEdge[] {
  return [...applied.values()].filter((other) => other.edge.from === from && other.loaded === loaded);
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
