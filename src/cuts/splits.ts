import { breadthFirst } from '../graph/breadth-first.ts';
import { EAGER } from '../model/module-graph.ts';
import type { NameHome } from '../model/cut.ts';
import type { Edit } from './edit.ts';
import type { Links } from './links.ts';
import type { ExportNeeds, SuggestRequest } from './request.ts';

const BYPASS_DIFFICULTY = 1;
const MOVE_DIFFICULTY = 2;
/** An export is light if what it needs is at most this share of what its module brings in. */
const LIGHT = 0.25;
/** Modules that bring in less than this share of startup are not worth a split. */
const WORTH = 0.01;

/** An import that needs only a part of its target. */
interface Partial {
  readonly edge: number;
  readonly names: readonly string[];
  /** Modules that the names can not do without. */
  readonly needs: readonly number[];
  /** Set where all names are only passed on: where from. */
  readonly definedIn: Edit['definedIn'];
}

/**
 * Finds imports of a heavy module that need only a light part of it. Past a barrel each import leads to the modules
 * that define its names; light exports move to a module of their own, one edit whoever imports them. Either way what
 * the names need stays, and the link to the heavy module is cut apart from it.
 *
 * @param edges edge numbers
 * @returns those whose links it added
 */
export function gatherSplits(
  request: SuggestRequest,
  edges: readonly number[],
  editOf: (edge: number) => Edit | null,
  links: Links,
): Set<number> {
  const { graph, exportsNeeds, namesOf, editable } = request;
  const taken = new Set<number>();
  if (exportsNeeds === undefined || namesOf === undefined) return taken;
  const into = new Map<number, number[]>();
  for (const edge of edges) {
    const to = graph.edgeTo[edge]!;
    if (!editable(to) || !editable(graph.edgeFrom[edge]!)) continue;
    const known = into.get(to);
    if (known === undefined) into.set(to, [edge]);
    else known.push(edge);
  }
  const reachWeight = reachWeights(request);
  const least = reachWeight([request.entry]) * WORTH;
  for (const [heavy, entering] of into) {
    const whole = reachWeight([heavy]);
    if (whole < least) continue;
    const exported = exportsNeeds(heavy);
    if (exported === null || exported.size === 0) continue;
    const targets = targetsOf(request, heavy);
    const partial = entering.flatMap((edge) => toPartial(request, edge, exported, targets) ?? []);
    // Which export it is whose call loads what only a boot has seen cannot be told.
    const unknown = loadedUnseen(request, heavy);
    const light = partial
      .map((part) => (part.definedIn ? part : { ...part, needs: [...part.needs, ...unknown] }))
      .filter(({ needs }) => reachWeight(needs) <= LIGHT * whole);
    const leaves = light.filter(({ definedIn }) => definedIn === undefined);
    if (leaves.length > 0) addLeaf(request, heavy, leaves, editOf, links);
    for (const part of light) {
      taken.add(part.edge);
      if (part.definedIn !== undefined) addBypass(request, part, editOf, links);
    }
  }
  return taken;
}

/** importer -> node -> heavy module, and node -> what the names need. */
function addBypass(
  { graph }: SuggestRequest,
  { edge, needs, definedIn }: Partial,
  editOf: (edge: number) => Edit | null,
  links: Links,
): void {
  const node = links.addNode();
  const whole = editOf(edge);
  const difficulty = whole?.difficulty ?? Infinity;
  links.add({ from: graph.edgeFrom[edge]!, to: node, difficulty, what: edge });
  const edit: Edit = {
    ...RESHAPED,
    action: 'past-barrel',
    edges: [edge],
    difficulty: BYPASS_DIFFICULTY,
    definedIn,
  };
  links.add({ from: node, to: graph.edgeTo[edge]!, difficulty: BYPASS_DIFFICULTY, what: edit });
  for (const need of needs) links.add({ from: node, to: need, difficulty: Infinity, what: null });
}

/** importers -> nodes -> leaf -> heavy module: cutting the last link moves the exports for all importers. */
function addLeaf(
  { graph }: SuggestRequest,
  heavy: number,
  leaves: readonly Partial[],
  editOf: (edge: number) => Edit | null,
  links: Links,
): void {
  const leaf = links.addNode();
  const names = [...new Set(leaves.flatMap((part) => part.names))].toSorted();
  const edit: Edit = {
    ...RESHAPED,
    action: 'move-leaf',
    edges: leaves.map(({ edge }) => edge),
    deferability: 'review',
    difficulty: MOVE_DIFFICULTY,
    definedIn: names.map((name) => ({ name, module: graph.modules[heavy]!.id })),
  };
  for (const { edge, needs } of leaves) {
    const difficulty = editOf(edge)?.difficulty ?? Infinity;
    links.add({ from: graph.edgeFrom[edge]!, to: leaf, difficulty, what: edge });
    for (const need of needs) links.add({ from: leaf, to: need, difficulty: Infinity, what: null });
  }
  links.add({ from: leaf, to: heavy, difficulty: MOVE_DIFFICULTY, what: edit });
}

const RESHAPED = { deferability: 'mechanical', shape: null, reasons: [], callSites: [] } as const;

function toPartial(
  request: SuggestRequest,
  edge: number,
  exported: ReadonlyMap<string, ExportNeeds>,
  targets: ReadonlyMap<string, number>,
): Partial | null {
  const names = request.namesOf?.(edge) ?? null;
  if (names === null || names.length === 0) return null;
  const needs = new Set<number>();
  const definers = new Set<number>();
  const definedIn: NameHome[] = [];
  for (const name of names) {
    const found = exported.get(name);
    if (found === undefined) return null;
    for (const specifier of found.specifiers) {
      const target = targets.get(specifier);
      if (target !== undefined) needs.add(target);
    }
    const definer = definerOf(request, found, targets);
    if (definer === undefined) continue;
    definers.add(definer);
    const given = found.passedOn?.name ?? name;
    const module = request.graph.modules[definer]!.id;
    definedIn.push({ name, module, ...(given !== name && { exported: given }) });
  }
  const isPassedOn = definedIn.length === names.length;
  return isPassedOn
    ? { edge, names, needs: [...definers], definedIn }
    : { edge, names, needs: [...needs], definedIn: undefined };
}

/**
 * Where an export that is only passed on comes from, through any number of files of ours that pass it on. The first may
 * rename it; one behind that does is where the name is taken from.
 */
function definerOf(
  request: SuggestRequest,
  exported: ExportNeeds,
  targets: ReadonlyMap<string, number>,
): number | undefined {
  if (exported.passedOn === undefined) return undefined;
  const { name, specifier } = exported.passedOn;
  let at = targets.get(specifier);
  const seen = new Set<number>();
  while (at !== undefined && !seen.has(at) && request.editable(at)) {
    seen.add(at);
    const next = request.exportsNeeds?.(at)?.get(name)?.passedOn;
    if (next?.name !== name) break;
    at = targetsOf(request, at).get(next.specifier) ?? at;
  }
  return at;
}

/** What a module loads by computed imports, at startup. */
function loadedUnseen({ graph, startup }: SuggestRequest, node: number): number[] {
  const found: number[] = [];
  for (let edge = graph.edgeStart[node]!; edge < graph.edgeStart[node + 1]!; edge++) {
    const { observed, unplaced, specifier } = graph.edges[edge]!;
    const to = graph.edgeTo[edge]!;
    if (startup[to] && (observed || unplaced || specifier.includes('*'))) found.push(to);
  }
  return found;
}

function targetsOf({ graph, startup }: SuggestRequest, node: number): Map<string, number> {
  const targets = new Map<string, number>();
  for (let edge = graph.edgeStart[node]!; edge < graph.edgeStart[node + 1]!; edge++) {
    const to = graph.edgeTo[edge]!;
    if (startup[to]) targets.set(graph.edges[edge]!.specifier, to);
  }
  return targets;
}

/** Sums over all that modules bring in, themselves included. */
function reachWeights({ graph, startup, ms }: SuggestRequest): (nodes: readonly number[]) => number {
  const off = Uint8Array.from(startup, (on) => (on ? 0 : 1));
  return (nodes) => {
    let sum = 0;
    for (const node of breadthFirst(graph, nodes, EAGER, { modules: off }).order)
      sum += ms?.[node] ?? graph.modules[node]!.bytes;
    return sum;
  };
}
