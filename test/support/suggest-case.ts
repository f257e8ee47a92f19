import { startupSets } from '../../src/graph/reach.ts';
import type { SuggestRequest } from '../../src/cuts/request.ts';
import type { ImportUses } from '../../src/model/cut.ts';
import { graphOf } from './graph-of.ts';

export interface SuggestCase extends Partial<
  Omit<SuggestRequest, 'graph' | 'entry' | 'entryName' | 'startup' | 'ms' | 'usesOf' | 'causes'>
> {
  /** As for `graphOf`; the first module is the entry. */
  readonly graph: string;
  /** Own ms by name; 1 where it is not told. */
  readonly ms?: Readonly<Record<string, number>>;
  /** By `importer>imported`, names as in the graph; mechanical where it is not told. */
  readonly uses?: Readonly<Record<string, Partial<ImportUses>>>;
  /** `importer>imported` of imports that were loaded lazily while the named module was evaluated. */
  readonly causes?: Readonly<Record<string, string>>;
}

/** A request about a small graph: project modules are editable, nothing does harm. */
export function suggestCase(given: SuggestCase): SuggestRequest {
  const graph = graphOf(given.graph);
  const { eager } = startupSets(graph, 0);
  const startup = new Uint8Array(graph.modules.length);
  for (const node of eager) startup[node] = 1;
  const nameOf = (node: number) => {
    const { id, package: owner } = graph.modules[node]!;
    return owner === null ? id : `@${owner}`;
  };
  const edgeName = (edge: number) => `${nameOf(graph.edgeFrom[edge]!)}>${nameOf(graph.edgeTo[edge]!)}`;
  const causes = [...graph.edges.keys()].flatMap((edge) => {
    const cause = given.causes?.[edgeName(edge)];
    return cause === undefined ? [] : [{ edge, cause: graph.modules.findIndex(({ id }) => id === cause) }];
  });
  return {
    harm: () => ({ unmasks: [], losesEffects: [] }),
    editable: (node) => graph.modules[node]!.origin === 'project',
    ...given,
    graph,
    entry: 0,
    entryName: 'main',
    startup,
    causes,
    ms: Float64Array.from(graph.modules, (_, node) => given.ms?.[nameOf(node)] ?? 1),
    usesOf: (edge) => ({ ...usesOf(graph.edges[edge]!.specifier), ...given.uses?.[edgeName(edge)] }),
  };
}

/** Uses of an import that can be deferred mechanically. */
export function usesOf(specifier: string): ImportUses {
  const plain = { deferability: 'mechanical', difficulty: 1, reasons: [], action: 'defer' } as const;
  return { specifier, line: 1, ...plain, shape: 'create-require', callSites: [] };
}

/** What makes an import impossible to defer. */
export const BLOCKED: Partial<ImportUses> = { deferability: 'blocked', difficulty: Infinity };

/** What makes an import an entry of an exported literal. */
export const ENTRY: Partial<ImportUses> = {
  difficulty: 2,
  shape: 'getter',
  reasons: [{ code: 'exported-value', at: { file: 'registry', line: 1 }, detail: 'x' }],
};
