import type { BootTrace } from '../model/boot.ts';
import type { Analysis, AnalysedGroup } from '../pipeline.ts';

/** What the last run that went through knows of the project. */
export interface Known {
  /** Absolute real path, forward slashes. */
  readonly root: string;
  /** Null where the graph could not be had. */
  readonly analysis: Analysis | null;
  /** The last boots. */
  readonly traces: readonly BootTrace[];
  /** What the judgement is made of beside the program: config, baseline, other tools' configs; relative to the root. */
  readonly configFiles: readonly string[];
}

/** Ids of the project's own modules in graphs and boots. */
export function ownModules({ analysis, traces }: Known): ReadonlySet<string> {
  const records = [
    ...(analysis?.groups ?? []).flatMap(({ built }) => built.graph.modules),
    ...traces.flatMap(({ modules }) => modules),
  ];
  return new Set(records.flatMap(({ id, origin }) => (origin === 'project' ? [id] : [])));
}

/** What each entry loads and by which imports, as a text: another text means another startup. */
export function shapesOf(analysis: Analysis | null): ReadonlyMap<string, string> {
  return new Map((analysis?.groups ?? []).flatMap(shapesOfGroup));
}

function shapesOfGroup({ built: { graph }, entries }: AnalysedGroup): [string, string][] {
  return entries.map(({ name, sets: { eager, conditional, lazy } }) => {
    const reached = [eager, conditional, lazy].map((set) => set.map((node) => graph.modules[node]?.id));
    const own = new Set(reached.flat());
    const edges = graph.edges
      .filter(({ from }) => own.has(from))
      .map(({ from, to, timing }) => `${from} ${timing} ${to}`);
    return [name, JSON.stringify([reached, edges.toSorted()])];
  });
}
