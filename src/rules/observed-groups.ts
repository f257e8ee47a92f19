import type { ModuleGraph } from '../model/module-graph.ts';
import { isSameProgram, withObserved } from '../reconcile/observed-graph.ts';
import type { CheckGroup } from './check.ts';
import type { Observed, RuleEntry } from './rule.ts';
import type { Unjudged } from './unjudged.ts';

/** Entries that are judged by one graph: those without a boot share that of their group, each other has its own. */
export interface ObservedGroup {
  readonly graph: ModuleGraph;
  readonly entries: readonly RuleEntry[];
  readonly observed: Observed | null;
}

/** Adds to the graphs what boots showed, each to its entry's alone: another entry may not take the same import. */
export function withBoots(
  groups: readonly CheckGroup[],
  observed: ReadonlyMap<string, Observed>,
): ObservedGroup[] {
  return groups.flatMap(({ graph, entries }) => {
    const unseen = entries.filter(({ name }) => !observed.has(name));
    const shared = unseen.length === 0 ? [] : [{ graph, entries: unseen, observed: null }];
    const own = entries.flatMap((entry) => {
      const boot = observed.get(entry.name);
      if (boot === undefined) return [];
      const union = withObserved(graph, entry.node, boot.startup, boot.trace);
      return [{ graph: union, entries: [entry], observed: boot }];
    });
    return [...shared, ...own];
  });
}

/** That a boot was of another program than the graph's, so that its modules are not judged; nothing where it was not. */
export function otherProgram(observed: Observed | null): Unjudged[] {
  if (observed === null || isSameProgram(observed.startup)) return [];
  const { entry } = observed.trace;
  return [
    {
      evidence: 'missing',
      message: `${entry}: what was loaded is not part of the judgement, as the boot does not seem to run the entry's files: modules are judged by the imports alone`,
      hint: "See what was loaded instead (import-budget boot), and name as the entry's file the one that its command runs, or build with source maps.",
    },
  ];
}
