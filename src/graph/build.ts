import type { ImportFact } from '../model/facts.ts';
import type { SourceModule, Target } from '../model/loading.ts';
import { toBuiltinId, toUnresolvedId, type ModuleId } from '../model/module-id.ts';
import type { EdgeTiming, ImportEdge, ModuleGraph, ModuleRecord } from '../model/module-graph.ts';
import { packageOfSpecifier } from '../model/package-name.ts';
import { toGraph } from './compact.ts';

/** What building needs of the outside: one file's facts, and where its imports lead. */
export interface Sources {
  /** @param path real path */
  load(path: string): SourceModule;
  /** Every file an import may mean (several for a template), in a fixed order. */
  targets(module: SourceModule, fact: ImportFact): readonly Target[];
  idOf(path: string): ModuleId;
  /** What a file that is no module of Node's is: an asset of a bundler, or types only. */
  aside(path: string): 'asset' | 'types' | undefined;
}

/** An import that leads nowhere, with the places that hold it. */
export interface Missing {
  readonly specifier: string;
  readonly reason: string;
  readonly edges: ImportEdge[];
  /** Every such import sits in a try block: the program copes. */
  optional: boolean;
}

export interface BuiltGraph {
  readonly graph: ModuleGraph;
  /** Erased and reference edges: they are never followed, so their ends need not be in the graph. */
  readonly unfollowed: readonly ImportEdge[];
  readonly missing: readonly Missing[];
  /** Imports that only a bundler or TypeScript resolves. */
  readonly lenient: readonly ImportEdge[];
  readonly sources: readonly SourceModule[];
}

export interface Start {
  /** Real path of the entry. */
  readonly path: string;
  /** Real paths of what runs before it. */
  readonly preloads: readonly { readonly path: string; readonly specifier: string }[];
}

/**
 * Follows imports from the entries until nothing new turns up. Modules are numbered in breadth-first order, so the
 * result depends on the sources alone.
 */
export function buildGraph(starts: readonly Start[], sources: Sources): BuiltGraph {
  return new Builder(sources).run(starts);
}

class Builder {
  private readonly sources: Sources;
  private readonly modules: ModuleRecord[] = [];
  private readonly known = new Set<ModuleId>();
  private readonly queue: SourceModule[] = [];
  private readonly paths = new Map<string, ModuleId>();
  private readonly edges: ImportEdge[] = [];
  private readonly unfollowed: ImportEdge[] = [];
  private readonly lenient: ImportEdge[] = [];
  private readonly missing = new Map<ModuleId, Missing>();

  constructor(sources: Sources) {
    this.sources = sources;
  }

  run(starts: readonly Start[]): BuiltGraph {
    for (const { path, preloads } of starts) {
      const from = this.addFile(path);
      for (const { path: preload, specifier } of preloads) {
        const to = this.addFile(preload);
        this.edges.push({ from, to, specifier, line: 1, column: 1, kind: 'preload', timing: 'eager' });
      }
    }
    // The queue grows while it is walked.
    for (let at = 0; at < this.queue.length; at++) this.expand(this.queue[at] as SourceModule);
    return {
      graph: toGraph(this.modules, this.edges),
      unfollowed: this.unfollowed,
      missing: [...this.missing.values()],
      lenient: this.lenient,
      sources: this.queue,
    };
  }

  private addFile(path: string): ModuleId {
    let id = this.paths.get(path);
    if (id !== undefined) return id;
    const module = this.sources.load(path);
    id = module.record.id;
    this.paths.set(path, id);
    this.known.add(id);
    this.modules.push(module.record);
    this.queue.push(module);
    return id;
  }

  private expand(module: SourceModule): void {
    for (const fact of module.facts.imports) {
      for (const target of this.sources.targets(module, fact)) this.addEdge(module, fact, target);
    }
  }

  private addEdge(module: SourceModule, fact: ImportFact, target: Target): void {
    const from = module.record.id;
    const edge = (to: ModuleId, timing: EdgeTiming): ImportEdge => {
      const { specifier, line, column, kind } = fact;
      return { from, to, specifier, line, column, kind, timing };
    };
    const { timing } = fact;
    if (target.to === 'nothing') return;
    if (target.to === 'file') {
      const aside = this.sources.aside(target.path);
      const followed = aside === undefined && timing !== 'erased' && timing !== 'reference';
      if (!followed) {
        const weaker =
          aside === 'types' ? 'erased' : aside === 'asset' && timing !== 'erased' ? 'reference' : timing;
        this.unfollowed.push(edge(this.sources.idOf(target.path), weaker));
        return;
      }
      const made = edge(this.addFile(target.path), timing);
      this.edges.push(made);
      if (target.lenient) this.lenient.push(made);
      return;
    }
    const to = target.to === 'builtin' ? toBuiltinId(target.name) : toUnresolvedId(fact.specifier, from);
    if (timing === 'erased') this.unfollowed.push(edge(to, timing));
    // A reference that leads nowhere locates something else: a folder, a file written later.
    if (timing === 'erased' || timing === 'reference') return;
    this.addLeaf(to, target.to === 'builtin' ? 'builtin' : 'unresolved', fact.specifier);
    this.edges.push(edge(to, timing));
    if (target.to === 'missing') this.addMissing(to, fact, target.reason);
  }

  private addLeaf(id: ModuleId, origin: 'builtin' | 'unresolved', specifier: string): void {
    if (this.known.has(id)) return;
    this.known.add(id);
    const format = origin === 'builtin' ? 'builtin' : 'unknown';
    const name = origin === 'unresolved' && !/^[./#]/.test(specifier) ? packageOfSpecifier(specifier) : null;
    this.modules.push({ id, origin, package: name, format, bytes: 0 });
  }

  private addMissing(id: ModuleId, fact: ImportFact, reason: string): void {
    let missing = this.missing.get(id);
    if (missing === undefined) {
      missing = { specifier: fact.specifier, reason, edges: [], optional: true };
      this.missing.set(id, missing);
    }
    missing.edges.push(this.edges.at(-1) as ImportEdge);
    if (fact.optional !== true) missing.optional = false;
  }
}
