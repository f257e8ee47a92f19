import { toGraph } from '../graph/compact.ts';
import type { BootTrace, ModuleVisit } from '../model/boot.ts';
import type { ImportEdge, ModuleGraph, ModuleRecord } from '../model/module-graph.ts';
import type { ModuleId } from '../model/module-id.ts';
import type { RuntimeOnlyDrift, Startup } from '../model/startup.ts';
import { knownAs } from './known-as.ts';

/**
 * The graph with what a boot loaded: modules that only the boot knows are added (behind the others, whose numbers stay),
 * and every import that it took is eager, marked as `observed`. What is eager by the source stays so, loaded or not.
 * Every loaded module is reached from the entry over eager edges; a loaded bundle counts as the sources inside it.
 * Linear in both.
 *
 * @param entryNode number of the entry's module
 * @param startup the graph joined with this boot; where the two are not about the same program, the graph stays as it is
 */
export function withObserved(
  graph: ModuleGraph,
  entryNode: number,
  startup: Startup,
  trace: Pick<BootTrace, 'modules'>,
): ModuleGraph {
  if (!isSameProgram(startup)) return graph;
  const union = new Union(graph, entryNode, startup);
  for (const visit of trace.modules) union.add(visit);
  return union.toGraph();
}

/** Whether what a boot loaded can be held against the graph. */
export function isSameProgram({ drift }: Pick<Startup, 'drift'>): boolean {
  return drift.mismatch === null || drift.mismatch.kind === 'unexplained';
}

/** So that two module numbers make one exact number. */
const MOST_MODULES = 2 ** 26;

/** Gathers the observed imports. */
class Union {
  readonly #graph: ModuleGraph;
  readonly #entry: ModuleId;
  readonly #known: ReadonlyMap<ModuleId, readonly ModuleId[]>;
  /** What the boot says of modules that the graph does not hold, until they are added. */
  readonly #unknown = new Map<ModuleId, ModuleRecord>();
  /** By importer and imported module: why the graph has no such import. */
  readonly #drift: ReadonlyMap<string, RuntimeOnlyDrift>;
  /** For a source inside a bundle the one that stands for all of them. */
  readonly #standIn = new Map<ModuleId, ModuleId>();
  /** By importer and imported module, as {@link #keyOf} has them: the strongest edge there is. */
  readonly #strongest = new Map<number, number>();
  /** Numbers of the modules that only the boot knows. */
  readonly #added = new Map<ModuleId, number>();
  readonly #modules: ModuleRecord[];
  readonly #edges: ImportEdge[];
  #changed = false;

  constructor(graph: ModuleGraph, entryNode: number, startup: Startup) {
    this.#graph = graph;
    this.#entry = graph.modules[entryNode]!.id;
    this.#known = knownAs(startup);
    this.#modules = [...graph.modules];
    this.#edges = [...graph.edges];
    for (const { id, origin, package: owner, format, bytes } of startup.modules)
      if (!graph.index.has(id)) this.#unknown.set(id, { id, origin, package: owner, format, bytes });
    this.#drift = new Map(
      startup.drift.runtimeOnly.map((drift) => [pair(drift.importer ?? this.#entry, drift.module), drift]),
    );
    for (const inside of this.#known.values()) {
      const standIn = inside.includes(this.#entry) ? this.#entry : inside[0]!;
      if (inside.length > 1) for (const id of inside) this.#standIn.set(id, standIn);
    }
    for (const [number, { from, to }] of graph.edges.entries()) {
      const key = this.#keyOf(this.#inPlaceOf(from), this.#inPlaceOf(to));
      const known = this.#strongest.get(key);
      if (known === undefined || graph.edgeTiming[number]! < graph.edgeTiming[known]!)
        this.#strongest.set(key, number);
    }
  }

  add(visit: ModuleVisit): void {
    const to = this.#idOf(visit.id);
    if (to === undefined) return;
    this.#addModule(to);
    for (const [i, importer] of [visit.importer, ...visit.laterImporters].entries()) {
      const from = importer === null ? undefined : this.#idOf(importer);
      if (from !== undefined) {
        this.#addModule(from);
        this.#take(from, to);
      } else if (i === 0) {
        // Loaded by the command before the entry, or by what nobody saw.
        this.#take(this.#entry, to, importer === null);
      }
    }
  }

  toGraph(): ModuleGraph {
    return this.#changed ? toGraph(this.#modules, this.#edges) : this.#graph;
  }

  #addModule(id: ModuleId): void {
    const record = this.#unknown.get(id);
    if (record === undefined) return;
    this.#unknown.delete(id);
    this.#added.set(id, this.#modules.push(record) - 1);
    this.#changed = true;
  }

  #take(from: ModuleId, to: ModuleId, isPreload = false): void {
    if (from === to) return;
    const key = this.#keyOf(from, to);
    const known = this.#strongest.get(key);
    const edge = known === undefined ? undefined : this.#edges[known]!;
    if (edge?.timing === 'eager') return;
    const taken = edge ? { ...edge, timing: 'eager' as const, observed: true as const } : undefined;
    if (taken && known !== undefined) this.#edges[known] = taken;
    else this.#strongest.set(key, this.#edges.push(this.#newEdge(from, to, isPreload)) - 1);
    this.#changed = true;
  }

  #newEdge(from: ModuleId, to: ModuleId, isPreload: boolean): ImportEdge {
    const { edge, place } = this.#drift.get(pair(from, to)) ?? {};
    if (edge) return { ...edge, from, to, timing: 'eager', observed: true };
    const kind = isPreload ? 'preload' : this.#kindOf(from, to);
    const common = { from, to, specifier: to, kind, timing: 'eager', observed: true } as const;
    return place?.line === undefined
      ? { ...common, line: 1, column: 1, unplaced: true }
      : { ...common, line: place.line, column: place.column ?? 1 };
  }

  /** What an import that nobody has read must have been. */
  #kindOf(from: ModuleId, to: ModuleId): ImportEdge['kind'] {
    const importer = this.#recordOf(from);
    if (importer?.format === 'cjs' && this.#recordOf(to)?.format !== 'esm') return 'require';
    return this.#added.has(from) ? 'import' : 'dynamic-import';
  }

  #recordOf(id: ModuleId): ModuleRecord | undefined {
    return this.#modules[this.#numberOf(id)];
  }

  #keyOf(from: ModuleId, to: ModuleId): number {
    return this.#numberOf(from) * MOST_MODULES + this.#numberOf(to);
  }

  #numberOf(id: ModuleId): number {
    return this.#graph.index.get(id) ?? this.#added.get(id)!;
  }

  #idOf(loaded: ModuleId): ModuleId | undefined {
    const id = this.#known.get(loaded)?.[0];
    return id === undefined ? undefined : this.#inPlaceOf(id);
  }

  #inPlaceOf(id: ModuleId): ModuleId {
    return this.#standIn.get(id) ?? id;
  }
}

function pair(from: ModuleId, to: ModuleId): string {
  return `${from}\n${to}`;
}
