import { join } from 'node:path';
import { buildGraph } from '../../src/graph/build.ts';
import { startupSets } from '../../src/graph/reach.ts';
import { ProjectSources } from '../../src/sources.ts';
import type { CaseProject, Verdict } from './case-projects.ts';

export interface CaseAnalysis {
  /** Every module the analysis names, with the strongest thing said about it; the entry is eager. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Codes of all notices, and `unresolved` or `unresolved-optional` for each missing module; sorted. */
  readonly notices: readonly string[];
  /** Specifiers that only TypeScript or a bundler resolves, sorted. */
  readonly lenient: readonly string[];
}

/** Runs extraction, resolution and the graph on one case project, as the product does. */
export async function analyseCase({ folder, entry, conditions }: CaseProject): Promise<CaseAnalysis> {
  const sources = new ProjectSources(folder.replaceAll('\\', '/'), conditions ?? [], undefined, () => {});
  await sources.loadExtractor();
  const path = join(folder, entry).replaceAll('\\', '/');
  const { graph, unfollowed, missing, lenient } = buildGraph([{ path, preloads: [] }], sources);
  const verdicts = new Map<string, Verdict>();
  for (const timing of ['erased', 'reference'] as const) {
    for (const edge of unfollowed) if (edge.timing === timing) verdicts.set(edge.to, timing);
  }
  const sets = startupSets(graph, 0);
  for (const timing of ['lazy', 'conditional', 'eager'] as const) {
    for (const module of sets[timing]) verdicts.set(graph.modules[module]?.id ?? '', timing);
  }
  const unresolved = missing.map(({ optional }) => (optional ? 'unresolved-optional' : 'unresolved'));
  const notices = [...sources.allNotices.map((notice) => notice.code), ...unresolved];
  return {
    verdicts,
    notices: notices.toSorted(),
    lenient: lenient.map((edge) => edge.specifier).toSorted(),
  };
}
