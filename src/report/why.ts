import { doors, shortestChain } from '../graph/chains.ts';
import { fewestCuts } from '../graph/evict.ts';
import { leadsTo } from '../graph/leads-to.ts';
import { reach, type StartupSets, type Strength } from '../graph/reach.ts';
import { countsAsModule, retainedBySet } from '../graph/retained.ts';
import type { ImportEdge, ModuleGraph, ModuleRecord } from '../model/module-graph.ts';
import type { WhyEntry } from '../model/report.ts';

/** Reads the source line an edge stands on; null where it cannot be had. */
export type LineOf = (edge: ImportEdge) => string | null;

const STRENGTHS: readonly Strength[] = ['eager', 'conditional', 'lazy'];
const MAX_LAZY_DOORS = 20;
const MAX_MENTIONS = 20;

/** What is asked about. */
export interface WhyTargets {
  /** One byte a module, 1 where it is asked about. */
  readonly modules: Uint8Array;
  /** Erased and reference edges that lead to it, from any module of the graph. */
  readonly mentions: readonly ImportEdge[];
}

/** Answers why modules are on one entry's startup path. */
export function explain(
  graph: ModuleGraph,
  entry: { readonly name: string; readonly node: number; readonly sets: StartupSets },
  { modules: targets, mentions }: WhyTargets,
  lineOf: LineOf,
): WhyEntry {
  const edgesOf = (numbers: readonly number[]) => numbers.map((number) => graph.edges[number] as ImportEdge);
  const reached = howReached(graph, entry.node, targets);
  const strength: Strength = reached === 'eager' || reached === 'conditional' ? 'conditional' : 'lazy';
  const onStartup = strength === 'conditional';
  const chain = reached === 'not' ? [] : edgesOf(shortestChain(graph, [entry.node], targets, reached) ?? []);
  const held = onStartup
    ? retainedBySet(graph, entry.node, targets, 'conditional')
    : new Uint8Array(graph.modules.length);
  return {
    entry: entry.name,
    reached,
    chain,
    lines: chain.map(lineOf),
    doors: (onStartup ? doors(graph, entry.node, targets, 'conditional') : []).map((door) => {
      const edge = graph.edges[door.edge] as ImportEdge;
      return { edge, line: lineOf(edge), chain: edgesOf(door.chain) };
    }),
    evict: onStartup ? evict(graph, entry.node, targets, lineOf) : null,
    retained: { ...weigh(graph, held), ids: idsOf(graph, held) },
    lazyDoors: onStartup ? [] : lazyDoors(graph, entry, targets),
    mentions: reached === 'not' ? ownMentions(graph, entry.node, mentions, lineOf) : [],
  };
}

/** Those in modules that the entry can load, in their order. */
function ownMentions(
  graph: ModuleGraph,
  entry: number,
  mentions: readonly ImportEdge[],
  lineOf: LineOf,
): WhyEntry['mentions'] {
  const loaded = reach(graph, [entry], 'lazy');
  return mentions
    .filter(({ from }) => loaded[graph.index.get(from) as number])
    .slice(0, MAX_MENTIONS)
    .map((edge) => ({ edge, line: lineOf(edge) }));
}

function howReached(graph: ModuleGraph, entry: number, targets: Uint8Array): WhyEntry['reached'] {
  const found = STRENGTHS.find((strength) => overlaps(reach(graph, [entry], strength), targets));
  return found ?? 'not';
}

function evict(graph: ModuleGraph, entry: number, targets: Uint8Array, lineOf: LineOf): WhyEntry['evict'] {
  const cut = fewestCuts(graph, entry, targets, 'conditional');
  if (cut === null) return null;
  const without = new Uint8Array(graph.edges.length);
  for (const edge of cut.edges) without[edge] = 1;
  const before = reach(graph, [entry], 'conditional');
  const after = reach(graph, [entry], 'conditional', { edges: without });
  const left = before.map((reached, module) => (reached && !after[module] ? 1 : 0));
  const edges = cut.edges.map((number) => graph.edges[number] as ImportEdge);
  // Analysed from inside a package, that package's own imports are the ones its reader can change.
  const firstParty = cut.firstParty || graph.modules[entry]?.origin === 'package';
  return { edges, lines: edges.map(lineOf), firstParty, ...weigh(graph, left) };
}

/** The lazy imports that startup code would load it through, later. */
function lazyDoors(
  graph: ModuleGraph,
  entry: { readonly sets: StartupSets },
  targets: Uint8Array,
): ImportEdge[] {
  const startup = new Uint8Array(graph.modules.length);
  for (const node of [...entry.sets.eager, ...entry.sets.conditional]) startup[node] = 1;
  const leads = leadsTo(graph, targets, 'conditional');
  const found: ImportEdge[] = [];
  for (let number = 0; number < graph.edges.length && found.length < MAX_LAZY_DOORS; number++) {
    const edge = graph.edges[number] as ImportEdge;
    if (edge.timing !== 'lazy' || !startup[graph.edgeFrom[number] as number]) continue;
    if (leads[graph.edgeTo[number] as number]) found.push(edge);
  }
  return found;
}

function overlaps(a: Uint8Array, b: Uint8Array): boolean {
  return a.some((value, at) => value === 1 && b[at] === 1);
}

function weigh(graph: ModuleGraph, set: Uint8Array): { modules: number; bytes: number } {
  let modules = 0;
  let bytes = 0;
  graph.modules.forEach((module, at) => {
    if (!set[at] || !countsAsModule(module)) return;
    modules++;
    bytes += module.bytes;
  });
  return { modules, bytes };
}

function idsOf(graph: ModuleGraph, set: Uint8Array): ModuleRecord['id'][] {
  return graph.modules.filter((_, at) => set[at]).map(({ id }) => id);
}
