import { posix } from 'node:path';
import { analyseCycles } from '../hazards/analyse-cycles.ts';
import { mergeCycles } from '../hazards/merge-cycles.ts';
import { findWanted } from '../hazards/wanted.ts';
import { FolderCache } from '../io/folders.ts';
import type { Host } from '../io/host.ts';
import { startProgress } from '../io/progress.ts';
import type { EntryConfig } from '../model/config.ts';
import type { CyclesReport } from '../model/cycles.ts';
import type { Notice } from '../model/finding.ts';
import type { AnalysedEntry, AnalysedGroup, Analysis } from '../pipeline.ts';
import { TsconfigCache } from '../resolve/tsconfig.ts';
import { compilerOf, type Compiler } from './emit.ts';
import type { GlobalFlags } from './flags.ts';
import { readPrograms } from './read-programs.ts';

export interface FindCyclesRequest {
  readonly analysis: Analysis;
  readonly entries: readonly EntryConfig[];
  readonly nodeMajor: number;
  /** What compiles TypeScript; undefined to go by each entry's command. */
  readonly compiler: Compiler | undefined;
}

export interface FoundCycles {
  readonly report: CyclesReport;
  readonly notices: readonly Notice[];
}

/** What the cycles of all analysed entries do. Reads files again where a hazard is possible; executes nothing. */
export async function findCycles(
  host: Host,
  flags: GlobalFlags,
  { analysis, entries, nodeMajor, compiler }: FindCyclesRequest,
): Promise<FoundCycles> {
  const { root } = analysis;
  const tsconfigs = new TsconfigCache(new FolderCache());
  const progress = startProgress(host, flags.quiet === true);
  const reports: CyclesReport[] = [];
  const notices: Notice[] = [];
  try {
    for (const group of analysis.groups) {
      for (const [used, own] of byCompiler(group, entries, { root, tsconfigs, compiler })) {
        const { built } = group;
        const wanted = findWanted(
          built.graph,
          own.map(({ node }) => node),
        );
        const onModule = (count: number) => progress.step(count, 'modules of cycles');
        const read = await readPrograms({ root, built, wanted, compiler: used, tsconfigs, onModule });
        notices.push(...read.notices);
        const { programs } = read;
        reports.push(analyseCycles({ graph: built.graph, wanted, programs, entries: own, nodeMajor }));
      }
    }
  } finally {
    progress.end();
  }
  return { report: mergeCycles(reports), notices };
}

interface Choosing extends Pick<FindCyclesRequest, 'compiler'> {
  readonly root: string;
  readonly tsconfigs: TsconfigCache;
}

/** The entries of a group by what compiles them. */
function byCompiler(
  group: AnalysedGroup,
  configs: readonly EntryConfig[],
  { root, tsconfigs, compiler }: Choosing,
): Map<Compiler, AnalysedEntry[]> {
  const found = new Map<Compiler, AnalysedEntry[]>();
  for (const entry of group.entries) {
    const config = configs.find(({ name }) => name === entry.name);
    const used = compiler ?? (config === undefined ? 'tsc' : chooseCompiler(config, root, tsconfigs));
    found.set(used, [...(found.get(used) ?? []), entry]);
  }
  return found;
}

function chooseCompiler(config: EntryConfig, root: string, tsconfigs: TsconfigCache): Compiler {
  const isTypeScript = /\.[cm]?tsx?$/i.test(config.file);
  const compiled = isTypeScript && tsconfigs.projectOf(posix.resolve(root, config.file)).module !== undefined;
  return compilerOf(config, compiled);
}
