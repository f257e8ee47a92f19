import type { Host } from '../io/host.ts';
import type { BootTrace } from '../model/boot.ts';
import type { Config, EntryConfig, RuleConfig } from '../model/config.ts';
import type { ColdLoad, LateLoad } from '../model/loads.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { Notice } from '../model/finding.ts';
import type { Analysis, AnalysedEntry, AnalysedGroup } from '../pipeline.ts';
import type { BootRequest } from '../recording/boot-request.ts';
import { coldLoad } from '../recording/cold-load.ts';
import { lateLoad } from '../recording/late-load.ts';
import { compileModuleMatcher } from '../rules/module-matcher.ts';
import { compileNamePatterns } from '../rules/name-pattern.ts';
import type { Observed } from '../rules/rule.ts';
import { bootAll } from './boot-all.ts';
import { requestOfEntry } from './boot-request.ts';
import type { CheckOptions } from './check-options.ts';
import type { GlobalFlags } from './flags.ts';
import { joinBoots, type JoinedBoot } from './join-boots.ts';

const TOTAL_MS = 600_000;

export interface CheckBootsRequest {
  readonly root: string;
  readonly config: Config;
  readonly entries: readonly EntryConfig[];
  readonly analysis: Analysis;
  readonly options: CheckOptions;
  readonly signal: AbortSignal;
}

/** What boots showed, for the rules and for the report. */
export interface CheckBoots {
  readonly traces: readonly BootTrace[];
  /** By entry name; entries whose boot failed are not in it. */
  readonly observed: ReadonlyMap<string, Observed>;
  readonly coldLoads: readonly ColdLoad[] | null;
  readonly lateLoads: readonly LateLoad[] | null;
  readonly notices: readonly Notice[];
  /** Entries that there was no time for. */
  readonly left: readonly string[];
}

/** Boots every entry, one after the other, and loads what the rules want to see loaded. */
export async function checkBoots(
  host: Host,
  flags: GlobalFlags,
  asked: CheckBootsRequest,
): Promise<CheckBoots> {
  const { root, config, entries, analysis, options, signal } = asked;
  const { requests, boots } = await bootAll(host, flags, {
    requests: (context) => entries.map((entry) => requestOfEntry(entry, context)),
    context: { root, registrars: config.registrars, flags: options, signal },
    totalMs: options.totalTime ?? TOTAL_MS,
  });
  const traces = boots.map(({ trace }) => trace);
  const joined = await joinBoots({
    root,
    traces,
    requests,
    entries,
    analysis,
    withMemory: options.memory === true,
  });
  const started = booted(joined, requests, analysis);
  return {
    traces: joined.map(({ trace }) => trace),
    observed: observedOf(joined),
    coldLoads: await coldLoads(config.rules, started),
    lateLoads: await lateLoads(config.rules, started),
    notices: boots.flatMap(({ notices }) => notices),
    left: entries.slice(boots.length).map(({ name }) => name),
  };
}

/** A boot that failed shows nothing that a rule could rest on. */
function observedOf(joined: readonly JoinedBoot[]): Map<string, Observed> {
  return new Map(
    joined.flatMap(({ trace, startup }) =>
      startup === null || trace.failure !== null ? [] : [[trace.entry, { trace, startup }]],
    ),
  );
}

interface BootedEntry {
  readonly request: BootRequest;
  readonly trace: BootTrace;
  readonly group: AnalysedGroup;
  readonly entry: AnalysedEntry;
}

function booted(
  joined: readonly JoinedBoot[],
  requests: readonly BootRequest[],
  { groups }: Analysis,
): BootedEntry[] {
  return joined.flatMap(({ trace }, at) => {
    if (trace.failure !== null) return [];
    const request = requests[at] as BootRequest;
    return groups.flatMap((group) =>
      group.entries
        .filter(({ name }) => name === request.entry)
        .map((entry) => ({ request, trace, group, entry })),
    );
  });
}

type RuleOf<T extends RuleConfig['type']> = Extract<RuleConfig, { type: T }>;

function rulesOf<T extends RuleConfig['type']>(rules: readonly RuleConfig[], type: T): RuleOf<T>[] {
  return rules.filter((rule): rule is RuleOf<T> => rule.type === type);
}

function applies({ entries }: RuleConfig, name: string): boolean {
  return entries === undefined || compileNamePatterns(entries)(name);
}

/** Each module in the setting of every entry that can reach it; entries of equal settings share one load. */
async function coldLoads(
  rules: readonly RuleConfig[],
  entries: readonly BootedEntry[],
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
    const loads =
      fresh.length === 0 ? [] : await coldLoad({ boot: request, entryFile, trace, modules: fresh });
    for (const load of loads) known.set(key(load.module), load);
    found.push(...modules.flatMap((id) => known.get(key(id)) ?? []).map((load) => ({ ...load, entry: entry.name })));
  }
  return found;
}

/** What of an entry a load depends on: the words before its script may hold preloads. */
function settingOf({ command, ownEnv, node, conditions }: BootRequest): unknown {
  return [command.slice(0, command.findIndex((word) => /\.[cm]?[jt]sx?$/.test(word))), ownEnv, node, conditions];
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

/** What startup leaves for later, and imports itself: the doors to all that is lazy. */
async function lateLoads(
  rules: readonly RuleConfig[],
  entries: readonly BootedEntry[],
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
    const modules = lazyRoots(group, entry).filter(
      (id) => !loaded.has(id) && (wanted === undefined || wanted.has(id)),
    );
    if (modules.length > 0) {
      found.push(...(await lateLoad({ boot: request, entryFile: fileOf(group, entry), trace, modules })));
    }
  }
  return found;
}

function lazyRoots({ built: { graph } }: AnalysedGroup, { sets }: AnalysedEntry): ModuleId[] {
  const startup = new Set([...sets.eager, ...sets.conditional]);
  const roots = new Set<ModuleId>();
  for (const [number, edge] of graph.edges.entries()) {
    const [from, to] = [graph.edgeFrom[number] as number, graph.edgeTo[number] as number];
    if (edge.timing !== 'lazy' || !startup.has(from) || startup.has(to)) continue;
    if (graph.modules[to]?.origin === 'project') roots.add(edge.to);
  }
  return [...roots];
}

function fileOf({ built }: AnalysedGroup, { node }: AnalysedEntry): ModuleId {
  return built.graph.modules[node]!.id;
}
