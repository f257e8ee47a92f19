import type { EntryComparison, StartupChange } from '../model/compare.ts';
import { blameLine } from './blame.ts';

/** Beyond these, looking up who wrote a line costs more than anyone reads. */
const MOST_LINES = 100;

/**
 * Adds to what arrived who wrote the import that brings it.
 *
 * @param root of head, absolute
 */
export async function blameChanges(
  entries: readonly EntryComparison[],
  root: string,
): Promise<EntryComparison[]> {
  const known = new Map<string, Promise<StartupChange['line']>>();
  const lineOf = async ({ edge }: StartupChange) => {
    if (edge === null) return null;
    const key = `${edge.from}\0${edge.line}`;
    const asked = known.get(key) ?? (known.size < MOST_LINES ? blameLine(root, edge) : null);
    if (asked === null) return null;
    known.set(key, asked);
    return asked;
  };
  const blamed: EntryComparison[] = [];
  for (const entry of entries) {
    const arrived: StartupChange[] = [];
    for (const change of entry.arrived) arrived.push({ ...change, line: await lineOf(change) });
    blamed.push({ ...entry, arrived });
  }
  return blamed;
}
