import { breadthFirst } from '../graph/breadth-first.ts';
import { EAGER, type ImportEdge } from '../model/module-graph.ts';
import type { CutCandidate } from '../model/cut.ts';
import type { CandidateMaker } from './candidate.ts';
import type { Contracted } from './contract.ts';
import { evictCut } from './evict-cut.ts';
import { enteringLinks } from './held.ts';
import { linksBetween } from './links-between.ts';
import type { Startup } from './startup-without.ts';

/** How many are looked at: modules, those of them that only others can change, packages, links into one of them. */
const MODULES = 24;
const UPSTREAM = 8;
const PACKAGES = 12;
const ENTERING = 12;
/** Modules below each other that hold nearly the same are one thing. */
const SAME = 1.15;

/**
 * The modules and packages that hold the most, with the imports that hold them, whether these can be cut or not.
 *
 * @param small the contracted cost graph
 */
export function heavyCandidates(startup: Startup, small: Contracted, maker: CandidateMaker): CutCandidate[] {
  const found: CutCandidate[] = [];
  let upstream = 0;
  for (const { links, nodes } of [...heavyModules(startup), ...heavyPackages(startup)]) {
    const { cost } = startup;
    const isCuttable = (link: number) => cost.difficulty[link] !== Infinity;
    const cuttable = links.filter(isCuttable);
    if (cuttable.length > 0) {
      if (cuttable.length <= ENTERING) found.push(maker.make(cuttable));
      continue;
    }
    const written = links.filter((link) => cost.editOf(link) !== null);
    const [first] = written;
    if (first === undefined || links.length > ENTERING) continue;
    const isUpstream = written.every((link) => cost.editOf(link)!.action === 'upstream');
    if (isUpstream && upstream++ >= UPSTREAM) continue;
    found.push(maker.make(written, isUpstream ? ownDoor(startup, small, nodes) : undefined));
  }
  return found;
}

interface Heavy {
  readonly nodes: readonly number[];
  /** What holds them together. */
  readonly links: readonly number[];
}

function heavyModules({ request, cost, tree, retained, rate }: Startup): Heavy[] {
  const nodes = [...tree.order]
    .filter((node) => node !== cost.entry && retained[node]! * rate >= 1)
    .toSorted((a, b) => retained[b]! - retained[a]! || tree.position[a]! - tree.position[b]!);
  // By node, the least difficulty to cut it or one above it that holds nearly the same.
  const easiest = new Map<number, number>();
  const found: Heavy[] = [];
  for (const node of nodes) {
    const links = enteringLinks(cost.digraph, tree, node);
    const difficulty = links.reduce((sum, link) => sum + cost.difficulty[link]!, 0);
    const parent = tree.idom[node]!;
    const isSame = parent !== cost.entry && retained[parent]! < SAME * retained[node]!;
    const above = isSame ? easiest.get(parent) : undefined;
    easiest.set(node, Math.min(difficulty, above ?? Infinity));
    // One edit, whose targets nothing else may stand for; what loads all of it may well be used while booting.
    const isRegistry = links.length > 0 && links.every((link) => cost.editOf(link)?.action === 'registry');
    const isModule = node < request.graph.modules.length;
    if (!isRegistry && (!isModule || (above !== undefined && above <= difficulty))) continue;
    found.push({ nodes: [node], links });
    if (found.length === MODULES) break;
  }
  return found;
}

/** Packages with several modules that others import: no single one of these holds the package. */
function heavyPackages({ request, cost, today, rate }: Startup): Heavy[] {
  const { graph } = request;
  const byName = new Map<string, { nodes: number[]; weight: number }>();
  for (const [node, { origin, package: name }] of graph.modules.entries()) {
    if (!today[node] || origin !== 'package' || name === null) continue;
    let group = byName.get(name);
    if (group === undefined) byName.set(name, (group = { nodes: [], weight: 0 }));
    group.nodes.push(node);
    group.weight += cost.weight[node]!;
  }
  const heaviest = [...byName.values()]
    .filter(({ nodes, weight }) => nodes.length > 1 && weight * rate >= 1 && !nodes.includes(cost.entry))
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, PACKAGES);
  return heaviest.flatMap(({ nodes }) => {
    const links = linksInto(cost, nodes);
    const heads = new Set(links.map((link) => cost.digraph.edgeTo[link]!));
    return heads.size > 1 ? [{ nodes, links }] : [];
  });
}

/** Links into a set from what stays without it. */
function linksInto({ digraph, entry }: Startup['cost'], nodes: readonly number[]): number[] {
  const modules = new Uint8Array(digraph.modules.length);
  for (const node of nodes) modules[node] = 1;
  const { reached } = breadthFirst(digraph, [entry], EAGER, { modules });
  return nodes.flatMap((node) => {
    const into = digraph.inEdges.subarray(digraph.inStart[node]!, digraph.inStart[node + 1]!);
    return [...into].filter((link) => reached[digraph.edgeFrom[link]!]);
  });
}

/** The first import of the easiest cut that keeps the nodes out. */
function ownDoor(
  { request, cost }: Startup,
  small: Contracted,
  nodes: readonly number[],
): ImportEdge | undefined {
  const isTarget = new Uint8Array(small.weight.length);
  for (const node of nodes) isTarget[small.nodeOf[node]!] = 1;
  const cut = evictCut(small, isTarget);
  const link = cut === null ? undefined : linksBetween(cost, small, cut.links)[0];
  const edge = link === undefined ? undefined : cost.editOf(link)?.edges[0];
  return edge === undefined ? undefined : request.graph.edges[edge];
}
