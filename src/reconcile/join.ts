import type { BuiltGraph } from '../graph/build.ts';
import type { StartupSets } from '../graph/reach.ts';
import type { BootTrace, ModuleVisit } from '../model/boot.ts';
import type { ModuleGraph } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { CompiledFiles } from '../model/startup.ts';

/** One entry as analysed. */
export interface ExpectedStartup {
  readonly built: Pick<BuiltGraph, 'graph' | 'unfollowed' | 'sources'>;
  /** The entry's number in the graph. */
  readonly node: number;
  readonly sets: StartupSets;
}

/** What joining needs of a boot. */
export type ObservedBoot = Pick<BootTrace, 'main' | 'modules'> & {
  readonly probe: Pick<BootTrace['probe'], 'mode'>;
};

/** No visit, no node, no set. */
export const NONE = -1;

/** Graph and trace with a common numbering: nodes are modules of the graph, visits those of the trace. */
export interface Joined {
  readonly graph: ModuleGraph;
  readonly visits: readonly ModuleVisit[];
  readonly visitOf: ReadonlyMap<ModuleId, number>;
  /** The visit by which each node was loaded (a bundle's for what is inside), or {@link NONE}. */
  readonly loadedBy: Int32Array;
  /** The node that each visit is, or {@link NONE} where the graph does not hold it. */
  readonly nodeOf: Int32Array;
  /** By visit of a bundle: the nodes inside it that it is taken to evaluate. */
  readonly inside: ReadonlyMap<number, readonly number[]>;
  /** One byte a node, 1 where it is in the eager or conditional set. */
  readonly inStartup: Uint8Array;
}

/**
 * Finds for each loaded module the graph's module, and the other way round. A file the graph holds itself is joined by
 * its id, whatever it was compiled from.
 */
export function join(expected: ExpectedStartup, boot: ObservedBoot, compiled: CompiledFiles): Joined {
  const { graph } = expected.built;
  const visits = boot.modules;
  const inStartup = startupMask(expected);
  const loadedBy = new Int32Array(graph.modules.length).fill(NONE);
  const nodeOf = new Int32Array(visits.length).fill(NONE);
  const inside = new Map<number, readonly number[]>();
  const visitOf = new Map<ModuleId, number>();
  for (const [i, { id }] of visits.entries()) {
    visitOf.set(id, i);
    const node = graph.index.get(id) ?? graph.index.get(compiled.sourceOf.get(id) ?? id);
    if (node === undefined) continue;
    nodeOf[i] = node;
    if (loadedBy[node] === NONE) loadedBy[node] = i;
  }
  for (const [i, { id }] of visits.entries()) {
    const sources = nodeOf[i] === NONE ? compiled.bundles.get(id) : undefined;
    if (sources === undefined) continue;
    const nodes = evaluatedIn(sources, graph, inStartup);
    inside.set(i, nodes);
    for (const node of nodes) if (loadedBy[node] === NONE) loadedBy[node] = i;
  }
  return { graph, visits, visitOf, loadedBy, nodeOf, inside, inStartup };
}

/** A bundler wraps what is lazy inside a file of eager modules: only a file of lazy modules alone evaluates them. */
function evaluatedIn(sources: readonly ModuleId[], graph: ModuleGraph, inStartup: Uint8Array): number[] {
  const nodes = sources.map((source) => graph.index.get(source)).filter((node) => node !== undefined);
  const expected = nodes.filter((node) => inStartup[node] === 1);
  return expected.length > 0 ? expected : nodes;
}

function startupMask({ built, sets }: ExpectedStartup): Uint8Array {
  const mask = new Uint8Array(built.graph.modules.length);
  for (const node of sets.eager) mask[node] = 1;
  for (const node of sets.conditional) mask[node] = 1;
  return mask;
}

/** Whether static startup expects this loaded module. */
export function isExpected(joined: Joined, visit: number): boolean {
  return nodesOf(joined, visit).some((node) => joined.inStartup[node] === 1);
}

/** The node that a visit is, or those inside the bundle that it is; empty where the graph knows none. */
export function nodesOf({ nodeOf, inside }: Joined, visit: number): readonly number[] {
  const node = nodeOf[visit]!;
  return node === NONE ? (inside.get(visit) ?? []) : [node];
}

/** The id under which the graph knows a loaded module; the trace's own where it does not. */
export function knownId(joined: Joined, visit: number): ModuleId {
  const node = joined.nodeOf[visit]!;
  return node === NONE ? joined.visits[visit]!.id : joined.graph.modules[node]!.id;
}

/** {@link knownId} by the trace's id; null stays null. */
export function knownIdOf(joined: Joined, id: ModuleId | null): ModuleId | null {
  const visit = id === null ? undefined : joined.visitOf.get(id);
  return visit === undefined ? id : knownId(joined, visit);
}
