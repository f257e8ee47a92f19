import type { ModuleGraph, ImportEdge } from '../model/module-graph.ts';
import type { Place } from '../model/finding.ts';
import type { SourceModule } from '../model/loading.ts';
import type { ModuleId } from '../model/module-id.ts';
import { stem } from './likeness.ts';

/** What analysis found in importers beyond the graph's edges. */
export class ImporterText {
  readonly #graph: ModuleGraph;
  readonly #sources: ReadonlyMap<ModuleId, SourceModule>;
  /** By importer: its imports that lead nowhere, by what they may stand for. */
  readonly #unresolved = new Map<ModuleId, ReadonlyMap<string, ImportEdge>>();

  constructor(graph: ModuleGraph, sources: readonly SourceModule[]) {
    this.#graph = graph;
    this.#sources = new Map(sources.map((source) => [source.record.id, source]));
  }

  /** The first import whose target is computed, or that stands for many files; null where there is none. */
  computed(importer: ModuleId): Place | null {
    const facts = this.#sources.get(importer)?.facts;
    const first = facts?.computed[0] ?? facts?.imports.find(({ pattern }) => pattern === true);
    return first === undefined ? null : { file: importer, line: first.line, column: first.column };
  }

  /** Whether the importer's text could not be analysed in full. */
  isPartial(importer: ModuleId): boolean {
    const facts = this.#sources.get(importer)?.facts;
    return facts?.partial === true || facts?.problem !== undefined;
  }

  /** The importer's import that leads nowhere in the graph but may stand for a file like this; see `likeness`. */
  unresolved(importer: ModuleId, like: string): ImportEdge | null {
    let own = this.#unresolved.get(importer);
    if (own === undefined) {
      own = this.#unresolvedOf(importer);
      this.#unresolved.set(importer, own);
    }
    return own.get(like) ?? null;
  }

  #unresolvedOf(importer: ModuleId): ReadonlyMap<string, ImportEdge> {
    const { index, modules, edges, edgeStart, edgeTo } = this.#graph;
    const found = new Map<string, ImportEdge>();
    const node = index.get(importer);
    if (node === undefined) return found;
    for (let edge = edgeStart[node]!; edge < edgeStart[node + 1]!; edge++) {
      const to = modules[edgeTo[edge]!]!;
      if (to.origin !== 'unresolved') continue;
      const like = to.package === null ? stem(edges[edge]!.specifier) : `${to.package}:`;
      if (!found.has(like)) found.set(like, edges[edge]!);
    }
    return found;
  }
}
