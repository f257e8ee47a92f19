import { lazyRoots } from '../graph/lazy-roots.ts';
import { reach } from '../graph/reach.ts';
import type { BootTrace } from '../model/boot.ts';
import type { RuleConfig } from '../model/config.ts';
import type { ColdLoad, LateLoad } from '../model/loads.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { AnalysedEntry, AnalysedGroup } from '../pipeline.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import { coldLoad } from '../recording/cold-load.ts';
import { lateLoad } from '../recording/late-load.ts';
import { compileModuleMatcher } from '../rules/module-matcher.ts';
import { compileNamePatterns } from '../rules/name-pattern.ts';

/** An entry whose boot went well. */
export interface BootedEntry {
  readonly request: BootRequest;
  readonly trace: BootTrace;
  readonly group: AnalysedGroup;
  readonly entry: AnalysedEntry;
}

type RuleOf<T extends RuleConfig['type']> = Extract<RuleConfig, { type: T }>;

function rulesOf<T extends RuleConfig['type']>(rules: readonly RuleConfig[], type: T): RuleOf<T>[] {
  return rules.filter((rule): rule is RuleOf<T> => rule.type === type);
}

function applies({ entries }: RuleConfig, name: string): boolean {
  return entries === undefined || compileNamePatterns(entries)(name);
}

/**
 * Loads what `cold-load` rules name, each module in the setting of every entry that can reach it; entries of equal
 * settings share one load.
 *
 * @param leftMs the time that is left; what there is none for is told as not run
 * @returns null where there is no such rule
 */
export async function coldLoads(
  rules: readonly RuleConfig[],
  entries: readonly BootedEntry[],
  leftMs: () => number,
): Promise<ColdLoad[] | null> {
  const own = rulesOf(rules, 'cold-load');
  if (own.length === 0) return null;
  const found: ColdLoad[] = [];
  const known = new Map<string, ColdLoad>();
  for (const { request, trace, group, entry } of entries) {
    const patterns = own.filter((rule) => applies(rule, entry.name)).flatMap(({ modules }) => modules);
    const key = (id: ModuleId) => JSON.stringify([id, settingOf(request)]);
    const modules = matched(patterns, group, entry);
    const fresh = modules.filter((id) => !known.has(key(id)));
    const entryFile = fileOf(group, entry);
    const wanted = { boot: request, entryFile, trace, modules: fresh, leftMs };
    const loads = fresh.length === 0 ? [] : await coldLoad(wanted);
    for (const load of loads) known.set(key(load.module), load);
    found.push(
      ...modules.flatMap((id) => known.get(key(id)) ?? []).map((load) => ({ ...load, entry: entry.name })),
    );
  }
  return found;
}

/** What of an entry a load depends on: the words before its script may hold preloads. */
function settingOf({ command, ownEnv, node, conditions }: BootRequest): unknown {
  return [
    command.slice(
      0,
      command.findIndex((word) => /\.[cm]?[jt]sx?$/.test(word)),
    ),
    ownEnv,
    node,
    conditions,
  ];
}

/** First-party modules that a pattern names and the entry can load, now or later. */
function matched(patterns: readonly string[], { built }: AnalysedGroup, { sets }: AnalysedEntry): ModuleId[] {
  if (patterns.length === 0) return [];
  const { graph } = built;
  const reached = new Set([...sets.eager, ...sets.conditional, ...sets.lazy]);
  const nodes = compileModuleMatcher(patterns)
    .matchGraph(graph)
    .flatMap(({ byPath }) => byPath)
    .filter((node) => reached.has(node) && graph.modules[node]?.origin === 'project');
  return [...new Set(nodes)].map((node) => graph.modules[node]!.id);
}

/**
 * Loads what startup leaves for later, and imports itself: the doors to all that is lazy.
 *
 * @param leftMs the time that is left; what there is none for has that as its problem
 * @returns null where there is no `late-registration` rule
 */
export async function lateLoads(
  rules: readonly RuleConfig[],
  entries: readonly BootedEntry[],
  leftMs: () => number,
): Promise<LateLoad[] | null> {
  const own = rulesOf(rules, 'late-registration');
  if (own.length === 0) return null;
  const found: LateLoad[] = [];
  for (const { request, trace, group, entry } of entries) {
    const rule = own.filter((each) => applies(each, entry.name));
    if (rule.length === 0) continue;
    const patterns = rule.some(({ modules }) => modules === undefined)
      ? undefined
      : rule.flatMap(({ modules }) => modules ?? []);
    const wanted = patterns === undefined ? undefined : new Set(matched(patterns, group, entry));
    const loaded = new Set(trace.modules.map(({ id }) => id));
    const modules = rootsOf(group, entry).filter(
      (id) => !loaded.has(id) && (wanted === undefined || wanted.has(id)),
    );
    if (modules.length > 0) {
      const entryFile = fileOf(group, entry);
      found.push(...(await lateLoad({ boot: request, entryFile, trace, modules, leftMs })));
    }
  }
  return found;
}

function rootsOf({ built: { graph } }: AnalysedGroup, { node }: AnalysedEntry): ModuleId[] {
  return lazyRoots(graph, reach(graph, [node], 'conditional')).map((root) => graph.modules[root]!.id);
}

function fileOf({ built }: AnalysedGroup, { node }: AnalysedEntry): ModuleId {
  return built.graph.modules[node]!.id;
}
