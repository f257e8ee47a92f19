import type { CutCandidate, CutEdit } from './cut.ts';

/** The edits of a cut; one that stands for all where a report is older than they are. */
export function editsOf(
  cut: Pick<CutCandidate, 'edits' | 'action' | 'edges' | 'deferability' | 'shape' | 'definedIn'>,
): readonly CutEdit[] {
  if (cut.edits !== undefined) return cut.edits;
  const { action, edges, deferability, shape, definedIn } = cut;
  return [{ action, edges, deferability, shape, ...(definedIn && { definedIn }) }];
}
