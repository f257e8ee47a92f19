import { countsAsModule } from '../graph/retained.ts';
import type { ProbeMode } from '../model/boot.ts';
import { CONDITIONAL, EAGER, type ImportEdge, type ModuleRecord } from '../model/module-graph.ts';
import type { StaticOnlyCause, StaticOnlyDrift } from '../model/startup.ts';
import { NONE, type Joined } from './join.ts';

/** From the weakest explanation to the strongest: of several importers, the one that is hardest to explain counts. */
const STRENGTHS: readonly StaticOnlyCause[] = [
  'conditional-not-taken',
  'after-boot-ended',
  'importer-threw',
  'not-preloaded',
  'unseen',
  'elided',
  'unknown',
];

const TYPESCRIPT = /\.[cm]?tsx?$/i;

/**
 * Explains the files of static startup that were not loaded. Each of them is behind exactly one outermost file: one
 * with a loaded importer, or the entry.
 *
 * @param entry the entry's node
 * @param eager nodes that are loaded for certain
 * @returns in the order of nodes
 */
export function staticOnlyDrift(
  joined: Joined,
  entry: number,
  eager: readonly number[],
  mode: ProbeMode,
): StaticOnlyDrift[] {
  const { graph } = joined;
  const certain = new Set(eager);
  const found = new Map<number, StaticOnlyDrift>();
  for (const node of graph.modules.keys()) {
    if (!isMissing(joined, node)) continue;
    const isEntry = node === entry;
    const why = isEntry
      ? { cause: entryCause(joined, entry, mode), edge: null }
      : strongest(joined, node, mode);
    if (why === null) continue;
    found.set(node, {
      ...why,
      module: graph.modules[node]!.id,
      importer: why.edge?.from ?? null,
      instead: null,
      modules: 0,
      bytes: 0,
      eager: certain.has(node),
    });
  }
  return addBehind(joined, found);
}

/** Whether a node is a file of static startup that was not loaded. */
function isMissing({ graph, inStartup, loadedBy }: Joined, node: number): boolean {
  return inStartup[node] === 1 && loadedBy[node] === NONE && countsAsModule(graph.modules[node]!);
}

function entryCause({ graph }: Joined, entry: number, mode: ProbeMode): StaticOnlyCause {
  return mode === 'cjs-only' && graph.modules[entry]!.format === 'esm' ? 'unseen' : 'other-process';
}

/** Why no loaded importer loaded it; null where it has none. */
function strongest(
  joined: Joined,
  node: number,
  mode: ProbeMode,
): { cause: StaticOnlyCause; edge: ImportEdge } | null {
  const { graph, loadedBy } = joined;
  let best: { cause: StaticOnlyCause; edge: ImportEdge } | null = null;
  for (let i = graph.inStart[node]!; i < graph.inStart[node + 1]!; i++) {
    const number = graph.inEdges[i]!;
    const visit = loadedBy[graph.edgeFrom[number]!]!;
    if (visit === NONE || graph.edgeTiming[number]! > CONDITIONAL) continue;
    const cause = whyNotTaken(joined, number, visit, mode);
    if (best === null || STRENGTHS.indexOf(cause) > STRENGTHS.indexOf(best.cause)) {
      best = { cause, edge: graph.edges[number]! };
    }
  }
  return best;
}

/** Why the loaded importer at one end of an edge did not load the other end. */
function whyNotTaken(joined: Joined, number: number, visit: number, mode: ProbeMode): StaticOnlyCause {
  const { graph, visits } = joined;
  const edge = graph.edges[number]!;
  if (graph.edgeTiming[number] !== EAGER) return 'conditional-not-taken';
  if (edge.kind === 'preload') return 'not-preloaded';
  const { outcome } = visits[visit]!;
  if (outcome === 'threw') return 'importer-threw';
  // A top-level import() that nobody waits for goes on when its importer is done.
  if (outcome === 'unfinished' || edge.kind === 'dynamic-import') return 'after-boot-ended';
  if (isUnseen(graph.modules[graph.edgeTo[number]!]!, edge, mode)) return 'unseen';
  const isElidable = edge.kind === 'import' || edge.kind === 're-export';
  return isElidable && TYPESCRIPT.test(edge.from) ? 'elided' : 'unknown';
}

/** Without hooks into the ES module loader its modules are invisible; hooks on a thread of their own miss require(esm). */
function isUnseen(imported: ModuleRecord, edge: ImportEdge, mode: ProbeMode): boolean {
  if (imported.format !== 'esm') return false;
  return mode === 'cjs-only' || (mode === 'register' && edge.kind.includes('require'));
}

/** Adds each missing file to the outermost one that is nearest to it. */
function addBehind(joined: Joined, found: ReadonlyMap<number, StaticOnlyDrift>): StaticOnlyDrift[] {
  const { graph } = joined;
  const totals = new Map([...found.keys()].map((node) => [node, { modules: 0, bytes: 0 }]));
  const outermostOf = new Map([...found.keys()].map((node) => [node, node]));
  const queue = [...found.keys()];
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at]!;
    const outermost = outermostOf.get(node)!;
    const total = totals.get(outermost)!;
    total.modules++;
    total.bytes += graph.modules[node]!.bytes;
    for (let edge = graph.edgeStart[node]!; edge < graph.edgeStart[node + 1]!; edge++) {
      const to = graph.edgeTo[edge]!;
      if (graph.edgeTiming[edge]! > CONDITIONAL || outermostOf.has(to) || !isMissing(joined, to)) continue;
      outermostOf.set(to, outermost);
      queue.push(to);
    }
  }
  return [...found].map(([node, drift]) => ({ ...drift, ...totals.get(node) }));
}
