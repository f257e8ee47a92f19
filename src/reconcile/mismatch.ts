import type { DriftMismatch, StaticOnlyCause, StaticOnlyDrift } from '../model/startup.ts';
import { countsAsModule } from '../graph/retained.ts';
import { knownIdOf, nodesOf, type ExpectedStartup, type Joined, type ObservedBoot } from './join.ts';

/** With fewer loaded files of its own, a program says nothing about the join. */
const FEWEST_OWN = 4;
const KNOWN_SHARE = 0.5;
/** Certain files that were not loaded although nothing kept them: more than these are no accident. */
const MOST_UNKNOWN = 5;
const UNKNOWN_SHARE = 0.02;
const DOUBTFUL = new Set<StaticOnlyCause>(['unknown', 'elided', 'resolved-elsewhere']);

/** Says when graph and trace do not seem to be about the same program; the worst sign first. */
export function findMismatch(
  joined: Joined,
  expected: ExpectedStartup,
  boot: ObservedBoot,
  staticOnly: readonly StaticOnlyDrift[],
): DriftMismatch | null {
  const entry = joined.graph.modules[expected.node]!;
  if (staticOnly.some(({ cause, module }) => cause === 'other-process' && module === entry.id)) {
    return { kind: 'another-program', entry: entry.id, main: knownIdOf(joined, boot.main) };
  }
  const own = [...joined.visits.entries()].filter(
    ([, visit]) =>
      countsAsModule(visit) &&
      (visit.origin === 'project' || (entry.origin === 'package' && visit.package === entry.package)),
  );
  // A program may well compute all it loads; the join is in doubt where the files expected in their place are missing.
  const isDoubtful = staticOnly.some(({ cause }) => DOUBTFUL.has(cause));
  const known = own.filter(([i]) => nodesOf(joined, i).length > 0).length;
  if (isDoubtful && own.length >= FEWEST_OWN && known < own.length * KNOWN_SHARE) {
    return { kind: 'few-known', known, loaded: own.length };
  }
  const unknown = staticOnly.filter(({ cause, eager }) => cause === 'unknown' && eager);
  const files = unknown.reduce((sum, { modules }) => sum + modules, 0);
  const expectedFiles = expected.sets.eager.filter((node) =>
    countsAsModule(joined.graph.modules[node]!),
  ).length;
  return unknown.length > MOST_UNKNOWN && files > expectedFiles * UNKNOWN_SHARE
    ? { kind: 'unexplained', modules: files, expected: expectedFiles }
    : null;
}
