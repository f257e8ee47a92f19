import type { Baseline } from '../model/baseline.ts';
import type { StaleBaselineFinding } from '../model/finding.ts';
import type { ModuleId } from '../model/module-id.ts';
import { staleLines, type StartupNames } from './baseline-changes.ts';
import type { RuleContext } from './rule.ts';

/**
 * What of the baseline an entry's startup no longer holds; see stale-baseline.md. Registrations have a rule of their own:
 * a missing one is a loss.
 */
export function staleBaseline(baseline: Baseline, context: RuleContext): StaleBaselineFinding[] {
  const { name } = context.entry;
  const names = staleLines(baseline, new Map([[name, startupNames(context)]]))
    .filter(({ kind }) => kind !== 'registration')
    .map((line) => line.name);
  if (names.length === 0) return [];
  return [
    {
      rule: 'stale-baseline',
      level: 'warning',
      entry: name,
      chain: [],
      lines: names,
      file: baseline.file,
    },
  ];
}

/** What startup may hold: by what is imported, and by what was loaded where there was a boot. */
function startupNames({ graph, arrivals, observed }: RuleContext): StartupNames {
  const modules = new Set<ModuleId>();
  const packages = new Set<string>();
  for (const node of arrivals.conditional.order) {
    const { id, origin, package: owner } = graph.modules[node]!;
    if (origin === 'project') modules.add(id);
    else if (origin === 'package' && owner !== null) packages.add(owner);
  }
  const known = new Set<string>(
    graph.modules.flatMap(({ id, package: owner }) => (owner === null ? id : [id, owner])),
  );
  // Not null: with a boot, what it has not loaded is gone for certain.
  return { modules, packages, registrations: observed === null ? null : new Set(), known };
}
