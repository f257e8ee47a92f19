import type { CutCandidate } from '../model/cut.ts';
import type { ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Analysis } from '../pipeline.ts';
import { compareText } from '../report/order.ts';

/** What an entry's startup lost by a change of the files. */
export interface Gain {
  readonly entry: string;
  readonly modules: readonly ModuleId[];
  readonly bytes: number;
  readonly modulesBefore: number;
  readonly modulesAfter: number;
  /** Modules that were not there before: files the change made. */
  readonly arrived: readonly ModuleId[];
}

/** What left each entry's startup between two analyses. */
export function gains(before: Analysis, after: Analysis): Gain[] {
  const now = new Map(startups(after));
  return startups(before).map(([entry, old]) => {
    const left = now.get(entry) ?? new Map<ModuleId, ModuleRecord>();
    const gone = [...old.values()].filter(({ id }) => !left.has(id));
    return {
      entry,
      modules: gone.map(({ id }) => id).toSorted(compareText),
      bytes: gone.reduce((sum, { bytes }) => sum + bytes, 0),
      modulesBefore: old.size,
      modulesAfter: left.size,
      arrived: [...left.keys()].filter((id) => !old.has(id)).toSorted(compareText),
    };
  });
}

/** The packages that some entry's startup still holds a module of. */
export function packagesAtStartup(analysis: Analysis): Set<string | null> {
  const left = startups(analysis).flatMap(([, modules]) => [...modules.values()]);
  return new Set(left.map((module) => module.package));
}

/** A rule for the config. */
export interface KeepingRule {
  readonly type: 'forbidden';
  readonly entries: readonly string[];
  readonly modules: readonly string[];
  readonly reason: string;
}

/**
 * The `forbidden` rules that keep what was won: packages by name where nothing of them is left, else modules by path.
 * Entries that lost the same have one rule: what left one may still be at startup of another.
 *
 * @param stays packages that are still at startup
 */
export function keepingRules(
  cuts: readonly CutCandidate[],
  won: readonly Gain[],
  packageOf: (id: ModuleId) => string | null,
  stays: ReadonlySet<string | null>,
): KeepingRule[] {
  const named = (id: ModuleId) => {
    const owner = packageOf(id);
    return owner === null || stays.has(owner) ? pathOf(id) : owner;
  };
  const targets = new Set(cuts.flatMap(({ edges }) => edges.map(({ to }) => to)));
  const rules = new Map<string, KeepingRule>();
  for (const { entry, modules: gone } of won) {
    const modules = [...new Set(gone.filter((id) => targets.has(id)).map(named))].toSorted(compareText);
    if (modules.length === 0) continue;
    const key = modules.join('\n');
    const entries = [...(rules.get(key)?.entries ?? []), entry];
    const reason = 'taken from startup: it is loaded when it is used';
    rules.set(key, { type: 'forbidden', entries, modules, reason });
  }
  return [...rules.values()];
}

/** A file as a pattern that means a path, and nothing else. */
function pathOf(id: ModuleId): string {
  return /^[@!]/.test(id) || !id.includes('/') ? `./${id}` : id;
}

function startups({ groups }: Analysis): [string, Map<ModuleId, ModuleRecord>][] {
  return groups.flatMap(({ built: { graph }, entries }) =>
    entries.map(({ name, sets }): [string, Map<ModuleId, ModuleRecord>] => {
      const nodes = [...sets.eager, ...sets.conditional].map((node) => graph.modules[node]!);
      return [name, new Map(nodes.filter(({ origin }) => origin !== 'builtin').map((one) => [one.id, one]))];
    }),
  );
}
